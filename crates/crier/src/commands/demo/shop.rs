//! The demo's shop: a quicker rate sheet, products of three invented partners, vouchers of invented codes.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context;
use newsroom::ctx::Ctx;
use newsroom::hearing::rows;
use newsroom::hearing::sheet::Sheet;
use newsroom::ids::ProductId;
use newsroom::orders::{Kind, Vault};
use newsroom::pictures;
use newsroom::products::{self, Limit, NewProduct, Product, Text};
use serde::Deserialize;

use super::Demo;

/// Media for a coin: a newcomer sees the first ones within a minute.
pub const QUANTUM_MS: i64 = 15_000;
const DAY_MS: i64 = 24 * 60 * 60_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ware {
    key: String,
    partner: String,
    kind: String,
    price: i64,
    texts: BTreeMap<String, Text>,
    picture: Option<String>,
    digital: Option<String>,
    /// Invented codes; other products have a stock.
    #[serde(default)]
    vouchers: usize,
    #[serde(default)]
    stock: i64,
    limit: Option<AtMost>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtMost {
    orders: i64,
    days: i64,
}

/// Publishes the rules and puts the products up; what is there stays as it is.
pub async fn open(ctx: &Ctx, vault: &Vault) -> anyhow::Result<()> {
    let mut tx = ctx.db.begin().await?;
    if rows::sheet(&mut tx, ctx.clock.now_ms()).await? == Sheet::default() {
        rows::publish(&mut tx, &Sheet { quantum_ms: QUANTUM_MS, ..Sheet::default() }, 0).await?;
    }
    tx.commit().await?;

    let file = Demo::get("products.yaml").context("the demo has no products")?;
    let wares: Vec<Ware> = serde_saphyr::from_slice(&file.data).context("reading products.yaml")?;
    let there: HashMap<String, Product> = products::all(&ctx.db)
        .await?
        .into_iter()
        .filter_map(|product| Some((product.texts.get("en")?.name.clone(), product)))
        .collect();
    for ware in &wares {
        let name = ware.texts.get("en").map_or("", |text| &text.name);
        put_up(ctx, vault, ware, there.get(name)).await.with_context(|| format!("putting up “{name}”"))?;
    }
    Ok(())
}

/// Puts a product up; one that was begun and not finished is finished.
async fn put_up(ctx: &Ctx, vault: &Vault, ware: &Ware, there: Option<&Product>) -> anyhow::Result<()> {
    let kind = Kind::try_from(ware.kind.clone())?;
    let id = match there {
        Some(product) => product.id.clone(),
        None => add(ctx, vault, ware, kind).await?,
    };
    if kind == Kind::Voucher && there.is_none_or(|product| product.stocked == 0) {
        let codes: Vec<String> = (0..ware.vouchers).map(|_| code(ctx, &ware.key)).collect();
        products::upload(ctx, vault, &id, codes.join("\n").as_bytes()).await?;
    }
    if there.is_none_or(|product| product.listed_at_ms.is_none()) {
        let mut tx = ctx.db.begin().await?;
        products::list(&mut tx, ctx, &id).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn add(ctx: &Ctx, vault: &Vault, ware: &Ware, kind: Kind) -> anyhow::Result<ProductId> {
    let picture = match &ware.picture {
        Some(path) => {
            let file = Demo::get(path).with_context(|| format!("there is no {path}"))?;
            Some(pictures::take_in(ctx, file.data.into_owned()).await?.id)
        }
        None => None,
    };
    let new = NewProduct {
        publication: None,
        partner: ware.partner.clone(),
        texts: ware.texts.clone(),
        picture,
        price_coins: ware.price,
        kind,
        digital: ware.digital.clone(),
        limit: ware.limit.as_ref().map(|most| Limit { orders: most.orders, window_ms: most.days * DAY_MS }),
    };
    let mut tx = ctx.db.begin().await?;
    let id = products::add(&mut tx, ctx, vault, &new, ware.stock).await?;
    tx.commit().await?;
    Ok(id)
}

/// An invented code: the product's first letters, and some that nobody guesses.
fn code(ctx: &Ctx, key: &str) -> String {
    let front: String = key.split('-').filter_map(|word| word.chars().next()).collect();
    let secret = ctx.chance.secret().to_uppercase();
    format!("{}-{}-{}", front.to_uppercase(), &secret[..4], &secret[4..8])
}
