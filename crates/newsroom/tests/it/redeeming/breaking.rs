//! What a crash, a backup and somebody who can write to the tables do to the shop.

use newsroom::db::values;
use newsroom::error::Error;
use newsroom::orders::{Kind, State, Vault};
use newsroom::{backup, jobs, redeeming};

use super::{Shop, YEAR_MS, ada};
use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    a_write_that_fails_in_the_middle_leaves_nothing_half,
    a_buyer_who_hangs_up_has_an_order_or_none,
    an_order_outlives_the_worker_that_died_with_it,
    a_database_that_fails_while_the_orders_are_made_ready_loses_none,
    orders_come_back_from_a_backup_and_are_made_ready,
    each_thing_that_was_changed_behind_the_shop_is_named,
    a_vault_with_another_key_shows_nothing_and_says_so,
);

async fn a_write_that_fails_in_the_middle_leaves_nothing_half(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let kept = shop.bought(&ada(), "kept", &tea, 30).await;
    let before = (shop.wallet(&ada()).await, room.number("SELECT seq FROM ledger_head").await);
    // Each table of the transaction, gone when it is its turn: what was written before it must not stay.
    let breaks = [
        ("ALTER TABLE job RENAME TO away", "ALTER TABLE away RENAME TO job"),
        (
            "ALTER TABLE voucher RENAME COLUMN burnt_at_ms TO away",
            "ALTER TABLE voucher RENAME COLUMN away TO burnt_at_ms",
        ),
        ("ALTER TABLE shop_order RENAME COLUMN hold TO away", "ALTER TABLE shop_order RENAME COLUMN away TO hold"),
        ("ALTER TABLE block RENAME TO away", "ALTER TABLE away RENAME TO block"),
    ];
    for (breaks, mends) in breaks {
        room.ctx.db.execute(breaks, values![]).await.unwrap();
        let answer = shop.redeem(&ada(), "r", &tea, 30).await;
        assert!(matches!(answer, Err(Error::Broken(_))), "{breaks}: {answer:?}");
        room.ctx.db.execute(mends, values![]).await.unwrap();
        assert_eq!((shop.wallet(&ada()).await, room.number("SELECT seq FROM ledger_head").await), before, "{breaks}");
        assert_eq!(room.number("SELECT COUNT(*) FROM shop_order").await, 1, "{breaks}");
        assert_eq!(jobs::waiting(&room.ctx, "fulfil-orders").await.unwrap(), 0, "{breaks}");
        shop.right().await;
    }
    let (breaks, mends) = breaks[1];
    room.ctx.db.execute(breaks, values![]).await.unwrap();
    let answer = redeeming::refund(&room.ctx, &kept, "a reason").await;
    assert!(matches!(answer, Err(Error::Broken(_))), "{answer:?}");
    room.ctx.db.execute(mends, values![]).await.unwrap();
    assert_eq!(shop.state(&kept).await, State::Fulfilled);
    shop.right().await;
    // The very same request goes through when all is mended.
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    assert_eq!(shop.code(&order, &ada()).await, "CODE-2");
    redeeming::refund(&room.ctx, &kept, "a reason").await.unwrap();
    shop.right().await;
}

async fn a_buyer_who_hangs_up_has_an_order_or_none(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 1, 40).await;
    shop.give(&ada(), 40, NOW_MS + YEAR_MS).await;
    for n in 0..40 {
        let (request, ada) = (n.to_string(), ada());
        let mut asking = Box::pin(shop.redeem(&ada, &request, &tea, 1));
        // Polled once or twice, and let go in the middle of whatever it is at.
        for _ in 0..=n % 3 {
            let polled = futures::poll!(&mut asking);
            if polled.is_ready() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(asking);
    }
    // Whoever asks again gets their one order, whether the first had come through or not.
    for n in 0..40 {
        shop.redeem(&ada(), &n.to_string(), &tea, 1).await.unwrap();
    }
    assert_eq!(room.number("SELECT COUNT(*) FROM shop_order").await, 40);
    assert_eq!((shop.wallet(&ada()).await.available, shop.product(&tea).await.left), (0, 0));
    room.work_off().await;
    assert_eq!(room.number("SELECT COUNT(*) FROM shop_order WHERE state = 'fulfilled'").await, 40);
    shop.right().await;
}

async fn an_order_outlives_the_worker_that_died_with_it(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let first = shop.redeem(&ada(), "first", &tea, 30).await.unwrap().order;
    // A worker takes the job, and dies before it does anything.
    let job = jobs::claim(&room.ctx, jobs::Take::Due).await.unwrap().expect("a job that follows the order");
    assert_eq!(job.kind, "fulfil-orders");
    // What comes meanwhile asks for a job of its own.
    let second = shop.redeem(&ada(), "second", &tea, 30).await.unwrap().order;
    assert_eq!(jobs::waiting(&room.ctx, "fulfil-orders").await.unwrap(), 2);
    room.ctx.clock.advance(jobs::LEASE_MS);
    room.work_off().await;
    assert_eq!((shop.state(&first).await, shop.state(&second).await), (State::Fulfilled, State::Fulfilled));
    shop.right().await;
}

async fn a_database_that_fails_while_the_orders_are_made_ready_loses_none(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let order = shop.redeem(&ada(), "r", &tea, 30).await.unwrap().order;
    room.ctx.db.execute("ALTER TABLE block RENAME TO away", values![]).await.unwrap();
    room.work_off().await;
    room.ctx.db.execute("ALTER TABLE away RENAME TO block", values![]).await.unwrap();
    assert_eq!(shop.state(&order).await, State::Held);
    shop.right().await;
    room.ctx.clock.advance(60_000);
    room.work_off().await;
    assert_eq!(shop.code(&order, &ada()).await, "CODE-1", "the job came again");
    shop.right().await;
}

async fn orders_come_back_from_a_backup_and_are_made_ready(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 3).await;
    let (bread, album) = (shop.offer(Kind::Collect, 5, 3).await, shop.offer(Kind::Digital, 5, 3).await);
    shop.give(&ada(), 100, NOW_MS + YEAR_MS).await;
    let seen = shop.bought(&ada(), "seen", &tea, 30).await;
    assert_eq!(shop.code(&seen, &ada()).await, "CODE-1");
    let waiting = shop.bought(&ada(), "bread", &bread, 5).await;
    let code = shop.code(&waiting, &ada()).await;
    let link = shop.bought(&ada(), "album", &album, 5).await;
    let held = shop.redeem(&ada(), "held", &tea, 30).await.unwrap().order;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    backup::write(&room.ctx, &file).await.unwrap();

    let other = Newsroom::empty().await;
    backup::read(&other.ctx, &file).await.unwrap();
    let there = Shop { room: &other, vault: shop.vault, _folder: tempfile::tempdir().unwrap() };
    there.right().await;
    assert_eq!(there.wallet(&ada()).await.set_aside, 30);
    other.work_off().await;
    assert_eq!(there.code(&held, &ada()).await, "CODE-2", "its job was asked for anew");
    assert_eq!(there.code(&seen, &ada()).await, "CODE-1");
    assert_eq!(there.code(&link, &ada()).await, "https://partner.example.org/album");
    assert_eq!(redeeming::collect(&other.ctx, &there.vault, &code).await.unwrap(), waiting);
    redeeming::refund(&other.ctx, &seen, "a reason").await.unwrap();
    there.right().await;
}

async fn each_thing_that_was_changed_behind_the_shop_is_named(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 10, 4).await;
    let bread = shop.offer(Kind::Collect, 10, 4).await;
    shop.give(&ada(), 100, NOW_MS + YEAR_MS).await;
    let seen = shop.bought(&ada(), "seen", &tea, 10).await;
    shop.code(&seen, &ada()).await;
    let burnt = shop.bought(&ada(), "burnt", &tea, 10).await;
    shop.code(&burnt, &ada()).await;
    redeeming::refund(&room.ctx, &burnt, "a reason").await.unwrap();
    let gone = shop.redeem(&ada(), "gone", &bread, 10).await.unwrap().order;
    redeeming::cancel(&room.ctx, &gone, None, "a reason").await.unwrap();
    shop.redeem(&ada(), "held", &tea, 10).await.unwrap();
    shop.right().await;

    // Each change, how it is undone, and the invariant that it breaks.
    const CHANGES: [(&str, &str, &str); 13] = [
        (
            "UPDATE shelf SET taken = taken + 1 WHERE taken = 3",
            "UPDATE shelf SET taken = taken - 1 WHERE taken = 4",
            "I13: a shelf does not agree with its orders",
        ),
        (
            "UPDATE shelf SET returned = returned - 1 WHERE returned = 1",
            "UPDATE shelf SET returned = returned + 1 WHERE taken = 1",
            "I13: a shelf does not agree with its orders",
        ),
        (
            "UPDATE shelf SET stocked = stocked + 1 WHERE taken = 3",
            "UPDATE shelf SET stocked = stocked - 1 WHERE taken = 3",
            "I13: a shelf does not agree with its vouchers",
        ),
        (
            "UPDATE voucher SET position = 99 WHERE order_id IS NULL",
            "UPDATE voucher SET position = 4 WHERE order_id IS NULL",
            "I13: a shelf does not agree with its vouchers",
        ),
        (
            "UPDATE voucher SET burnt_at_ms = NULL WHERE burnt_at_ms IS NOT NULL",
            "UPDATE voucher SET burnt_at_ms = 1 WHERE order_id IN (SELECT id FROM shop_order WHERE state = 'refunded')",
            "I13: a voucher is with an order",
        ),
        (
            "UPDATE voucher SET order_id = (SELECT id FROM shop_order WHERE state = 'cancelled') WHERE order_id IS NULL",
            "UPDATE voucher SET order_id = NULL WHERE order_id IN (SELECT id FROM shop_order WHERE state = 'cancelled')",
            "I13: a voucher is with an order",
        ),
        (
            "UPDATE voucher SET order_id = NULL WHERE order_id IN (SELECT id FROM shop_order WHERE state = 'held')",
            "UPDATE voucher SET order_id = (SELECT id FROM shop_order WHERE state = 'held') WHERE position = 3",
            "I13: an order has no voucher",
        ),
        (
            "UPDATE disclosure SET listener = 'bo' WHERE order_id IN (SELECT id FROM shop_order WHERE state = 'fulfilled')",
            "UPDATE disclosure SET listener = 'ada'",
            "I14: something was shown",
        ),
        (
            "UPDATE shop_order SET disclosures = disclosures + 1 WHERE state = 'fulfilled'",
            "UPDATE shop_order SET disclosures = disclosures - 1 WHERE state = 'fulfilled'",
            "I14: an order was shown more",
        ),
        (
            "UPDATE shop_order SET price_coins = 9 WHERE state = 'held'",
            "UPDATE shop_order SET price_coins = 10 WHERE state = 'held'",
            "I14: an order is not paid",
        ),
        (
            "UPDATE shop_order SET state = 'fulfilled', fulfilled_at_ms = 1 WHERE state = 'held'",
            "UPDATE shop_order SET state = 'held', fulfilled_at_ms = NULL WHERE fulfilled_at_ms = 1",
            "I14: an order is not paid",
        ),
        (
            "UPDATE shop_order SET listener = 'bo' WHERE state = 'held'",
            "UPDATE shop_order SET listener = 'ada'",
            "I14: an order is not paid",
        ),
        (
            "UPDATE shop_order SET state = 'fulfilled', refunded_at_ms = NULL WHERE state = 'refunded'",
            "UPDATE shop_order SET state = 'refunded', refunded_at_ms = 1 WHERE because IS NOT NULL AND fulfilled_at_ms IS NOT NULL",
            "I13: a voucher is with an order",
        ),
    ];
    for (change, undo, named) in CHANGES {
        let touched = room.ctx.db.execute(change, values![]).await.unwrap();
        assert_eq!(touched, 1, "{change}");
        let wrong = redeeming::audit(&room.ctx).await.unwrap().unwrap_or_else(|| panic!("unnoticed: {change}"));
        assert!(wrong.starts_with(named), "{change}: {wrong}");
        room.ctx.db.execute(undo, values![]).await.unwrap();
        assert_eq!(redeeming::audit(&room.ctx).await.unwrap(), None, "undone: {change}");
    }
    // An order is made away with, and the coins that were set aside for it stay where they are.
    let db = &room.ctx.db;
    let held = "SELECT id FROM shop_order WHERE state = 'held'";
    let (id,): (String,) = db.one("order", held, values![]).await.unwrap();
    db.execute("UPDATE voucher SET order_id = NULL WHERE order_id = $1", values![&id]).await.unwrap();
    db.execute("DELETE FROM shop_order WHERE id = $1", values![&id]).await.unwrap();
    db.execute("UPDATE shelf SET taken = taken - 1 WHERE taken = 3", values![]).await.unwrap();
    let wrong = redeeming::audit(&room.ctx).await.unwrap().expect("coins without an order are noticed");
    assert!(wrong.starts_with("I15: "), "{wrong}");
}

async fn a_vault_with_another_key_shows_nothing_and_says_so(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 30, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    let folder = tempfile::tempdir().unwrap();
    let other = Vault::at(&folder.path().join("vault"), &room.ctx.chance).unwrap();
    match redeeming::reveal(&room.ctx, &other, &order, &ada()).await {
        Err(Error::Broken(text)) => assert!(text.contains("put its file back") && !text.contains("CODE"), "{text}"),
        answer => panic!("{answer:?}"),
    }
    assert_eq!(room.number("SELECT COUNT(*) FROM disclosure").await, 0, "nothing was shown");

    // A code that somebody moved to another voucher, or changed, is not shown either.
    let db = &room.ctx.db;
    let swap = "UPDATE voucher SET code = (SELECT code FROM voucher WHERE position = 2) WHERE position = 1";
    db.execute(swap, values![]).await.unwrap();
    match shop.reveal(&order, &ada()).await {
        Err(Error::Broken(text)) => assert!(text.contains("was changed"), "{text}"),
        answer => panic!("{answer:?}"),
    }
    assert_eq!(room.number("SELECT COUNT(*) FROM disclosure").await, 0);
}
