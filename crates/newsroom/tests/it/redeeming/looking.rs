//! What an owner has looked into, and what they hand back because they have not.

use newsroom::error::Error;
use newsroom::ids::ListenerId;
use newsroom::orders::views;
use newsroom::orders::{Kind, State};
use newsroom::redeeming::{self, Revealed};

use super::{Shop, YEAR_MS, ada, bo, refused};
use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(what_its_owner_has_not_seen_they_hand_back_themselves, a_page_loaded_again_is_no_second_look,);

async fn what_its_owner_has_not_seen_they_hand_back_themselves(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let unseen = shop.bought(&ada(), "r", &tea, 30).await;
    let stranger = redeeming::hand_back(&room.ctx, &unseen, &bo()).await;
    assert!(matches!(stranger, Err(Error::NotFound(_))), "{stranger:?}");
    assert_eq!(redeeming::hand_back(&room.ctx, &unseen, &ada()).await.unwrap().state, State::Refunded);
    assert!(redeeming::hand_back(&room.ctx, &unseen, &ada()).await.unwrap().again);
    assert_eq!((shop.wallet(&ada()).await.available, shop.product(&tea).await.left), (60, 2));

    let seen = shop.bought(&ada(), "s", &tea, 30).await;
    shop.code(&seen, &ada()).await;
    assert_eq!(refused(redeeming::hand_back(&room.ctx, &seen, &ada()).await), "seen");
    assert_eq!((shop.wallet(&ada()).await.available, shop.product(&tea).await.left), (30, 1));

    // Whoever looked at the code of goods has not fetched them yet.
    let bread = shop.offer(Kind::Collect, 7, 2).await;
    let goods = shop.bought(&ada(), "t", &bread, 7).await;
    let code = shop.code(&goods, &ada()).await;
    redeeming::hand_back(&room.ctx, &goods, &ada()).await.unwrap();
    assert_eq!(refused(redeeming::collect(&room.ctx, &shop.vault, &code).await), "not-fulfilled");
    let fetched = shop.bought(&ada(), "u", &bread, 7).await;
    redeeming::collect(&room.ctx, &shop.vault, &shop.code(&fetched, &ada()).await).await.unwrap();
    assert_eq!(refused(redeeming::hand_back(&room.ctx, &fetched, &ada()).await), "seen");
    shop.right().await;
}

async fn a_page_loaded_again_is_no_second_look(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 30, 2).await;
    shop.give(&ada(), 60, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "r", &tea, 30).await;
    let look = async |listener: ListenerId| redeeming::look(&room.ctx, &shop.vault, &order, &listener).await;
    let looks = async || views::disclosures(&room.ctx.db, &order).await.unwrap().len();
    assert_eq!(refused(look(ada()).await), "not-revealed");
    let code = Revealed::Voucher { code: shop.code(&order, &ada()).await };
    assert_eq!((look(ada()).await.unwrap(), looks().await), (code.clone(), 1));
    assert_eq!(refused(look(bo()).await), "not-revealed");
    room.ctx.clock.advance(redeeming::LOOKED_AT_FOR_MS);
    assert_eq!((look(ada()).await.unwrap(), looks().await), (code, 2));
    redeeming::refund(&room.ctx, &order, "the code did not work").await.unwrap();
    assert_eq!(refused(look(ada()).await), "not-revealed");
    shop.right().await;
}
