//! Products: what coins are redeemed for, who offers it, what it costs. How many there are lies with the orders.

pub mod voucher_file;

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Field, Result};
use crate::ids::{ProductId, PublicationId};
use crate::ledger::COINS_AT_MOST;
use crate::orders::shelf::{self, STOCK_AT_MOST};
use crate::orders::vault::of_product;
use crate::orders::{Kind, Vault};
use crate::{edition, pictures};

/// A name stands on a button and in a list.
pub const NAME_LETTERS_AT_MOST: usize = 120;
pub const DESCRIPTION_LETTERS_AT_MOST: usize = 4_000;
/// What a digital product brings is a link, or a short text.
pub const DIGITAL_LETTERS_AT_MOST: usize = 4_000;
/// Languages of one product; there are fewer in any interface.
pub const LANGUAGES_AT_MOST: usize = 40;
/// Orders in a listener's limit. Who may have more needs no limit.
pub const LIMIT_AT_MOST: i64 = 1_000_000;
/// The longest time that a limit looks back: ten years, and so for good.
pub const LIMIT_WINDOW_AT_MOST_MS: i64 = 10 * 366 * 24 * 60 * 60_000;
/// Products in a list at a time.
pub const LISTED_AT_MOST: i64 = 200;

/// What a product says in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub name: String,
    #[serde(default)]
    pub description: String,
}

/// How many orders a listener may have in how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    pub orders: i64,
    pub window_ms: i64,
}

/// What staff say of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProduct {
    /// `None`: offered in all publications.
    pub publication: Option<PublicationId>,
    /// Who offers it.
    pub partner: String,
    /// By language (BCP 47), at least one.
    pub texts: BTreeMap<String, Text>,
    /// A picture that was taken in.
    pub picture: Option<String>,
    pub price_coins: i64,
    /// Stays what it was when the product is changed: there are orders of it.
    pub kind: Kind,
    /// What a digital product brings: a text or a link. `None` in a change: as it was.
    pub digital: Option<String>,
    pub limit: Option<Limit>,
}

#[derive(FromRow)]
struct Row {
    id: ProductId,
    publication_id: Option<PublicationId>,
    partner: String,
    texts: String,
    picture: Option<String>,
    price_coins: i64,
    #[sqlx(try_from = "String")]
    kind: Kind,
    limit_orders: Option<i64>,
    limit_window_ms: Option<i64>,
    listed_at_ms: Option<i64>,
    withdrawn_at_ms: Option<i64>,
    stocked: i64,
    left_of_it: i64,
    sold: i64,
}

/// A product as it stands, without what it brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    pub id: ProductId,
    pub publication: Option<PublicationId>,
    pub partner: String,
    pub texts: BTreeMap<String, Text>,
    pub picture: Option<String>,
    pub price_coins: i64,
    pub kind: Kind,
    pub limit: Option<Limit>,
    /// `None`: only staff see it.
    pub listed_at_ms: Option<i64>,
    pub withdrawn_at_ms: Option<i64>,
    /// All that were ever there.
    pub stocked: i64,
    pub left: i64,
    /// Orders that are held or fulfilled, and those refunded after somebody had what they brought.
    pub sold: i64,
}

impl From<Row> for Product {
    fn from(row: Row) -> Product {
        Product {
            id: row.id,
            publication: row.publication_id,
            partner: row.partner,
            texts: serde_json::from_str(&row.texts).unwrap_or_default(),
            picture: row.picture,
            price_coins: row.price_coins,
            kind: row.kind,
            limit: row.limit_orders.zip(row.limit_window_ms).map(|(orders, window_ms)| Limit { orders, window_ms }),
            listed_at_ms: row.listed_at_ms,
            withdrawn_at_ms: row.withdrawn_at_ms,
            stocked: row.stocked,
            left: row.left_of_it,
            sold: row.sold,
        }
    }
}

/// Adds a product that only staff see yet, with so many of it on its shelf.
pub async fn add(tx: &mut Tx, ctx: &Ctx, vault: &Vault, new: &NewProduct, stock: i64) -> Result<ProductId> {
    let mut wrong = check(new);
    if !(0..=STOCK_AT_MOST).contains(&stock) {
        wrong.push(field("stock", format!("a whole number from 0 to {STOCK_AT_MOST}")));
    } else if new.kind == Kind::Voucher && stock > 0 {
        wrong.push(field("stock", "there are as many as there are vouchers: upload them"));
    }
    if new.kind == Kind::Digital && new.digital.is_none() {
        wrong.push(field("digital", "a digital product brings a text or a link"));
    }
    all_right(wrong)?;
    known(ctx, new).await?;
    let id = ProductId::new(&ctx.clock, &ctx.chance);
    let digital = locked(ctx, vault, &id, new)?;
    let now = ctx.clock.now_ms();
    tx.execute(
        "INSERT INTO product (id, publication_id, partner, texts, picture, price_coins, kind, digital, limit_orders,
            limit_window_ms, made_at_ms, changed_at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        values![
            &id,
            &new.publication,
            new.partner.trim(),
            texts(new)?,
            &new.picture,
            new.price_coins,
            new.kind.name(),
            digital,
            new.limit.map(|limit| limit.orders),
            new.limit.map(|limit| limit.window_ms),
            now
        ],
    )
    .await?;
    shelf::put_up(tx, &id, stock).await?;
    Ok(id)
}

/// Changes all of a product but its kind. Orders that were made keep their price.
///
/// # Errors
/// Not found, or invalid: `kind` for one that is of another kind.
pub async fn change(tx: &mut Tx, ctx: &Ctx, vault: &Vault, id: &ProductId, new: &NewProduct) -> Result<()> {
    all_right(check(new))?;
    known(ctx, new).await?;
    let digital = locked(ctx, vault, id, new)?;
    let touched = tx
        .execute(
            "UPDATE product SET publication_id = $2, partner = $3, texts = $4, picture = $5, price_coins = $6,
                digital = COALESCE($8, digital), limit_orders = $9, limit_window_ms = $10, changed_at_ms = $11
             WHERE id = $1 AND kind = $7",
            values![
                id,
                &new.publication,
                new.partner.trim(),
                texts(new)?,
                &new.picture,
                new.price_coins,
                new.kind.name(),
                digital,
                new.limit.map(|limit| limit.orders),
                new.limit.map(|limit| limit.window_ms),
                ctx.clock.now_ms()
            ],
        )
        .await?;
    if touched == 0 {
        let (kind,): (String,) = tx.one("product", "SELECT kind FROM product WHERE id = $1", values![id]).await?;
        return Err(Error::invalid("kind", format!("it stays a {kind}: add another product")));
    }
    edition::bump(tx).await
}

/// Offers a product to listeners; one that was withdrawn, again.
pub async fn list(tx: &mut Tx, ctx: &Ctx, id: &ProductId) -> Result<()> {
    let touched = tx
        .execute(
            "UPDATE product SET listed_at_ms = $2, withdrawn_at_ms = NULL
             WHERE id = $1 AND (listed_at_ms IS NULL OR withdrawn_at_ms IS NOT NULL)",
            values![id, ctx.clock.now_ms()],
        )
        .await?;
    if touched == 0 {
        by_id_in(tx, id).await?;
        return Err(Error::refused("listed", "it is offered already"));
    }
    edition::bump(tx).await
}

/// Offers a product no longer. Orders that were made are fulfilled all the same.
pub async fn withdraw(tx: &mut Tx, ctx: &Ctx, id: &ProductId) -> Result<()> {
    let touched = tx
        .execute(
            "UPDATE product SET withdrawn_at_ms = $2 WHERE id = $1 AND listed_at_ms IS NOT NULL AND withdrawn_at_ms IS NULL",
            values![id, ctx.clock.now_ms()],
        )
        .await?;
    if touched == 0 {
        by_id_in(tx, id).await?;
        return Err(Error::refused("not-listed", "it is not offered"));
    }
    edition::bump(tx).await
}

/// Puts so many on its shelf, or takes so many away: see [`shelf::restock`].
pub async fn restock(tx: &mut Tx, id: &ProductId, by: i64) -> Result<()> {
    shelf::restock(tx, id, by).await?;
    edition::bump(tx).await
}

/// Adds the vouchers of a file (CSV), and says of each line that was not taken why.
pub async fn upload(ctx: &Ctx, vault: &Vault, id: &ProductId, file: &[u8]) -> Result<voucher_file::Report> {
    let read = voucher_file::read(file)?;
    let mut tx = ctx.db.begin().await?;
    let (kind,): (String,) = tx.one("product", "SELECT kind FROM product WHERE id = $1", values![id]).await?;
    if kind != Kind::Voucher.name() {
        return Err(Error::refused("no-vouchers", format!("this product is a {kind}, and has no vouchers")));
    }
    let codes: Vec<&str> = read.codes.iter().map(|(_, code)| code.as_str()).collect();
    let before = shelf::add_vouchers(&mut tx, ctx, vault, id, &codes).await?;
    edition::bump(&mut tx).await?;
    tx.commit().await?;
    Ok(read.report(&before))
}

pub async fn by_id(db: &Db, id: &ProductId) -> Result<Product> {
    let row: Row = db
        .one(
            "product",
            "SELECT p.id, p.publication_id, p.partner, p.texts, p.picture, p.price_coins, p.kind, p.limit_orders,
                    p.limit_window_ms, p.listed_at_ms, p.withdrawn_at_ms, s.stocked,
                    s.stocked + s.returned - s.taken AS left_of_it, s.taken - s.returned AS sold
             FROM product p JOIN shelf s ON s.product_id = p.id WHERE p.id = $1",
            values![id],
        )
        .await?;
    Ok(row.into())
}

/// What products say of themselves, by their ids, also those that are offered no longer.
pub async fn named(
    db: &Db,
    ids: impl Iterator<Item = &ProductId>,
) -> Result<HashMap<ProductId, BTreeMap<String, Text>>> {
    let ids = serde_json::Value::from_iter(ids.map(|id| json!([id]))).to_string();
    let sql = "SELECT id, texts FROM product WHERE id IN (SELECT value->>0 FROM json_each($1))";
    let rows: Vec<(ProductId, String)> = db.all(sql, values![ids]).await?;
    Ok(rows.into_iter().map(|(id, texts)| (id, serde_json::from_str(&texts).unwrap_or_default())).collect())
}

/// Of what is said in several languages the one that fits; where there is none, the English, or else the first.
pub fn in_language<'t>(texts: &'t BTreeMap<String, Text>, lang: &str) -> Option<(&'t str, &'t Text)> {
    let found = texts.get_key_value(lang).or_else(|| texts.get_key_value("en")).or_else(|| texts.iter().next());
    found.map(|(lang, text)| (lang.as_str(), text))
}

/// All products, for staff, the newest first, at most [`LISTED_AT_MOST`].
pub async fn all(db: &Db) -> Result<Vec<Product>> {
    let rows: Vec<Row> = db
        .all(
            "SELECT p.id, p.publication_id, p.partner, p.texts, p.picture, p.price_coins, p.kind, p.limit_orders,
                    p.limit_window_ms, p.listed_at_ms, p.withdrawn_at_ms, s.stocked,
                    s.stocked + s.returned - s.taken AS left_of_it, s.taken - s.returned AS sold
             FROM product p JOIN shelf s ON s.product_id = p.id ORDER BY p.id DESC LIMIT $1",
            values![LISTED_AT_MOST],
        )
        .await?;
    Ok(rows.into_iter().map(Product::from).collect())
}

/// What listeners can redeem coins for, in one publication or in all, the cheapest first; at most [`LISTED_AT_MOST`].
pub async fn offered(db: &Db, publication: Option<&PublicationId>) -> Result<Vec<Product>> {
    let rows: Vec<Row> = db
        .all(
            "SELECT p.id, p.publication_id, p.partner, p.texts, p.picture, p.price_coins, p.kind, p.limit_orders,
                    p.limit_window_ms, p.listed_at_ms, p.withdrawn_at_ms, s.stocked,
                    s.stocked + s.returned - s.taken AS left_of_it, s.taken - s.returned AS sold
             FROM product p JOIN shelf s ON s.product_id = p.id
             WHERE p.listed_at_ms IS NOT NULL AND p.withdrawn_at_ms IS NULL
               AND (CAST($1 AS TEXT) IS NULL OR p.publication_id IS NULL OR p.publication_id = $1)
             ORDER BY p.price_coins, p.id LIMIT $2",
            values![publication.map(|id| id.0.as_str()), LISTED_AT_MOST],
        )
        .await?;
    Ok(rows.into_iter().map(Product::from).collect())
}

async fn by_id_in(tx: &mut Tx, id: &ProductId) -> Result<()> {
    let _: (String,) = tx.one("product", "SELECT id FROM product WHERE id = $1", values![id]).await?;
    Ok(())
}

fn texts(new: &NewProduct) -> Result<String> {
    serde_json::to_string(&new.texts).map_err(|e| Error::broken("writing a product", e))
}

fn locked(ctx: &Ctx, vault: &Vault, id: &ProductId, new: &NewProduct) -> Result<Option<String>> {
    new.digital.as_ref().map(|text| vault.lock(&ctx.chance, &of_product(id), text.trim())).transpose()
}

fn field(name: &'static str, problem: impl Into<String>) -> Field {
    Field { name, problem: problem.into() }
}

fn all_right(wrong: Vec<Field>) -> Result<()> {
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn check(new: &NewProduct) -> Vec<Field> {
    let mut wrong = Vec::new();
    let long = |text: &str, most: usize| text.chars().count() > most;
    if new.partner.trim().is_empty() || long(&new.partner, NAME_LETTERS_AT_MOST) {
        wrong.push(field("partner", format!("who offers it, in at most {NAME_LETTERS_AT_MOST} letters")));
    }
    if new.texts.is_empty() || new.texts.len() > LANGUAGES_AT_MOST {
        wrong.push(field("texts", format!("a name in at least one language, and in at most {LANGUAGES_AT_MOST}")));
    }
    for (lang, text) in &new.texts {
        if !crate::slug::is_lang(lang) {
            wrong.push(field("texts", format!("“{lang}” is no language tag such as “en” or “zh-Hant”")));
        }
        if text.name.trim().is_empty() || long(&text.name, NAME_LETTERS_AT_MOST) {
            wrong.push(field("name", format!("a name of at most {NAME_LETTERS_AT_MOST} letters ({lang})")));
        }
        if long(&text.description, DESCRIPTION_LETTERS_AT_MOST) {
            wrong.push(field("description", format!("at most {DESCRIPTION_LETTERS_AT_MOST} letters ({lang})")));
        }
    }
    if !(1..=COINS_AT_MOST).contains(&new.price_coins) {
        wrong.push(field("price_coins", format!("a whole number of coins from 1 to {COINS_AT_MOST}")));
    }
    if let Some(text) = &new.digital {
        if new.kind != Kind::Digital {
            wrong.push(field("digital", "only a digital product brings a text or a link"));
        } else if text.trim().is_empty() || long(text, DIGITAL_LETTERS_AT_MOST) {
            wrong.push(field("digital", format!("a text or a link of at most {DIGITAL_LETTERS_AT_MOST} letters")));
        }
    }
    if let Some(limit) = new.limit {
        if !(1..=LIMIT_AT_MOST).contains(&limit.orders) {
            wrong.push(field("limit", format!("from 1 to {LIMIT_AT_MOST} orders, or no limit")));
        }
        if !(1..=LIMIT_WINDOW_AT_MOST_MS).contains(&limit.window_ms) {
            wrong.push(field("limit", "a time of at most ten years"));
        }
    }
    wrong
}

/// Whether publication and picture are there.
async fn known(ctx: &Ctx, new: &NewProduct) -> Result<()> {
    if let Some(picture) = &new.picture {
        match pictures::by_id(&ctx.db, picture).await {
            Err(Error::NotFound(_)) => return Err(Error::invalid("picture", "no such picture was taken in")),
            other => other?,
        };
    }
    if let Some(publication) = &new.publication {
        let sql = "SELECT id FROM publication WHERE id = $1";
        let there: Option<(String,)> = ctx.db.optional(sql, values![publication]).await?;
        there.ok_or_else(|| Error::invalid("publication", "there is no such publication"))?;
    }
    Ok(())
}
