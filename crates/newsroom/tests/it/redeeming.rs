//! The shop: a listener's coins for a product, and what nobody can do with it.

mod breaking;
mod constraints;
mod crowds;
mod laws;
mod looking;

use newsroom::error::Error;
use newsroom::ids::{ListenerId, OrderId, ProductId};
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet::{Wallet, statement, wallet};
use newsroom::ledger::{Account, Asked, Command, TransferId};
use newsroom::orders::views::{self, Before, Which};
use newsroom::orders::{HELD_AT_MOST_MS, Kind, Placed, State, Vault};
use newsroom::products::{self, Limit, Product};
use newsroom::redeeming::{self, Revealed};
use newsroom::{jobs, till};

use crate::harness::{NOW_MS, Newsroom};
use crate::products::{new_product, vault_of};

crate::on_both!(
    a_voucher_is_redeemed_and_shown_to_its_owner_the_same_each_time,
    a_digital_product_brings_its_link,
    goods_are_handed_over_once_against_their_code,
    a_double_click_is_one_order,
    the_same_request_for_something_else_is_a_conflict,
    each_refusal_says_which_rule_and_no_coin_moves,
    amounts_that_are_none_are_refused,
    another_listeners_order_is_not_there,
    nothing_is_shown_before_the_order_is_fulfilled,
    a_cancelled_order_gives_coins_and_voucher_back,
    a_refund_gives_back_the_coins_with_their_old_dates,
    a_voucher_that_nobody_has_seen_goes_to_the_next_after_a_refund,
    a_voucher_that_somebody_has_seen_is_burnt_by_its_refund,
    goods_that_nobody_collected_are_refunded_and_their_code_is_dead,
    a_product_withdrawn_while_it_is_held_is_brought_all_the_same,
    an_order_held_too_long_is_let_go,
    a_limit_counts_what_a_listener_has_and_not_what_was_given_back,
    a_step_that_was_taken_is_not_taken_again,
    staff_find_orders_by_state_product_and_listener,
    coins_that_expired_while_they_were_set_aside_do_not_come_back_to_be_spent,
    somebody_who_looks_over_and_over_is_stopped,
);

const YEAR_MS: i64 = 365 * 24 * 60 * 60_000;

pub fn ada() -> ListenerId {
    ListenerId("ada".into())
}

pub fn bo() -> ListenerId {
    ListenerId("bo".into())
}

/// A newsroom with a shop.
pub struct Shop<'r> {
    pub room: &'r Newsroom,
    pub vault: Vault,
    _folder: tempfile::TempDir,
}

impl<'r> Shop<'r> {
    pub fn of(room: &'r Newsroom) -> Shop<'r> {
        let (vault, _folder) = vault_of(room);
        Shop { room, vault, _folder }
    }

    pub async fn give(&self, listener: &ListenerId, coins: i64, expires_at_ms: i64) {
        let secret = self.room.ctx.chance.secret();
        let asked = Asked {
            id: TransferId::of(&["test", &secret]),
            pending: false,
            debit: Account::Issue,
            credit: Account::Wallet(listener.clone()),
            coins,
            expires_at_ms: Some(expires_at_ms),
            reason: "earn".into(),
            memo: "{}".into(),
        };
        till::transfer(&self.room.ctx, Command::Transfer(asked)).await.unwrap();
    }

    /// A product that is offered, so many of it: vouchers are called `CODE-1`, `CODE-2` …
    pub async fn offer(&self, kind: Kind, price_coins: i64, many: i64) -> ProductId {
        self.offer_with(kind, price_coins, many, None).await
    }

    pub async fn offer_with(&self, kind: Kind, price_coins: i64, many: i64, limit: Option<Limit>) -> ProductId {
        let ctx = &self.room.ctx;
        let new = products::NewProduct { price_coins, limit, ..new_product(kind) };
        let stock = if kind == Kind::Voucher { 0 } else { many };
        let mut tx = ctx.db.begin().await.unwrap();
        let id = products::add(&mut tx, ctx, &self.vault, &new, stock).await.unwrap();
        products::list(&mut tx, ctx, &id).await.unwrap();
        tx.commit().await.unwrap();
        if kind == Kind::Voucher && many > 0 {
            let file: String = (1..=many).map(|n| format!("CODE-{n}\n")).collect();
            let report = products::upload(ctx, &self.vault, &id, file.as_bytes()).await.unwrap();
            assert_eq!(report.added as i64, many, "{report:?}");
        }
        id
    }

    pub async fn withdraw(&self, product: &ProductId) {
        let mut tx = self.room.ctx.db.begin().await.unwrap();
        products::withdraw(&mut tx, &self.room.ctx, product).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn product(&self, id: &ProductId) -> Product {
        products::by_id(&self.room.ctx.db, id).await.unwrap()
    }

    pub async fn redeem(
        &self,
        listener: &ListenerId,
        request: &str,
        product: &ProductId,
        price_coins: i64,
    ) -> Result<Placed, Error> {
        redeeming::redeem(&self.room.ctx, &self.vault, listener, request, product, price_coins).await
    }

    /// Redeems, and waits until the order is made ready.
    pub async fn bought(&self, listener: &ListenerId, request: &str, product: &ProductId, price_coins: i64) -> OrderId {
        let placed = self.redeem(listener, request, product, price_coins).await.unwrap();
        self.room.work_off().await;
        assert_eq!(self.state(&placed.order).await, State::Fulfilled);
        placed.order
    }

    pub async fn reveal(&self, order: &OrderId, listener: &ListenerId) -> Result<Revealed, Error> {
        redeeming::reveal(&self.room.ctx, &self.vault, order, listener).await
    }

    pub async fn code(&self, order: &OrderId, listener: &ListenerId) -> String {
        match self.reveal(order, listener).await.unwrap() {
            Revealed::Voucher { code } | Revealed::Collect { code, .. } => code,
            Revealed::Digital { text } => text,
        }
    }

    pub async fn state(&self, order: &OrderId) -> State {
        views::by_id(&self.room.ctx.db, order).await.unwrap().state
    }

    pub async fn wallet(&self, listener: &ListenerId) -> Wallet {
        wallet(&self.room.ctx.db, listener, self.room.ctx.clock.now_ms()).await.unwrap()
    }

    /// The shop's books and the ledger's are right, to the last coin.
    pub async fn right(&self) {
        assert_eq!(redeeming::audit(&self.room.ctx).await.unwrap(), None);
        assert_eq!(verify(&self.room.ctx.db, |_, _| {}).await.unwrap().wrong, None);
    }
}

pub fn refused<T: std::fmt::Debug>(answer: Result<T, Error>) -> &'static str {
    match answer {
        Err(Error::Refused { code, reason }) => {
            assert!(!reason.is_empty(), "{code} says nothing");
            code
        }
        other => panic!("it should have been refused, and was {other:?}"),
    }
}

async fn a_voucher_is_redeemed_and_shown_to_its_owner_the_same_each_time(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 50, NOW_MS + YEAR_MS).await;
    let placed = shop.redeem(&ada(), "first", &tea, 30).await.unwrap();
    assert_eq!((placed.state, placed.price_coins, placed.again), (State::Held, 30, false));
    let wallet = shop.wallet(&ada()).await;
    assert_eq!((wallet.available, wallet.set_aside), (20, 30), "nothing is spent before there is something for it");
    room.work_off().await;

    let wallet = shop.wallet(&ada()).await;
    assert_eq!((wallet.available, wallet.set_aside), (20, 0));
    assert_eq!(shop.code(&placed.order, &ada()).await, "CODE-1");
    room.ctx.clock.advance(5_000);
    assert_eq!(shop.code(&placed.order, &ada()).await, "CODE-1");
    let times = views::disclosures(&room.ctx.db, &placed.order).await.unwrap();
    assert_eq!(times, [NOW_MS + 5_000, NOW_MS], "each time is written down");
    let order = views::by_id(&room.ctx.db, &placed.order).await.unwrap();
    assert_eq!((order.disclosed_at_ms, order.disclosures), (Some(NOW_MS), 2));
    let product = shop.product(&tea).await;
    assert_eq!((product.stocked, product.left, product.sold), (2, 1, 1));
    let lines = statement(&room.ctx.db, &ada(), i64::MAX).await.unwrap();
    assert!(lines[0].reason == "redeem" && lines[0].memo.contains(&placed.order.0), "{:?}", lines[0]);
    shop.right().await;
}

async fn a_digital_product_brings_its_link(room: &Newsroom) {
    let shop = Shop::of(room);
    let album = shop.offer(Kind::Digital, 5, 10).await;
    for listener in [ada(), bo()] {
        shop.give(&listener, 5, NOW_MS + YEAR_MS).await;
        let order = shop.bought(&listener, "r", &album, 5).await;
        let brought = shop.reveal(&order, &listener).await.unwrap();
        assert_eq!(brought, Revealed::Digital { text: "https://partner.example.org/album".into() });
    }
    assert_eq!(shop.product(&album).await.left, 8);
    shop.right().await;
}

async fn goods_are_handed_over_once_against_their_code(room: &Newsroom) {
    let shop = Shop::of(room);
    let bread = shop.offer(Kind::Collect, 7, 3).await;
    shop.give(&ada(), 14, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "r", &bread, 7).await;
    let other = shop.bought(&ada(), "s", &bread, 7).await;
    let code = shop.code(&order, &ada()).await;
    assert_eq!((code.len(), code.matches('-').count()), (14, 2), "{code}");
    assert_ne!(code, shop.code(&other, &ada()).await);
    let collect = async |code: &str| redeeming::collect(&room.ctx, &shop.vault, code).await;
    assert_eq!(refused(collect("0000-0000-0000").await), "unknown-code");
    assert_eq!(refused(collect("").await), "unknown-code");
    // As somebody types it who reads it off a telephone.
    let typed = format!(" {} ", code.to_lowercase().replace('-', " ").replace('0', "o"));
    assert_eq!(collect(&typed).await.unwrap(), order);
    assert_eq!(refused(collect(&code).await), "collected");
    let brought = shop.reveal(&order, &ada()).await.unwrap();
    assert_eq!(brought, Revealed::Collect { code, collected_at_ms: Some(NOW_MS) });
    shop.right().await;
}

async fn a_double_click_is_one_order(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 5).await;
    shop.give(&ada(), 100, NOW_MS + YEAR_MS).await;
    let hers = ada();
    let (one, two) = tokio::join!(shop.redeem(&hers, "r", &tea, 30), shop.redeem(&hers, "r", &tea, 30));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.order, two.order);
    assert!(one.again != two.again, "{one:?} {two:?}");
    room.work_off().await;
    let three = shop.redeem(&ada(), "r", &tea, 30).await.unwrap();
    assert_eq!((three.order, three.state, three.again), (one.order, State::Fulfilled, true));
    assert_eq!(shop.wallet(&ada()).await.available, 70);
    assert_eq!(shop.product(&tea).await.left, 4);
    // Somebody else's request of the same name is another order.
    shop.give(&bo(), 30, NOW_MS + YEAR_MS).await;
    assert!(!shop.redeem(&bo(), "r", &tea, 30).await.unwrap().again);
    shop.right().await;
}

async fn the_same_request_for_something_else_is_a_conflict(room: &Newsroom) {
    let shop = Shop::of(room);
    let (tea, cake) = (shop.offer(Kind::Digital, 30, 5).await, shop.offer(Kind::Digital, 30, 5).await);
    shop.give(&ada(), 100, NOW_MS + YEAR_MS).await;
    shop.redeem(&ada(), "r", &tea, 30).await.unwrap();
    assert_eq!(refused(shop.redeem(&ada(), "r", &cake, 30).await), "conflict");
    assert_eq!(refused(shop.redeem(&ada(), "r", &tea, 31).await), "conflict");
    assert_eq!(shop.wallet(&ada()).await.available, 70);
    shop.right().await;
}

async fn each_refusal_says_which_rule_and_no_coin_moves(room: &Newsroom) {
    let shop = Shop::of(room);
    shop.give(&ada(), 100, NOW_MS + YEAR_MS).await;
    let limit = Some(Limit { orders: 1, window_ms: 1_000 });
    let tea = shop.offer_with(Kind::Collect, 30, 5, limit).await;
    shop.redeem(&ada(), "had", &tea, 30).await.unwrap();
    let gone = shop.offer(Kind::Voucher, 30, 0).await;
    let dear = shop.offer(Kind::Collect, 71, 5).await;
    let withdrawn = shop.offer(Kind::Collect, 30, 5).await;
    shop.withdraw(&withdrawn).await;
    let mut tx = room.ctx.db.begin().await.unwrap();
    let draft = products::add(&mut tx, &room.ctx, &shop.vault, &new_product(Kind::Collect), 5).await.unwrap();
    tx.commit().await.unwrap();

    let before = (shop.wallet(&ada()).await, room.number("SELECT seq FROM ledger_head").await);
    let refusals = [
        (ProductId("none".into()), 30, "unknown-product"),
        (draft, 30, "unknown-product"),
        (withdrawn, 30, "withdrawn"),
        (dear.clone(), 70, "price-changed"),
        (tea, 30, "limit-reached"),
        (gone, 30, "out-of-stock"),
        (dear, 71, "insufficient"),
    ];
    for (product, price, code) in refusals {
        assert_eq!(refused(shop.redeem(&ada(), code, &product, price).await), code);
    }
    assert_eq!((shop.wallet(&ada()).await, room.number("SELECT seq FROM ledger_head").await), before);
    assert_eq!(room.number("SELECT COUNT(*) FROM shop_order").await, 1);
    shop.right().await;
}

async fn amounts_that_are_none_are_refused(room: &Newsroom) {
    let shop = Shop::of(room);
    shop.give(&ada(), 100, NOW_MS + YEAR_MS).await;
    let tea = shop.offer(Kind::Digital, 1, 5).await;
    for price in [0, -1, i64::MIN, i64::MAX, 1_000_000_000_001] {
        let answer = shop.redeem(&ada(), "r", &tea, price).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{price} coins: {answer:?}");
    }
    for request in ["", &"r".repeat(redeeming::REQUEST_LETTERS_AT_MOST + 1)] {
        let answer = shop.redeem(&ada(), request, &tea, 1).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
    }
    assert_eq!(shop.wallet(&ada()).await.available, 100);
}

async fn another_listeners_order_is_not_there(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 5).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let held = shop.redeem(&ada(), "r", &tea, 30).await.unwrap().order;
    let cancelled = redeeming::cancel(&room.ctx, &held, Some(&bo()), "I do not want it").await;
    assert!(matches!(cancelled, Err(Error::NotFound("order"))), "{cancelled:?}");
    room.work_off().await;
    for order in [held.clone(), OrderId("none".into())] {
        let seen = shop.reveal(&order, &bo()).await;
        assert!(matches!(seen, Err(Error::NotFound("order"))), "{seen:?}");
    }
    assert!(views::disclosures(&room.ctx.db, &held).await.unwrap().is_empty());
    assert_eq!(views::of_listener(&room.ctx.db, &bo(), &Before::all()).await.unwrap(), []);
    assert_eq!(views::of_listener(&room.ctx.db, &ada(), &Before::all()).await.unwrap().len(), 1);
    shop.right().await;
}

async fn nothing_is_shown_before_the_order_is_fulfilled(room: &Newsroom) {
    let shop = Shop::of(room);
    for kind in [Kind::Voucher, Kind::Digital, Kind::Collect] {
        let product = shop.offer(kind, 30, 1).await;
        shop.give(&ada(), 30, NOW_MS + YEAR_MS).await;
        let order = shop.redeem(&ada(), kind.name(), &product, 30).await.unwrap().order;
        assert_eq!(refused(shop.reveal(&order, &ada()).await), "not-fulfilled");
        let code = shop.vault.collection_code(&order);
        let collected = redeeming::collect(&room.ctx, &shop.vault, &code).await;
        assert_eq!(refused(collected), if kind == Kind::Collect { "not-fulfilled" } else { "unknown-code" });
        redeeming::cancel(&room.ctx, &order, Some(&ada()), "changed my mind").await.unwrap();
        assert_eq!(refused(shop.reveal(&order, &ada()).await), "not-fulfilled");
    }
    assert_eq!(room.number("SELECT COUNT(*) FROM disclosure").await, 0);
    shop.right().await;
}

async fn a_cancelled_order_gives_coins_and_voucher_back(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 1).await;
    shop.give(&ada(), 30, NOW_MS + YEAR_MS).await;
    shop.give(&bo(), 30, NOW_MS + YEAR_MS).await;
    let before = shop.wallet(&ada()).await;
    let order = shop.redeem(&ada(), "r", &tea, 30).await.unwrap().order;
    assert_eq!(refused(shop.redeem(&bo(), "r", &tea, 30).await), "out-of-stock");
    redeeming::cancel(&room.ctx, &order, Some(&ada()), "changed my mind").await.unwrap();
    assert_eq!(shop.wallet(&ada()).await, before);
    let next = shop.bought(&bo(), "r", &tea, 30).await;
    assert_eq!(shop.code(&next, &bo()).await, "CODE-1");
    let cancelled = views::by_id(&room.ctx.db, &order).await.unwrap();
    assert_eq!((cancelled.state, cancelled.because.as_deref()), (State::Cancelled, Some("changed my mind")));
    // The request is used up: it was this order.
    let again = shop.redeem(&ada(), "r", &tea, 30).await.unwrap();
    assert_eq!((again.state, again.again), (State::Cancelled, true));
    shop.right().await;
}

async fn a_refund_gives_back_the_coins_with_their_old_dates(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 1).await;
    shop.give(&ada(), 20, NOW_MS + YEAR_MS).await;
    shop.give(&ada(), 20, NOW_MS + 2 * YEAR_MS).await;
    let before = shop.wallet(&ada()).await;
    assert_eq!(before.expiring, [(NOW_MS + YEAR_MS, 20), (NOW_MS + 2 * YEAR_MS, 20)]);
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    assert_eq!(shop.wallet(&ada()).await.expiring, [(NOW_MS + 2 * YEAR_MS, 10)]);
    redeeming::refund(&room.ctx, &order, "the tea house is closed").await.unwrap();
    assert_eq!(shop.wallet(&ada()).await, before);
    assert_eq!(shop.state(&order).await, State::Refunded);
    assert_eq!(refused(shop.reveal(&order, &ada()).await), "not-fulfilled");
    let lines = statement(&room.ctx.db, &ada(), i64::MAX).await.unwrap();
    assert_eq!((lines[0].coins, lines[0].reason.as_str()), (30, "refund"));
    assert!(lines[0].memo.contains("the tea house is closed"));
    shop.right().await;
}

async fn a_voucher_that_nobody_has_seen_goes_to_the_next_after_a_refund(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 90, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    redeeming::refund(&room.ctx, &order, "by mistake").await.unwrap();
    assert_eq!(shop.product(&tea).await.left, 2);
    let (second, third) = (shop.bought(&ada(), "s", &tea, 30).await, shop.bought(&ada(), "t", &tea, 30).await);
    assert_eq!(shop.code(&second, &ada()).await, "CODE-2", "what came back is the last");
    assert_eq!(shop.code(&third, &ada()).await, "CODE-1");
    shop.right().await;
}

async fn a_voucher_that_somebody_has_seen_is_burnt_by_its_refund(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    assert_eq!(shop.code(&order, &ada()).await, "CODE-1");
    redeeming::refund(&room.ctx, &order, "the code did not work").await.unwrap();
    assert_eq!(shop.wallet(&ada()).await.available, 60);
    assert_eq!(shop.product(&tea).await.left, 1);
    let second = shop.bought(&ada(), "s", &tea, 30).await;
    assert_eq!(shop.code(&second, &ada()).await, "CODE-2");
    assert_eq!(refused(shop.redeem(&ada(), "t", &tea, 30).await), "out-of-stock");
    assert_eq!(room.number("SELECT COUNT(*) FROM voucher WHERE burnt_at_ms IS NOT NULL").await, 1);
    shop.right().await;
}

async fn goods_that_nobody_collected_are_refunded_and_their_code_is_dead(room: &Newsroom) {
    let shop = Shop::of(room);
    let bread = shop.offer(Kind::Collect, 7, 2).await;
    shop.give(&ada(), 14, NOW_MS + YEAR_MS).await;
    let late = shop.bought(&ada(), "r", &bread, 7).await;
    let code = shop.code(&late, &ada()).await;
    room.ctx.clock.advance(8 * 24 * 60 * 60_000);
    let fresh = shop.bought(&ada(), "s", &bread, 7).await;
    let week_ago = room.ctx.clock.now_ms() - 7 * 24 * 60 * 60_000;
    let which = Which { waiting_since_ms: Some(week_ago), ..Which::default() };
    let waiting = views::list(&room.ctx.db, &which, &Before::all()).await.unwrap();
    assert_eq!(waiting.iter().map(|order| &order.id).collect::<Vec<_>>(), [&late]);

    redeeming::refund(&room.ctx, &late, "it was not collected within a week").await.unwrap();
    assert_eq!(refused(redeeming::collect(&room.ctx, &shop.vault, &code).await), "not-fulfilled");
    assert_eq!(shop.product(&bread).await.left, 1, "the bread is on the shelf again");
    // What was handed over is not there any more, though its coins may go back.
    let code = shop.code(&fresh, &ada()).await;
    redeeming::collect(&room.ctx, &shop.vault, &code).await.unwrap();
    redeeming::refund(&room.ctx, &fresh, "it was stale").await.unwrap();
    assert_eq!((shop.product(&bread).await.left, shop.wallet(&ada()).await.available), (1, 14));
    shop.right().await;
}

async fn a_product_withdrawn_while_it_is_held_is_brought_all_the_same(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 1).await;
    shop.give(&ada(), 30, NOW_MS + YEAR_MS).await;
    let order = shop.redeem(&ada(), "r", &tea, 30).await.unwrap().order;
    shop.withdraw(&tea).await;
    room.work_off().await;
    assert_eq!(shop.code(&order, &ada()).await, "CODE-1");
    shop.right().await;
}

async fn an_order_held_too_long_is_let_go(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let early = shop.redeem(&ada(), "early", &tea, 30).await.unwrap().order;
    // No worker comes for a quarter of an hour.
    room.ctx.clock.advance(HELD_AT_MOST_MS - 1);
    assert_eq!(redeeming::sweep(&room.ctx).await.unwrap(), 0, "not a millisecond too early");
    let late = shop.redeem(&ada(), "late", &tea, 30).await.unwrap().order;
    room.ctx.clock.advance(1);
    room.work_off().await;
    assert_eq!((shop.state(&early).await, shop.state(&late).await), (State::Cancelled, State::Fulfilled));
    let wallet = shop.wallet(&ada()).await;
    assert_eq!((wallet.available, wallet.set_aside), (30, 0));
    let order = views::by_id(&room.ctx.db, &early).await.unwrap();
    assert!(order.because.is_some_and(|because| because.contains("in time")));
    shop.right().await;

    // The sweep comes by itself, and again as long as something is held: here nobody makes anything ready.
    let third = shop.redeem(&ada(), "third", &tea, 30).await.unwrap().order;
    room.ctx.db.execute("DELETE FROM job WHERE kind = 'fulfil-orders'", newsroom::db::values![]).await.unwrap();
    room.ctx.clock.advance(HELD_AT_MOST_MS - 5);
    room.work_off().await;
    assert_eq!(shop.state(&third).await, State::Held);
    assert_eq!(jobs::waiting(&room.ctx, "sweep-orders").await.unwrap(), 1);
    room.ctx.clock.advance(5);
    room.work_off().await;
    assert_eq!(shop.state(&third).await, State::Cancelled);
    assert_eq!(jobs::count(&room.ctx).await.unwrap(), (0, 0), "nothing is held, and nothing waits");
    shop.right().await;
}

async fn a_limit_counts_what_a_listener_has_and_not_what_was_given_back(room: &Newsroom) {
    let shop = Shop::of(room);
    let week_ms = 7 * 24 * 60 * 60_000;
    let tea = shop.offer_with(Kind::Collect, 1, 100, Some(Limit { orders: 2, window_ms: week_ms })).await;
    for listener in [ada(), bo()] {
        shop.give(&listener, 10, NOW_MS + YEAR_MS).await;
    }
    let first = shop.bought(&ada(), "1", &tea, 1).await;
    let second = shop.redeem(&ada(), "2", &tea, 1).await.unwrap().order;
    assert_eq!(refused(shop.redeem(&ada(), "3", &tea, 1).await), "limit-reached");
    shop.redeem(&bo(), "1", &tea, 1).await.unwrap();
    redeeming::cancel(&room.ctx, &second, Some(&ada()), "no").await.unwrap();
    shop.bought(&ada(), "4", &tea, 1).await;
    redeeming::refund(&room.ctx, &first, "no").await.unwrap();
    shop.bought(&ada(), "5", &tea, 1).await;
    assert_eq!(refused(shop.redeem(&ada(), "6", &tea, 1).await), "limit-reached");
    room.ctx.clock.advance(week_ms - 1);
    assert_eq!(refused(shop.redeem(&ada(), "6", &tea, 1).await), "limit-reached");
    room.ctx.clock.advance(1);
    shop.bought(&ada(), "6", &tea, 1).await;
    shop.right().await;
}

async fn a_step_that_was_taken_is_not_taken_again(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let (ctx, because) = (&room.ctx, "a reason");
    let kept = shop.bought(&ada(), "r", &tea, 30).await;
    assert_eq!(redeeming::fulfil(ctx).await.unwrap(), 0);
    assert_eq!(refused(redeeming::cancel(ctx, &kept, Some(&ada()), because).await), "not-held");
    assert!(!redeeming::refund(ctx, &kept, because).await.unwrap().again);
    assert!(redeeming::refund(ctx, &kept, because).await.unwrap().again);
    assert_eq!(refused(redeeming::cancel(ctx, &kept, None, because).await), "not-held");
    let let_go = shop.redeem(&ada(), "s", &tea, 30).await.unwrap().order;
    assert_eq!(refused(redeeming::refund(ctx, &let_go, because).await), "not-fulfilled");
    assert!(!redeeming::cancel(ctx, &let_go, None, because).await.unwrap().again);
    assert!(redeeming::cancel(ctx, &let_go, None, because).await.unwrap().again);
    assert_eq!(refused(redeeming::refund(ctx, &let_go, because).await), "not-fulfilled");
    assert_eq!(shop.wallet(&ada()).await.available, 60);
    for because in ["", "  ", &"x".repeat(401)] {
        let answer = redeeming::refund(ctx, &kept, because).await;
        assert!(matches!(answer, Err(Error::Invalid(_))), "{answer:?}");
    }
    let unknown = redeeming::refund(ctx, &OrderId("none".into()), because).await;
    assert!(matches!(unknown, Err(Error::NotFound("order"))), "{unknown:?}");
    shop.right().await;
}

async fn staff_find_orders_by_state_product_and_listener(room: &Newsroom) {
    let shop = Shop::of(room);
    let (tea, bread) = (shop.offer(Kind::Voucher, 1, 200).await, shop.offer(Kind::Collect, 1, 200).await);
    for listener in [ada(), bo()] {
        shop.give(&listener, 200, NOW_MS + YEAR_MS).await;
    }
    for n in 0..60 {
        for (listener, product) in [(ada(), &tea), (bo(), &bread)] {
            shop.redeem(&listener, &n.to_string(), product, 1).await.unwrap();
        }
        if n == 29 {
            room.work_off().await;
        }
        room.ctx.clock.advance(i64::from(n % 2 == 0));
    }
    let listed = async |which: Which| {
        let mut all = Vec::new();
        let mut before = Before::all();
        loop {
            let page = views::list(&room.ctx.db, &which, &before).await.unwrap();
            let Some(last) = page.last() else { break all };
            assert!(page.len() <= views::LISTED_AT_MOST as usize);
            before = Before::of(last);
            all.extend(page);
        }
    };
    let all = listed(Which::default()).await;
    let ids: std::collections::BTreeSet<&OrderId> = all.iter().map(|order| &order.id).collect();
    assert_eq!((all.len(), ids.len()), (120, 120), "each once, page by page");
    assert!(all.is_sorted_by(|a, b| (a.held_at_ms, &a.id) > (b.held_at_ms, &b.id)), "the newest first");
    let held = listed(Which { state: Some(State::Held), ..Which::default() }).await;
    assert_eq!(held.len(), 60);
    let hers = Which { listener: Some(ada()), product: Some(tea.clone()), ..Which::default() };
    assert!(listed(hers).await.iter().all(|order| order.listener == ada() && order.product_id == tea));
    let none = Which { listener: Some(ada()), product: Some(bread), ..Which::default() };
    assert_eq!(listed(none).await, []);
    assert_eq!(views::of_listener(&room.ctx.db, &ada(), &Before::all()).await.unwrap().len(), 60);
}

async fn coins_that_expired_while_they_were_set_aside_do_not_come_back_to_be_spent(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 30, NOW_MS + 1_000).await;
    let order = shop.redeem(&ada(), "r", &tea, 30).await.unwrap().order;
    room.ctx.clock.advance(2_000);
    redeeming::cancel(&room.ctx, &order, None, "closed").await.unwrap();
    assert_eq!(shop.wallet(&ada()).await.available, 0);
    assert_eq!(refused(shop.redeem(&ada(), "s", &tea, 30).await), "insufficient");
    let expire = Command::Expire { wallet: ada(), expires_at_ms: NOW_MS + 1_000 };
    assert_eq!(till::transfer(&room.ctx, expire).await.unwrap().coins, 30);
    shop.right().await;
}

async fn somebody_who_looks_over_and_over_is_stopped(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 1).await;
    shop.give(&ada(), 30, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    for _ in 0..newsroom::orders::shelf::DISCLOSURES_AT_MOST {
        assert_eq!(shop.code(&order, &ada()).await, "CODE-1");
    }
    assert_eq!(refused(shop.reveal(&order, &ada()).await), "too-often");
    shop.right().await;
}
