//! Products, and the files of vouchers that partners send.

use std::collections::BTreeMap;

use newsroom::backup;
use newsroom::error::Error;
use newsroom::ids::{ProductId, PublicationId};
use newsroom::orders::shelf::STOCK_AT_MOST;
use newsroom::orders::{Kind, Vault};
use newsroom::products::{self, Limit, NewProduct, Text};

use crate::harness::{NOW_MS, Newsroom};
use crate::redeeming::{Shop, ada, refused};

crate::on_both!(
    a_product_is_seen_while_it_is_offered,
    a_product_of_one_publication_is_not_offered_in_another,
    prices_stocks_and_limits_that_are_none_are_refused,
    what_a_product_must_have_is_said_field_by_field,
    a_voucher_file_is_added_and_each_other_line_is_named,
    a_file_that_was_added_before_adds_nothing,
    no_code_stands_in_the_database_or_a_backup,
    stock_is_added_and_taken_away_but_never_what_was_sold,
    a_changed_price_is_the_next_orders_price,
    what_a_digital_product_brings_can_be_mended,
);

const YEAR_MS: i64 = 365 * 24 * 60 * 60_000;

/// A vault, and the folder of its key.
pub fn vault_of(room: &Newsroom) -> (Vault, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::at(&folder.path().join("keys/vault"), &room.ctx.chance).unwrap();
    (vault, folder)
}

pub fn new_product(kind: Kind) -> NewProduct {
    let text = |name: &str| Text { name: name.into(), description: String::new() };
    NewProduct {
        publication: None,
        partner: "The Tea House".into(),
        texts: BTreeMap::from([("en".into(), text("A pot of tea")), ("zh-Hant".into(), text("一壺茶"))]),
        picture: None,
        price_coins: 30,
        kind,
        digital: (kind == Kind::Digital).then(|| "https://partner.example.org/album".into()),
        limit: None,
    }
}

async fn added(shop: &Shop<'_>, new: &NewProduct, stock: i64) -> Result<ProductId, Error> {
    let mut tx = shop.room.ctx.db.begin().await.unwrap();
    let id = products::add(&mut tx, &shop.room.ctx, &shop.vault, new, stock).await?;
    tx.commit().await.unwrap();
    Ok(id)
}

async fn changed(shop: &Shop<'_>, id: &ProductId, new: &NewProduct) -> Result<(), Error> {
    let mut tx = shop.room.ctx.db.begin().await.unwrap();
    products::change(&mut tx, &shop.room.ctx, &shop.vault, id, new).await?;
    tx.commit().await
}

async fn restocked(shop: &Shop<'_>, id: &ProductId, by: i64) -> Result<(), Error> {
    let mut tx = shop.room.ctx.db.begin().await.unwrap();
    products::restock(&mut tx, id, by).await?;
    tx.commit().await
}

fn invalid<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<&'static str> {
    match answer {
        Err(Error::Invalid(fields)) => {
            assert!(fields.iter().all(|field| !field.problem.is_empty()));
            fields.iter().map(|field| field.name).collect()
        }
        other => panic!("it should have been invalid, and was {other:?}"),
    }
}

async fn a_product_is_seen_while_it_is_offered(room: &Newsroom) {
    let shop = Shop::of(room);
    let db = &room.ctx.db;
    let id = added(&shop, &new_product(Kind::Collect), 3).await.unwrap();
    assert_eq!(products::offered(db, None).await.unwrap(), [], "a draft");
    assert_eq!(products::all(db).await.unwrap().len(), 1);
    let edition = "SELECT CAST(number AS BIGINT) FROM edition";
    let before = room.number(edition).await;
    let mut tx = db.begin().await.unwrap();
    assert_eq!(refused(products::withdraw(&mut tx, &room.ctx, &id).await), "not-listed");
    products::list(&mut tx, &room.ctx, &id).await.unwrap();
    assert_eq!(refused(products::list(&mut tx, &room.ctx, &id).await), "listed");
    tx.commit().await.unwrap();
    assert!(room.number(edition).await > before, "pages are made anew");
    let offered = products::offered(db, None).await.unwrap();
    assert_eq!((offered.len(), offered[0].left, offered[0].listed_at_ms), (1, 3, Some(NOW_MS)));
    assert_eq!(products::in_language(&offered[0].texts, "zh-Hant").unwrap().1.name, "一壺茶");
    assert_eq!(products::in_language(&offered[0].texts, "fr").unwrap(), ("en", &offered[0].texts["en"]));

    shop.withdraw(&id).await;
    assert_eq!(products::offered(db, None).await.unwrap(), []);
    let mut tx = db.begin().await.unwrap();
    products::list(&mut tx, &room.ctx, &id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(products::offered(db, None).await.unwrap().len(), 1, "offered again");
    let mut tx = db.begin().await.unwrap();
    let unknown = products::withdraw(&mut tx, &room.ctx, &ProductId("none".into())).await;
    assert!(matches!(unknown, Err(Error::NotFound("product"))), "{unknown:?}");
}

async fn a_product_of_one_publication_is_not_offered_in_another(room: &Newsroom) {
    let shop = Shop::of(room);
    let db = &room.ctx.db;
    let daily = newsroom::publications::by_slug(db, "daily").await.unwrap().id;
    let river = newsroom::publications::by_slug(db, "river").await.unwrap().id;
    let new = NewProduct { publication: Some(daily.clone()), ..new_product(Kind::Collect) };
    let id = added(&shop, &new, 1).await.unwrap();
    let everywhere = shop.offer(Kind::Collect, 5, 1).await;
    let mut tx = db.begin().await.unwrap();
    products::list(&mut tx, &room.ctx, &id).await.unwrap();
    tx.commit().await.unwrap();
    let in_it = async |publication: Option<&PublicationId>| {
        let offered = products::offered(db, publication).await.unwrap();
        offered.into_iter().map(|product| product.id).collect::<Vec<_>>()
    };
    assert_eq!(in_it(Some(&daily)).await, [everywhere.clone(), id.clone()], "the cheapest first");
    assert_eq!(in_it(Some(&river)).await, std::slice::from_ref(&everywhere));
    assert_eq!(in_it(None).await, [everywhere, id]);
}

async fn prices_stocks_and_limits_that_are_none_are_refused(room: &Newsroom) {
    let shop = Shop::of(room);
    let plain = new_product(Kind::Collect);
    for price_coins in [0, -1, i64::MIN, i64::MAX, 1_000_000_000_001] {
        let new = NewProduct { price_coins, ..plain.clone() };
        assert_eq!(invalid(added(&shop, &new, 1).await), ["price_coins"], "{price_coins}");
    }
    for stock in [-1, i64::MIN, i64::MAX, STOCK_AT_MOST + 1] {
        assert_eq!(invalid(added(&shop, &plain, stock).await), ["stock"], "{stock}");
    }
    for (orders, window_ms) in [(0, 1), (-1, 1), (i64::MAX, 1), (1, 0), (1, -1), (1, i64::MAX)] {
        let new = NewProduct { limit: Some(Limit { orders, window_ms }), ..plain.clone() };
        assert_eq!(invalid(added(&shop, &new, 1).await), ["limit"], "{orders} in {window_ms} ms");
    }
    let id =
        added(&shop, &NewProduct { price_coins: 1_000_000_000_000, ..plain.clone() }, STOCK_AT_MOST).await.unwrap();
    for by in [0, i64::MIN, i64::MAX, 1, -STOCK_AT_MOST - 1] {
        assert_eq!(invalid(restocked(&shop, &id, by).await), ["stock"], "{by}");
    }
    assert_eq!(room.number("SELECT COUNT(*) FROM product").await, 1);
}

async fn what_a_product_must_have_is_said_field_by_field(room: &Newsroom) {
    let shop = Shop::of(room);
    let long = Text { name: "x".repeat(121), description: "x".repeat(4_001) };
    let new = NewProduct {
        partner: " ".into(),
        texts: BTreeMap::from([("not a language".into(), long)]),
        price_coins: 0,
        digital: Some("a link".into()),
        ..new_product(Kind::Voucher)
    };
    let fields = ["partner", "texts", "name", "description", "price_coins", "digital", "stock"];
    assert_eq!(invalid(added(&shop, &new, 1).await), fields);
    let nothing = NewProduct { texts: BTreeMap::new(), ..new_product(Kind::Collect) };
    assert_eq!(invalid(added(&shop, &nothing, 1).await), ["texts"]);
    let empty = NewProduct { digital: None, ..new_product(Kind::Digital) };
    assert_eq!(invalid(added(&shop, &empty, 1).await), ["digital"]);
    let picture = NewProduct { picture: Some("none".into()), ..new_product(Kind::Collect) };
    assert_eq!(invalid(added(&shop, &picture, 1).await), ["picture"]);
    let publication = NewProduct { publication: Some(PublicationId("none".into())), ..new_product(Kind::Collect) };
    assert_eq!(invalid(added(&shop, &publication, 1).await), ["publication"]);
    assert_eq!(room.number("SELECT COUNT(*) FROM product").await, 0);
}

async fn a_voucher_file_is_added_and_each_other_line_is_named(room: &Newsroom) {
    let shop = Shop::of(room);
    let tea = shop.offer(Kind::Voucher, 1, 0).await;
    let file = "\u{feff}Name,Code\r\nTea,\"A-1\"\r\nTea,A-2\r\n\r\nTea,A-1\r\nTea,\r\nTea,1.2E+15\r\nTea,A-3\r\n";
    let report = products::upload(&room.ctx, &shop.vault, &tea, file.as_bytes()).await.unwrap();
    let numbers =
        |lines: &products::voucher_file::Lines| lines.named.iter().map(|line| line.number).collect::<Vec<_>>();
    assert_eq!((report.added, numbers(&report.duplicates), numbers(&report.junk)), (3, vec![5], vec![6, 7]));
    let product = shop.product(&tea).await;
    assert_eq!((product.stocked, product.left), (3, 3));

    let more = "A-4\nA-2\nA-5\n";
    let report = products::upload(&room.ctx, &shop.vault, &tea, more.as_bytes()).await.unwrap();
    assert_eq!((report.added, numbers(&report.duplicates)), (2, vec![2]));
    // In the order of the files.
    shop.give(&ada(), 5, NOW_MS + YEAR_MS).await;
    for (n, code) in ["A-1", "A-2", "A-3", "A-4", "A-5"].into_iter().enumerate() {
        let order = shop.bought(&ada(), &n.to_string(), &tea, 1).await;
        assert_eq!(shop.code(&order, &ada()).await, code);
    }
    let nothing = products::upload(&room.ctx, &shop.vault, &tea, b"").await.unwrap();
    assert_eq!(nothing.added, 0);
    let bread = shop.offer(Kind::Collect, 1, 1).await;
    assert_eq!(refused(products::upload(&room.ctx, &shop.vault, &bread, b"A").await), "no-vouchers");
    assert_eq!(refused(restocked(&shop, &tea, 1).await), "counted");
    shop.right().await;
}

async fn a_file_that_was_added_before_adds_nothing(room: &Newsroom) {
    let shop = Shop::of(room);
    let (tea, cake) = (shop.offer(Kind::Voucher, 1, 0).await, shop.offer(Kind::Voucher, 1, 0).await);
    let others = NewProduct { partner: "The Bakery".into(), ..new_product(Kind::Voucher) };
    let others = added(&shop, &others, 0).await.unwrap();
    let file: String = (0..12_000).map(|n| format!("{n:06}\n")).collect();
    let upload = async |id: &ProductId| products::upload(&room.ctx, &shop.vault, id, file.as_bytes()).await.unwrap();
    assert_eq!(upload(&tea).await.added, 12_000);
    let again = upload(&tea).await;
    assert_eq!((again.added, again.duplicates.count, again.duplicates.named.len()), (0, 12_000, 200));
    assert_eq!(upload(&cake).await.added, 0, "the same partner's codes are not sold twice");
    assert_eq!(upload(&others).await.added, 12_000, "another partner may count as well");
    // Two files at once do not spoil each other's places.
    let (one, two) = tokio::join!(
        products::upload(&room.ctx, &shop.vault, &tea, b"X-1\nX-2\nX-3\n"),
        products::upload(&room.ctx, &shop.vault, &tea, b"X-3\nX-4\nX-1\n")
    );
    assert_eq!(one.unwrap().added + two.unwrap().added, 4);
    assert_eq!(shop.product(&tea).await.left, 12_004);
    shop.right().await;
}

async fn no_code_stands_in_the_database_or_a_backup(room: &Newsroom) {
    let shop = Shop::of(room);
    let (tea, album) = (shop.offer(Kind::Voucher, 1, 0).await, shop.offer(Kind::Digital, 1, 5).await);
    let bread = shop.offer(Kind::Collect, 1, 5).await;
    products::upload(&room.ctx, &shop.vault, &tea, b"SECRET-CODE-1\nSECRET-CODE-2\n").await.unwrap();
    shop.give(&ada(), 5, NOW_MS + YEAR_MS).await;
    let mut secrets = vec![];
    for product in [&tea, &album, &bread] {
        let order = shop.bought(&ada(), &product.0, product, 1).await;
        secrets.push(shop.code(&order, &ada()).await);
    }
    assert_eq!(secrets[0], "SECRET-CODE-1");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup.tar");
    backup::write(&room.ctx, &file).await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("The Tea House"), "the backup can be read");
    for secret in secrets.iter().map(String::as_str).chain(["SECRET", "partner.example.org"]) {
        assert!(!holds(secret), "{secret} stands in the backup");
        assert!(!holds(&secret.replace('-', "")), "{secret} stands in the backup without its hyphens");
    }
}

async fn stock_is_added_and_taken_away_but_never_what_was_sold(room: &Newsroom) {
    let shop = Shop::of(room);
    let bread = shop.offer(Kind::Collect, 1, 3).await;
    shop.give(&ada(), 5, NOW_MS + YEAR_MS).await;
    shop.bought(&ada(), "1", &bread, 1).await;
    restocked(&shop, &bread, 2).await.unwrap();
    assert_eq!(shop.product(&bread).await.left, 4);
    assert_eq!(refused(restocked(&shop, &bread, -5).await), "fewer-left");
    restocked(&shop, &bread, -4).await.unwrap();
    assert_eq!(refused(shop.redeem(&ada(), "2", &bread, 1).await), "out-of-stock");
    assert_eq!(refused(restocked(&shop, &bread, -1).await), "fewer-left");
    restocked(&shop, &bread, 1).await.unwrap();
    shop.bought(&ada(), "3", &bread, 1).await;
    let unknown = restocked(&shop, &ProductId("none".into()), 1).await;
    assert!(matches!(unknown, Err(Error::NotFound("product"))), "{unknown:?}");
    shop.right().await;
}

async fn a_changed_price_is_the_next_orders_price(room: &Newsroom) {
    let shop = Shop::of(room);
    let bread = shop.offer(Kind::Collect, 10, 3).await;
    shop.give(&ada(), 50, NOW_MS + YEAR_MS).await;
    let first = shop.redeem(&ada(), "1", &bread, 10).await.unwrap().order;
    changed(&shop, &bread, &NewProduct { price_coins: 20, ..new_product(Kind::Collect) }).await.unwrap();
    assert_eq!(refused(shop.redeem(&ada(), "2", &bread, 10).await), "price-changed");
    shop.bought(&ada(), "3", &bread, 20).await;
    assert_eq!(newsroom::orders::views::by_id(&room.ctx.db, &first).await.unwrap().price_coins, 10);
    assert_eq!(shop.wallet(&ada()).await.available, 20);
    newsroom::redeeming::refund(&room.ctx, &first, "stale").await.unwrap();
    assert_eq!(shop.wallet(&ada()).await.available, 30, "what was paid comes back");
    assert_eq!(invalid(changed(&shop, &bread, &new_product(Kind::Voucher)).await), ["kind"]);
    let unknown = changed(&shop, &ProductId("none".into()), &new_product(Kind::Collect)).await;
    assert!(matches!(unknown, Err(Error::NotFound("product"))), "{unknown:?}");
    shop.right().await;
}

async fn what_a_digital_product_brings_can_be_mended(room: &Newsroom) {
    let shop = Shop::of(room);
    let album = shop.offer(Kind::Digital, 1, 3).await;
    shop.give(&ada(), 5, NOW_MS + YEAR_MS).await;
    let order = shop.bought(&ada(), "1", &album, 1).await;
    let renamed = NewProduct { price_coins: 1, digital: None, ..new_product(Kind::Digital) };
    changed(&shop, &album, &renamed).await.unwrap();
    assert_eq!(shop.code(&order, &ada()).await, "https://partner.example.org/album");
    let mended = NewProduct { digital: Some("https://partner.example.org/moved".into()), ..renamed };
    changed(&shop, &album, &mended).await.unwrap();
    assert_eq!(shop.code(&order, &ada()).await, "https://partner.example.org/moved");
}
