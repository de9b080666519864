//! Many at once.

use std::collections::BTreeSet;

use newsroom::ids::ListenerId;
use newsroom::orders::{Kind, State};
use newsroom::redeeming;

use super::{Shop, YEAR_MS, ada, refused};
use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    a_thousand_buyers_get_a_hundred_vouchers_each_its_own,
    a_thousand_buyers_of_counted_goods_get_a_hundred,
    one_listener_with_a_hundred_windows_open_spends_what_they_have_and_no_more,
    a_refund_and_a_look_at_the_voucher_at_once_never_hand_it_to_another,
    two_workers_make_each_order_ready_once,
);

const BUYERS: usize = 1_000;
const ITEMS: i64 = 100;

fn buyer(n: usize) -> ListenerId {
    ListenerId(format!("buyer {n}"))
}

async fn rush(room: &Newsroom, kind: Kind) -> Vec<newsroom::ids::OrderId> {
    let shop = Shop::of(room);
    let product = shop.offer(kind, 3, ITEMS).await;
    for n in 0..BUYERS {
        shop.give(&buyer(n), 3, NOW_MS + YEAR_MS).await;
    }
    let buying: Vec<_> = (0..BUYERS)
        .map(|n| {
            let (ctx, product) = (room.ctx.clone(), product.clone());
            let order = newsroom::orders::order_of(&buyer(n), "r");
            let collection = shop.vault.collection_digest(&shop.vault.collection_code(&order));
            let redeem = newsroom::orders::Redeem { order, listener: buyer(n), product, price_coins: 3, collection };
            tokio::spawn(async move { newsroom::till::ask(&ctx, newsroom::till::Command::Redeem(redeem)).await })
        })
        .collect();
    let mut sold = Vec::new();
    for task in buying {
        match task.await.unwrap() {
            Ok(newsroom::till::Done::Placed(placed)) => sold.push(placed.order),
            other => assert_eq!(refused(other), "out-of-stock"),
        }
    }
    assert_eq!(sold.len() as i64, ITEMS);
    let product = shop.product(&product).await;
    assert_eq!((product.left, product.sold), (0, ITEMS));
    assert_eq!(room.number("SELECT CAST(SUM(pending_debits) AS BIGINT) FROM account").await, 3 * ITEMS);
    room.work_off().await;
    assert_eq!(room.number("SELECT COUNT(*) FROM shop_order WHERE state = 'fulfilled'").await, ITEMS);
    assert_eq!(room.number("SELECT credits FROM account WHERE id = 'redeemed'").await, 3 * ITEMS);
    shop.right().await;
    let mut codes = BTreeSet::new();
    for n in 0..BUYERS {
        let order = newsroom::orders::order_of(&buyer(n), "r");
        if sold.contains(&order) {
            assert!(kind != Kind::Voucher || codes.insert(shop.code(&order, &buyer(n)).await), "a code twice");
        }
    }
    shop.right().await;
    sold
}

async fn a_thousand_buyers_get_a_hundred_vouchers_each_its_own(room: &Newsroom) {
    rush(room, Kind::Voucher).await;
}

async fn a_thousand_buyers_of_counted_goods_get_a_hundred(room: &Newsroom) {
    rush(room, Kind::Collect).await;
}

async fn one_listener_with_a_hundred_windows_open_spends_what_they_have_and_no_more(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 7, 100).await;
    shop.give(&ada(), 50, NOW_MS + YEAR_MS).await;
    let asks = (0..100).map(|n| {
        let (shop, tea) = (&shop, &tea);
        async move { shop.redeem(&ada(), &n.to_string(), tea, 7).await }
    });
    let answers = futures::future::join_all(asks).await;
    let (had, not): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((had.len(), not.len()), (7, 93));
    for answer in not {
        assert_eq!(refused(answer), "insufficient");
    }
    assert_eq!(shop.wallet(&ada()).await.available, 1);
    shop.right().await;
}

async fn a_refund_and_a_look_at_the_voucher_at_once_never_hand_it_to_another(room: &Newsroom) {
    const TIMES: i64 = 25;
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 1, TIMES).await;
    shop.give(&ada(), TIMES, NOW_MS + YEAR_MS).await;
    for n in 0..TIMES {
        let order = shop.bought(&ada(), &n.to_string(), &tea, 1).await;
        let ada = ada();
        let (seen, refunded) =
            tokio::join!(shop.reveal(&order, &ada), redeeming::refund(&room.ctx, &order, "as they looked"));
        refunded.unwrap();
        let burnt = room.number("SELECT COUNT(*) FROM voucher WHERE burnt_at_ms IS NOT NULL").await;
        let shown = room.number("SELECT COUNT(*) FROM disclosure").await;
        assert_eq!(burnt, shown, "a voucher is burnt when it was seen, and not otherwise");
        if let Err(error) = seen {
            assert_eq!(refused::<()>(Err(error)), "not-fulfilled");
        }
        shop.right().await;
        shop.give(&ada, 1, NOW_MS + YEAR_MS).await;
        if shop.product(&tea).await.left == 0 {
            break;
        }
    }
}

async fn two_workers_make_each_order_ready_once(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 1, 50).await;
    shop.give(&ada(), 50, NOW_MS + YEAR_MS).await;
    for n in 0..50 {
        shop.redeem(&ada(), &n.to_string(), &tea, 1).await.unwrap();
    }
    let (one, two) = tokio::join!(redeeming::fulfil(&room.ctx), redeeming::fulfil(&room.ctx));
    assert_eq!(one.unwrap() + two.unwrap(), 50);
    assert_eq!(room.number("SELECT COUNT(*) FROM shop_order WHERE state = 'fulfilled'").await, 50);
    assert_eq!(shop.state(&newsroom::orders::order_of(&ada(), "0")).await, State::Fulfilled);
    shop.right().await;
}
