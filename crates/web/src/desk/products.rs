//! `/desk/products`: what is offered, its stock and its vouchers.

use std::collections::{BTreeMap, HashMap};

use axum::body::Body;
use axum::extract::{Form, Multipart, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::db::Tx;
use newsroom::error::{Error, Result};
use newsroom::ids::{ProductId, PublicationId};
use newsroom::orders::Kind;
use newsroom::products::{self, Limit, NewProduct, Product, Text};
use newsroom::{pictures, publications};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page;
use super::upload::Sent;
use crate::session::Staff;
use crate::shapes::encode;
use crate::site::Site;
use crate::ui::Ui;
use crate::words::LANGUAGES;
use crate::{problem, products as shop};

const DAY_MS: i64 = 24 * 60 * 60_000;
const DONE: [&str; 6] = ["added", "saved", "listed", "withdrawn", "stocked", "uploaded"];

pub async fn list(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap) -> Response<Body> {
    let own = async {
        let mut rows = Vec::new();
        for product in products::all(&site.ctx.db).await? {
            rows.push(row(&site, &ui, &product).await);
        }
        Ok(json!({ "products": rows }))
    };
    let own = own.await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/products.html", "products"), own).await
}

async fn row(site: &Site, ui: &Ui, product: &Product) -> Value {
    let mut shape = shop::shape(site, product, ui.lang.code).await;
    shape["page"] = shape["href"].take();
    shape["href"] = json!(path(&product.id));
    shape["stocked"] = json!(product.stocked);
    shape["sold"] = json!(product.sold);
    shape
}

fn path(id: &ProductId) -> String {
    format!("/desk/products/{}", encode(&id.0))
}

pub async fn new(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap) -> Response<Body> {
    let own = context(&site, &ui, None, Said::default()).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/product.html", "new-product"), own).await
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = async {
        let product = products::by_id(&site.ctx.db, &ProductId(id)).await?;
        let done = query.get("done").filter(|key| DONE.contains(&key.as_str())).cloned();
        context(&site, &ui, Some(&product), Said { done, ..Said::default() }).await
    };
    let own = own.await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/product.html", "product"), own).await
}

/// What the page says of the last deed.
#[derive(Default)]
struct Said {
    done: Option<String>,
    /// Fields that were wrong.
    wrong: Vec<&'static str>,
    /// The code of what was refused.
    refused: Option<&'static str>,
    /// What was typed, to be shown again.
    typed: HashMap<String, String>,
    report: Option<Value>,
}

async fn context(site: &Site, ui: &Ui, product: Option<&Product>, said: Said) -> Result<Value> {
    let mut fields = product.map(typed).unwrap_or_default();
    fields.extend(said.typed);
    let papers = publications::all(&site.ctx.db).await?;
    let papers: Vec<Value> = papers.iter().map(|p| json!({ "id": p.id, "name": p.name, "lang": p.lang })).collect();
    let shape = match product {
        Some(product) => Some(row(site, ui, product).await),
        None => None,
    };
    let languages: Vec<Value> = LANGUAGES.iter().map(|l| json!({ "code": l.code, "name": l.name })).collect();
    Ok(json!({
        "product": shape, "fields": fields, "papers": papers, "languages": languages,
        "done": said.done, "wrong": said.wrong, "refused": said.refused, "report": said.report,
    }))
}

/// A product as its form shows it.
fn typed(product: &Product) -> HashMap<String, String> {
    let mut fields = HashMap::from([
        ("partner".to_string(), product.partner.clone()),
        ("price".to_string(), product.price_coins.to_string()),
        ("publication".to_string(), product.publication.as_ref().map_or(String::new(), |id| id.0.clone())),
    ]);
    for (lang, text) in &product.texts {
        fields.insert(format!("name-{lang}"), text.name.clone());
        fields.insert(format!("description-{lang}"), text.description.clone());
    }
    if let Some(limit) = product.limit {
        fields.insert("limit-orders".into(), limit.orders.to_string());
        fields.insert("limit-days".into(), (limit.window_ms / DAY_MS).max(1).to_string());
    }
    fields
}

pub async fn add(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap, form: Multipart) -> Response<Body> {
    let sent = match Sent::read(form, &who).await {
        Ok(sent) => sent,
        Err(error) => return problem::page(&site, &ui, &headers, &error).await,
    };
    let added = async {
        let new = asked(&site, &sent, None).await?;
        let stock = if new.kind == Kind::Voucher { 0 } else { sent.number("stock", "stock")?.unwrap_or(0) };
        let mut tx = site.ctx.db.begin().await?;
        let id = products::add(&mut tx, &site.ctx, &site.vault, &new, stock).await?;
        tx.commit().await?;
        Ok(id)
    };
    match added.await {
        Ok(id) => Redirect::to(&format!("{}?done=added", path(&id))).into_response(),
        Err(error) => again(&site, &ui, &who, &headers, None, error, sent.texts).await,
    }
}

pub async fn change(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Response<Body> {
    let id = ProductId(id);
    let read = async {
        let sent = Sent::read(form, &who).await?;
        Ok((sent, products::by_id(&site.ctx.db, &id).await?))
    };
    let (sent, product) = match read.await {
        Ok(read) => read,
        Err(error) => return problem::page(&site, &ui, &headers, &error).await,
    };
    let changed = async {
        let new = asked(&site, &sent, Some(&product)).await?;
        let mut tx = site.ctx.db.begin().await?;
        products::change(&mut tx, &site.ctx, &site.vault, &id, &new).await?;
        tx.commit().await
    };
    match changed.await {
        Ok(()) => Redirect::to(&format!("{}?done=saved", path(&id))).into_response(),
        Err(error) => again(&site, &ui, &who, &headers, Some(&product), error, sent.texts).await,
    }
}

/// What a form says of a product. Texts in languages that the form does not have stay, and so does the picture when
/// none was chosen.
async fn asked(site: &Site, sent: &Sent, before: Option<&Product>) -> Result<NewProduct> {
    let mut texts: BTreeMap<String, Text> = before.map(|product| product.texts.clone()).unwrap_or_default();
    for language in LANGUAGES {
        let (name, description) = (format!("name-{}", language.code), format!("description-{}", language.code));
        let text = Text { name: sent.text(&name).to_string(), description: sent.text(&description).to_string() };
        if text.name.is_empty() && text.description.is_empty() {
            texts.remove(language.code);
        } else {
            texts.insert(language.code.to_string(), text);
        }
    }
    let kept = before.and_then(|product| product.picture.clone());
    let picture = match sent.files.get("picture") {
        Some(bytes) => {
            let taken = pictures::take_in(&site.ctx, bytes.clone()).await;
            let taken = taken.map_err(|error| match error {
                broken @ Error::Broken(_) => broken,
                other => Error::invalid("picture", other.to_string()),
            });
            Some(taken?.id)
        }
        None if sent.text("without-picture") == "yes" => None,
        None => kept,
    };
    let kind = match before {
        Some(product) => product.kind,
        None => Kind::try_from(sent.text("kind").to_string())
            .map_err(|_| Error::invalid("kind", "a voucher, a link or text, or goods to fetch"))?,
    };
    let limit = match (sent.number("limit-orders", "limit")?, sent.number("limit-days", "limit")?) {
        (None, None) => None,
        (Some(orders), days) => {
            let days = days.unwrap_or(products::LIMIT_WINDOW_AT_MOST_MS / DAY_MS);
            Some(Limit { orders, window_ms: days.saturating_mul(DAY_MS) })
        }
        (None, Some(_)) => return Err(Error::invalid("limit", "how many, besides in how many days")),
    };
    let publication = Some(sent.text("publication")).filter(|id| !id.is_empty());
    let digital = Some(sent.text("digital")).filter(|text| !text.is_empty() && kind == Kind::Digital);
    Ok(NewProduct {
        publication: publication.map(|id| PublicationId(id.to_string())),
        partner: sent.text("partner").to_string(),
        texts,
        picture,
        price_coins: sent.number("price", "price_coins")?.unwrap_or(0),
        kind,
        digital: digital.map(str::to_string),
        limit,
    })
}

/// The form once more, as it was typed, with what is wrong.
async fn again(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    product: Option<&Product>,
    error: Error,
    typed: HashMap<String, String>,
) -> Response<Body> {
    let (wrong, refused) = match &error {
        Error::Invalid(fields) => (fields.iter().map(|field| field.name).collect(), None),
        Error::Refused { code, .. } => (Vec::new(), Some(*code)),
        _ => return problem::page(site, ui, headers, &error).await,
    };
    let own = context(site, ui, product, Said { wrong, refused, typed, ..Said::default() }).await;
    let title = if product.is_some() { "product" } else { "new-product" };
    page(site, ui, who, headers, problem::status(&error).0, ("desk/product.html", title), own).await
}

#[derive(Deserialize)]
pub struct Deed {
    guard: String,
    by: Option<String>,
}

pub async fn list_it(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    id: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, ProductId(id.0), headers, form.0, "listed", async |tx, site, id, _| {
        products::list(tx, &site.ctx, id).await
    })
    .await
}

pub async fn withdraw(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    id: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, ProductId(id.0), headers, form.0, "withdrawn", async |tx, site, id, _| {
        products::withdraw(tx, &site.ctx, id).await
    })
    .await
}

pub async fn restock(
    site: State<Site>,
    ui: Ui,
    who: Staff,
    id: Path<String>,
    headers: HeaderMap,
    form: Form<Deed>,
) -> Response<Body> {
    deed(site.0, ui, who, ProductId(id.0), headers, form.0, "stocked", async |tx, _, id, form| {
        let by = form.by.as_deref().unwrap_or_default().trim().parse();
        let by = by.map_err(|_| Error::invalid("stock", "a whole number, with - in front to take away"))?;
        products::restock(tx, id, by).await
    })
    .await
}

#[allow(clippy::too_many_arguments)] // each is one thing that axum hands in
async fn deed<F>(
    site: Site,
    ui: Ui,
    who: Staff,
    id: ProductId,
    headers: HeaderMap,
    form: Deed,
    done: &str,
    act: F,
) -> Response<Body>
where
    F: AsyncFnOnce(&mut Tx, &Site, &ProductId, &Deed) -> Result<()>,
{
    let acted = async {
        who.must_guard(&form.guard)?;
        let mut tx = site.ctx.db.begin().await?;
        act(&mut tx, &site, &id, &form).await?;
        tx.commit().await?;
        site.refresh().await
    };
    match acted.await {
        Ok(()) => Redirect::to(&format!("{}?done={done}", path(&id))).into_response(),
        Err(error) => match products::by_id(&site.ctx.db, &id).await {
            Ok(product) => again(&site, &ui, &who, &headers, Some(&product), error, HashMap::new()).await,
            Err(error) => problem::page(&site, &ui, &headers, &error).await,
        },
    }
}

/// Takes a file of vouchers, and shows what became of each line that was not added.
pub async fn upload(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Response<Body> {
    let id = ProductId(id);
    let uploaded = async {
        let sent = Sent::read(form, &who).await?;
        let typed = sent.text("codes").as_bytes();
        let file = sent.files.get("file").map_or(typed, Vec::as_slice);
        if file.is_empty() {
            return Err(Error::invalid("file", "a file with codes, or some lines of them"));
        }
        let report = products::upload(&site.ctx, &site.vault, &id, file).await?;
        site.refresh().await?;
        Ok(report)
    };
    let uploaded = uploaded.await;
    let product = match products::by_id(&site.ctx.db, &id).await {
        Ok(product) => product,
        Err(error) => return problem::page(&site, &ui, &headers, &error).await,
    };
    match uploaded {
        Ok(report) if report.junk.count == 0 && report.duplicates.count == 0 => {
            Redirect::to(&format!("{}?done=uploaded", path(&id))).into_response()
        }
        Ok(report) => {
            // Some lines were not taken, and whoever sent them reads which: no page to come back to.
            let said = Said { report: Some(json!(report)), ..Said::default() };
            let own = context(&site, &ui, Some(&product), said).await;
            page(&site, &ui, &who, &headers, StatusCode::UNPROCESSABLE_ENTITY, ("desk/product.html", "product"), own)
                .await
        }
        Err(error) => again(&site, &ui, &who, &headers, Some(&product), error, HashMap::new()).await,
    }
}
