//! The shop's pages: what a listener sees of products and orders, and what staff do for them.

use axum::http::{Method, StatusCode};
use newsroom::ids::{ListenerId, ProductId};
use newsroom::ledger::{self, Account, Asked, TransferId};
use newsroom::orders::Kind;
use newsroom::products::{self, NewProduct, Text};
use newsroom::{listeners, till, work};
use tokio_util::sync::CancellationToken;

use crate::account::joined;
use crate::harness::{Answer, NOW_MS, Paper};

/// A site with a worker and somebody who has coins.
struct Shop {
    paper: Paper,
    stop: CancellationToken,
    cookie: String,
    listener: ListenerId,
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Shop {
    async fn open(coins: i64) -> Shop {
        let paper = Paper::open().await;
        let stop = CancellationToken::new();
        tokio::spawn(work::work(paper.ctx.clone(), stop.clone()));
        let cookie = joined(&paper, "mina@example.org").await;
        let secret = cookie.split("crier-listener=").nth(1).and_then(|rest| rest.split(';').next()).expect("a cookie");
        let listener = listeners::signed_in(&paper.ctx, secret).await.expect("a look").expect("signed in").listener;
        if coins > 0 {
            let asked = Asked {
                id: TransferId::of(&["test", &listener.0]),
                pending: false,
                debit: Account::Issue,
                credit: Account::Wallet(listener.clone()),
                coins,
                expires_at_ms: Some(NOW_MS + 365 * 24 * 60 * 60_000),
                reason: "earn".into(),
                memo: "{}".into(),
            };
            till::transfer(&paper.ctx, ledger::Command::Transfer(asked)).await.expect("coins");
        }
        Shop { paper, stop, cookie, listener }
    }

    async fn product(&self, kind: Kind, price_coins: i64, many: i64) -> ProductId {
        let id = self.draft(kind, price_coins, many).await;
        let mut tx = self.paper.ctx.db.begin().await.expect("a transaction");
        products::list(&mut tx, &self.paper.ctx, &id).await.expect("offered");
        tx.commit().await.expect("committed");
        id
    }

    async fn draft(&self, kind: Kind, price_coins: i64, many: i64) -> ProductId {
        let text = |name: &str| Text { name: name.into(), description: "Poured at the quay.".into() };
        let new = NewProduct {
            publication: None,
            partner: "The Quay Tea House".into(),
            texts: [("en".to_string(), text("A pot of tea")), ("zh-Hant".to_string(), text("一壺茶"))].into(),
            picture: None,
            price_coins,
            kind,
            digital: (kind == Kind::Digital).then(|| "https://tea.example.org/recipe".into()),
            limit: None,
        };
        let ctx = &self.paper.ctx;
        let mut tx = ctx.db.begin().await.expect("a transaction");
        let stock = if kind == Kind::Voucher { 0 } else { many };
        let id = products::add(&mut tx, ctx, &self.paper.site.vault, &new, stock).await.expect("a product");
        tx.commit().await.expect("committed");
        if kind == Kind::Voucher {
            let codes: String = (1..=many).map(|n| format!("TEA-{n}\n")).collect();
            products::upload(ctx, &self.paper.site.vault, &id, codes.as_bytes()).await.expect("vouchers");
        }
        id
    }

    async fn get(&self, path: &str) -> Answer {
        self.paper.get_with(path, &[("cookie", &self.cookie), ("accept", "text/html")]).await
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        self.paper.post(path, form, &self.cookie).await
    }

    /// Redeems, and returns the order's address.
    async fn redeem(&self, product: &ProductId, price: i64, request: &str) -> String {
        let placed = self.post("/orders", &format!("product={product}&price={price}&request={request}")).await;
        assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.text());
        placed.header("location").split('?').next().expect("a path").to_string()
    }

    /// A form with files, as the desk sends it.
    async fn multipart(&self, staff: &str, path: &str, fields: &[(&str, &str)], file: Option<(&str, &str)>) -> Answer {
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        if let Some((name, text)) = file {
            body += &format!(
                "--line\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"x.csv\"\r\n\r\n{text}\r\n"
            );
        }
        body += "--line--\r\n";
        let headers = [
            ("content-type", "multipart/form-data; boundary=line"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", staff),
        ];
        self.paper.ask(Method::POST, path, &headers, &body).await
    }
}

fn guard(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("name=\"guard\" value=\"").expect("a guard");
    rest.split('"').next().expect("a guard").to_string()
}

#[tokio::test]
async fn anybody_sees_what_is_offered_and_nobody_what_is_not_yet() {
    let shop = Shop::open(0).await;
    assert!(shop.paper.get("/products").await.text().contains("No products yet"));
    let draft = shop.draft(Kind::Collect, 5, 3).await;
    let tea = shop.product(Kind::Collect, 7, 3).await;
    let page = shop.paper.get("/products").await.text();
    assert!(page.contains("A pot of tea") && page.contains("7 coins") && page.contains("3 left"), "{page}");
    assert!(page.contains("The Quay Tea House"));
    assert_eq!(shop.paper.get(&format!("/products/{draft}")).await.status, StatusCode::NOT_FOUND);
    let one = shop.paper.get(&format!("/products/{tea}")).await.text();
    assert!(one.contains("Poured at the quay.") && one.contains("Redeem for 7 coins"), "{one}");
    let chinese = shop.paper.get(&format!("/products/{tea}?ui=zh-Hant")).await.text();
    assert!(chinese.contains("一壺茶") && chinese.contains("以7枚金幣兌換"), "{chinese}");
}

#[tokio::test]
async fn whoever_has_too_few_coins_is_told_how_many_are_missing() {
    let shop = Shop::open(4).await;
    let tea = shop.product(Kind::Collect, 7, 3).await;
    assert!(shop.get("/products").await.text().contains("3 coins are missing"));
    let page = shop.get(&format!("/orders/new?product={tea}")).await.text();
    assert!(page.contains("3 coins are missing") && !page.contains("name=\"request\""), "{page}");
    let refused = shop.post("/orders", &format!("product={tea}&price=7&request=a")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("not enough coins"), "{}", refused.text());
}

#[tokio::test]
async fn a_voucher_is_redeemed_revealed_and_found_again_in_the_orders_and_in_the_wallet() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Voucher, 7, 3).await;
    let ask = shop.get(&format!("/orders/new?product={tea}")).await.text();
    assert!(ask.contains("Give 7 coins") && ask.contains("13 coins"), "{ask}");
    let order = shop.redeem(&tea, 7, "first").await;
    let page = shop.get(&order).await.text();
    assert!(page.contains("Once you have looked at it") && !page.contains("TEA-1"), "{page}");
    assert!(
        !shop.get(&format!("{order}?revealed=1")).await.text().contains("TEA-1"),
        "nobody is shown it by an address"
    );

    let shown = shop.post(&format!("{order}/disclosures"), "").await;
    assert_eq!(shown.header("location"), format!("{order}?revealed=1"));
    let page = shop.get(&format!("{order}?revealed=1")).await.text();
    assert!(page.contains("TEA-1") && page.contains("You looked at it once"), "{page}");
    shop.paper.ctx.clock.advance(120_000);
    let later = shop.get(&format!("{order}?revealed=1")).await.text();
    assert!(later.contains("TEA-1") && later.contains("You looked at it 2 times"), "another look is another line");

    assert!(shop.get("/orders").await.text().contains("A pot of tea"));
    let wallet = shop.get("/wallet").await.text();
    assert!(wallet.contains("A pot of tea") && wallet.contains(&order), "{wallet}");
    let export = shop.get("/account/export.json").await.json();
    assert_eq!(export["orders"].as_array().map(Vec::len), Some(1), "{export}");
}

#[tokio::test]
async fn a_double_click_is_one_order() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Voucher, 7, 3).await;
    let first = shop.redeem(&tea, 7, "same").await;
    assert_eq!(shop.redeem(&tea, 7, "same").await, first);
    assert!(shop.get(&format!("/products/{tea}")).await.text().contains("2 left"));
}

#[tokio::test]
async fn a_price_that_changed_is_shown_before_anything_is_taken() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Voucher, 7, 3).await;
    let refused = shop.post("/orders", &format!("product={tea}&price=6&request=a")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let text = refused.text();
    assert!(text.contains("The price has changed") && text.contains("Give 7 coins"), "{text}");
    for (price, status) in [("-7", 422), ("0", 422), ("999999999999999999", 422), ("x", 422)] {
        let answer = shop.post("/orders", &format!("product={tea}&price={price}&request=a")).await;
        assert_eq!(answer.status.as_u16(), status, "{price}");
    }
    assert!(shop.get("/orders").await.text().contains("No orders yet"));
}

#[tokio::test]
async fn what_was_not_looked_at_can_be_handed_back_and_nothing_else() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Voucher, 7, 3).await;
    let order = shop.redeem(&tea, 7, "one").await;
    let back = shop.post(&format!("{order}/return"), "").await;
    assert_eq!(back.header("location"), format!("{order}?done=handed-back"));
    assert!(shop.get(&order).await.text().contains("This order was refunded"));
    assert!(shop.get("/wallet").await.text().contains("data-wallet-available>20<"));

    let seen = shop.redeem(&tea, 7, "two").await;
    shop.post(&format!("{seen}/disclosures"), "").await;
    assert_eq!(shop.post(&format!("{seen}/return"), "").await.header("location"), format!("{seen}?refused=seen"));
    assert!(shop.get(&format!("{seen}?refused=seen")).await.text().contains("it cannot be handed back"));
    assert!(shop.get("/wallet").await.text().contains("data-wallet-available>13<"));
}

#[tokio::test]
async fn nobody_sees_or_touches_anothers_order() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Voucher, 7, 3).await;
    let order = shop.redeem(&tea, 7, "one").await;
    let other = joined(&shop.paper, "otto@example.org").await;
    let page = shop.paper.get_with(&order, &[("cookie", &other), ("accept", "text/html")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    for deed in ["disclosures", "cancellation", "return"] {
        let answer = shop.paper.post(&format!("{order}/{deed}"), "", &other).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{deed}");
    }
    let nobody = shop.paper.get_with(&order, &[("accept", "text/html")]).await;
    assert!(nobody.header("location").starts_with("/account/sign-in?to=%2Forders"), "{}", nobody.header("location"));
}

#[tokio::test]
async fn staff_add_a_product_give_it_vouchers_and_offer_it() {
    let shop = Shop::open(20).await;
    let staff = shop.paper.sign_in().await;
    let form = shop.paper.get_with("/desk/products/new", &[("cookie", &staff)]).await;
    let guard = guard(&form);
    let fields = [
        ("guard", guard.as_str()),
        ("partner", "The Quay Tea House"),
        ("name-en", "A pot of tea"),
        ("description-en", "Poured at the quay."),
        ("price", "7"),
        ("kind", "voucher"),
        ("limit-orders", "2"),
        ("limit-days", "30"),
    ];
    let wrong: Vec<(&str, &str)> = fields.iter().map(|f| if f.0 == "price" { ("price", "0") } else { *f }).collect();
    let refused = shop.multipart(&staff, "/desk/products", &wrong, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    let text = refused.text();
    assert!(
        text.contains("at least 1") && text.contains("value=\"The Quay Tea House\""),
        "what was typed stays: {text}"
    );

    let added = shop.multipart(&staff, "/desk/products", &fields, None).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let path = added.header("location").split('?').next().expect("a path").to_string();
    let file = "code\nTEA-1\nTEA-1\nTEA-2\n1.2E+12\n";
    let sent = shop.multipart(&staff, &format!("{path}/vouchers"), &[("guard", &guard)], Some(("file", file))).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = sent.text();
    assert!(text.contains("2 vouchers were added") && text.contains("Line 3: the same code as in line 2"), "{text}");
    assert!(text.contains("rounded"), "{text}");
    assert!(shop.paper.get("/products").await.text().contains("No products yet"));
    let listed = shop.paper.post(&format!("{path}/listing"), &format!("guard={guard}"), &staff).await;
    assert_eq!(listed.header("location"), format!("{path}?done=listed"));
    let page = shop.paper.get("/products").await.text();
    assert!(page.contains("A pot of tea") && page.contains("2 left"), "{page}");
    assert_eq!(
        shop.paper.post(&format!("{path}/withdrawal"), "guard=wrong", &staff).await.status,
        StatusCode::FORBIDDEN
    );
    shop.paper.post(&format!("{path}/withdrawal"), &format!("guard={guard}"), &staff).await;
    assert!(shop.paper.get("/products").await.text().contains("No products yet"));
}

#[tokio::test]
async fn staff_hand_goods_over_once_and_give_coins_back_with_a_reason() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Collect, 7, 3).await;
    let order = shop.redeem(&tea, 7, "one").await;
    shop.post(&format!("{order}/disclosures"), "").await;
    let page = shop.get(&format!("{order}?revealed=1")).await.text();
    let code = page.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).expect("a code").to_string();

    let staff = shop.paper.sign_in().await;
    let desk = shop.paper.get_with("/desk/orders?state=to-fetch", &[("cookie", &staff)]).await;
    assert!(desk.text().contains("A pot of tea"), "{}", desk.text());
    let guard = guard(&desk);
    let typed = code.to_lowercase().replace('-', "%20");
    let hand = async || shop.paper.post("/desk/collections", &format!("guard={guard}&code={typed}"), &staff).await;
    assert_eq!(hand().await.header("location"), "/desk/orders?done=collected");
    assert_eq!(hand().await.header("location"), "/desk/orders?refused=collected");

    let id = order.rsplit('/').next().expect("an id");
    let silent =
        shop.paper.post(&format!("/desk/orders/{id}/refund"), &format!("guard={guard}&because="), &staff).await;
    assert_eq!(silent.header("location"), "/desk/orders?refused=because");
    let form = format!("guard={guard}&because=The+tea+was+cold.");
    let refunded = shop.paper.post(&format!("/desk/orders/{id}/refund"), &form, &staff).await;
    assert_eq!(refunded.header("location"), "/desk/orders?done=refunded");
    let page = shop.get(&order).await.text();
    assert!(page.contains("The tea was cold.") && page.contains("refunded"), "{page}");
    assert!(shop.get("/wallet").await.text().contains("data-wallet-available>20<"));
}

#[tokio::test]
async fn listeners_cannot_do_what_staff_do() {
    let shop = Shop::open(20).await;
    let tea = shop.product(Kind::Collect, 7, 3).await;
    let answer = shop.post(&format!("/desk/products/{tea}/withdrawal"), "guard=x").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(shop.get("/desk/orders").await.header("location"), "/desk/sign-in");
}

#[tokio::test]
async fn staff_see_what_a_change_of_the_rules_would_pay_before_they_publish_it() {
    let shop = Shop::open(20).await;
    let staff = shop.paper.sign_in().await;
    let page = shop.paper.get_with("/desk/rates", &[("cookie", &staff)]).await;
    assert!(page.text().contains("1 for 60 s, 60 min a day"), "{}", page.text());
    let form = "coins=3&quantum=60&daily=10&threshold=30&expires=12&pool-day=&pool-month=500";
    let seen = shop.paper.get_with(&format!("/desk/rates?{form}"), &[("cookie", &staff)]).await.text();
    assert!(seen.contains("20 coins for 20 minutes") && seen.contains("at least 30 coins"), "{seen}");
    let guard = guard(&page);
    let wrong = shop.paper.post("/desk/rates", &format!("guard={guard}&version=2&{form}&coins=0"), &staff).await;
    assert!(!wrong.status.is_success());
    let published = shop.paper.post("/desk/rates", &format!("guard={guard}&version=2&{form}"), &staff).await;
    assert_eq!(published.header("location"), "/desk/rates?done=1", "{}", published.text());
    let rules = shop.paper.get("/coins/rules").await.text();
    assert!(rules.contains("3 coins") && rules.contains("500 coins a month"), "{rules}");
    let again = shop.paper.post("/desk/rates", &format!("guard={guard}&version=2&{form}"), &staff).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text().contains("Somebody else published"), "{}", again.text());
}

#[tokio::test]
async fn held_coins_are_asked_about_looked_at_and_released() {
    let shop = Shop::open(0).await;
    let asked = Asked {
        id: TransferId::of(&["test", "held"]),
        pending: true,
        debit: Account::Issue,
        credit: Account::Wallet(shop.listener.clone()),
        coins: 5,
        expires_at_ms: Some(NOW_MS + 365 * 24 * 60 * 60_000),
        reason: "earn".into(),
        memo: r#"{"held_because":"many-listeners-on-one-device"}"#.into(),
    };
    till::transfer(&shop.paper.ctx, ledger::Command::Transfer(asked)).await.expect("held");
    let wallet = shop.get("/wallet").await.text();
    assert!(wallet.contains("Ask somebody to look") && wallet.contains("Many accounts earned"), "{wallet}");
    assert_eq!(shop.post("/wallet/appeals", "words=+").await.header("location"), "/wallet?refused=no-words");
    assert_eq!(shop.post("/wallet/appeals", "words=We+are+five.").await.header("location"), "/wallet?done=appealed");
    assert!(shop.get("/wallet").await.text().contains("You have asked"));

    let staff = shop.paper.sign_in().await;
    let desk = shop.paper.get_with("/desk/held", &[("cookie", &staff)]).await;
    assert!(desk.text().contains("We are five.") && desk.text().contains("5 coins"), "{}", desk.text());
    let path = format!("/desk/held/{}/release", shop.listener);
    let form = format!("guard={}&because=Five+it+is.", guard(&desk));
    assert_eq!(shop.paper.post(&path, &form, &staff).await.header("location"), "/desk/held?done=released");
    let wallet = shop.get("/wallet").await.text();
    assert!(wallet.contains("data-wallet-available>5<") && wallet.contains("Five it is."), "{wallet}");
}
