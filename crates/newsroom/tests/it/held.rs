//! Earned coins that are held: the listener's appeal, and what staff decide.

use newsroom::error::Error;
use newsroom::held::{self, Verdict};
use newsroom::ids::ListenerId;
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet::wallet;
use newsroom::ledger::{Account, Asked, Command, TransferId};
use newsroom::till;

use crate::harness::{NOW_MS, Newsroom};
use crate::redeeming::{ada, bo, refused};

crate::on_both!(
    held_coins_are_released_with_a_reason_and_can_be_redeemed,
    held_coins_are_let_go_and_never_were,
    an_appeal_waits_once_and_is_answered_with_the_decision,
    who_waited_longest_is_looked_at_first,
    two_who_decide_at_once_move_each_coin_once,
);

const YEAR_MS: i64 = 365 * 24 * 60 * 60_000;

async fn hold(room: &Newsroom, listener: &ListenerId, coins: i64, pending: bool) {
    let asked = Asked {
        id: TransferId::of(&["test", &room.ctx.chance.secret()]),
        pending,
        debit: Account::Issue,
        credit: Account::Wallet(listener.clone()),
        coins,
        expires_at_ms: Some(NOW_MS + YEAR_MS),
        reason: "earn".into(),
        memo: r#"{"held_because":"many-listeners-on-one-device"}"#.into(),
    };
    till::transfer(&room.ctx, Command::Transfer(asked)).await.unwrap();
}

async fn coins(room: &Newsroom, listener: &ListenerId) -> (i64, i64) {
    let wallet = wallet(&room.ctx.db, listener, room.ctx.clock.now_ms()).await.unwrap();
    (wallet.available, wallet.pending)
}

async fn held_coins_are_released_with_a_reason_and_can_be_redeemed(room: &Newsroom) {
    hold(room, &ada(), 2, true).await;
    hold(room, &ada(), 3, true).await;
    hold(room, &ada(), 7, false).await;
    let held = held::of(&room.ctx.db, &ada()).await.unwrap().unwrap();
    assert_eq!((held.coins, held.reasons.as_slice()), (5, &["many-listeners-on-one-device".to_string()][..]));
    let silent = held::decide(&room.ctx, &ada(), Verdict::Release, " ").await;
    assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
    assert_eq!(coins(room, &ada()).await, (7, 5));
    assert_eq!(held::decide(&room.ctx, &ada(), Verdict::Release, "a family's tablet").await.unwrap(), 5);
    assert_eq!(coins(room, &ada()).await, (12, 0));
    assert_eq!(refused(held::decide(&room.ctx, &ada(), Verdict::Void, "again").await), "nothing-held");
    assert_eq!(coins(room, &ada()).await, (12, 0));
    verify(&room.ctx.db, |_, _| {}).await.unwrap();
}

async fn held_coins_are_let_go_and_never_were(room: &Newsroom) {
    hold(room, &ada(), 2, true).await;
    hold(room, &bo(), 4, true).await;
    assert_eq!(held::decide(&room.ctx, &ada(), Verdict::Void, "a program listened").await.unwrap(), 2);
    assert_eq!((coins(room, &ada()).await, coins(room, &bo()).await), ((0, 0), (0, 4)));
    assert_eq!(held::of(&room.ctx.db, &ada()).await.unwrap(), None);
    verify(&room.ctx.db, |_, _| {}).await.unwrap();
}

async fn an_appeal_waits_once_and_is_answered_with_the_decision(room: &Newsroom) {
    let appeal = async |words: &'static str| held::appeal(&room.ctx, &ada(), words).await;
    assert_eq!(refused(appeal("Why?").await), "nothing-held");
    hold(room, &ada(), 2, true).await;
    let long: &'static str = Box::leak("x".repeat(held::WORDS_LETTERS_AT_MOST + 1).into_boxed_str());
    for none in ["", "  ", long] {
        assert!(matches!(appeal(none).await, Err(Error::Invalid(_))), "{} letters", none.len());
    }
    appeal("We are five at home.").await.unwrap();
    assert_eq!(refused(appeal("Hello?").await), "appealed");
    let held = held::list(&room.ctx.db).await.unwrap();
    assert_eq!(held[0].appeal.as_ref().map(|appeal| appeal.words.as_str()), Some("We are five at home."));
    held::decide(&room.ctx, &ada(), Verdict::Release, "Five it is.").await.unwrap();
    let answered = held::appeals(&room.ctx.db, &ada()).await.unwrap();
    assert_eq!(
        (answered[0].answer.as_deref(), answered[0].because.as_deref()),
        (Some("released"), Some("Five it is."))
    );
    hold(room, &ada(), 2, true).await;
    appeal("Once more.").await.unwrap();
    assert_eq!(held::appeals(&room.ctx.db, &ada()).await.unwrap().len(), 2);
}

async fn who_waited_longest_is_looked_at_first(room: &Newsroom) {
    hold(room, &bo(), 1, true).await;
    room.ctx.clock.advance(60_000);
    hold(room, &ada(), 1, true).await;
    let held = held::list(&room.ctx.db).await.unwrap();
    let who: Vec<&ListenerId> = held.iter().map(|held| &held.listener).collect();
    assert_eq!(who, [&bo(), &ada()]);
}

async fn two_who_decide_at_once_move_each_coin_once(room: &Newsroom) {
    for _ in 0..40 {
        hold(room, &ada(), 1, true).await;
    }
    let (ada, other) = (ada(), ada());
    let release = held::decide(&room.ctx, &ada, Verdict::Release, "theirs");
    let void = held::decide(&room.ctx, &other, Verdict::Void, "not theirs");
    let (released, voided) = tokio::join!(release, void);
    let sum: i64 = [released, voided].into_iter().filter_map(Result::ok).sum();
    assert_eq!(sum, 40);
    assert_eq!(coins(room, &ada).await.1, 0);
    verify(&room.ctx.db, |_, _| {}).await.unwrap();
}
