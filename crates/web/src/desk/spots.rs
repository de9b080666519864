//! `/desk/spots`: what is shown and said, and for whom.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use newsroom::error::{Error, Result};
use newsroom::ids::SpotId;
use newsroom::pictures;
use newsroom::spots::{self, NewSpot, Spot, campaigns};
use serde_json::{Value, json};

use super::upload::Sent;
use super::{campaigns as booking, page};
use crate::session::Staff;
use crate::shapes::encode;
use crate::site::Site;
use crate::ui::{Ui, told};
use crate::{problem, spots as shown};

const DONE: [&str; 2] = ["added", "saved"];

pub fn path(id: &SpotId) -> String {
    format!("/desk/spots/{}", encode(&id.0))
}

pub async fn list(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap) -> Response<Body> {
    let own = async {
        let campaigns = campaigns::all(&site.ctx.db).await?;
        let mut rows = Vec::new();
        for spot in spots::all(&site.ctx.db).await? {
            let mut row = shape(&site, &spot).await;
            let of_it = campaigns.iter().filter(|one| one.spot == spot.id);
            row["campaigns"] = of_it.map(|one| booking::shape(&site, one)).collect();
            rows.push(row);
        }
        Ok(json!({ "spots": rows }))
    };
    let own = own.await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/spots.html", "spots"), own).await
}

/// A spot as the desk has it.
async fn shape(site: &Site, spot: &Spot) -> Value {
    let mut shape = shown::shape(site, spot).await;
    let voice = match (&spot.audio, &spot.problem) {
        (Some(_), _) => "ready",
        (None, Some(_)) => "failed",
        (None, None) if spot.said.is_empty() => "none",
        (None, None) => "coming",
    };
    shape["desk"] = json!(path(&spot.id));
    shape["said"] = json!(spot.said);
    shape["voice"] = json!(voice);
    shape["problem"] = json!(spot.problem);
    shape
}

pub async fn new(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap) -> Response<Body> {
    let own = context(&site, None, Said::default()).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/spot.html", "new-spot"), own).await
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
        let spot = spots::by_id(&site.ctx.db, &SpotId(id)).await?;
        context(&site, Some(&spot), Said { done: told(&query, "done", &DONE), ..Said::default() }).await
    };
    let own = own.await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/spot.html", "spot"), own).await
}

/// What the page says of the last deed.
#[derive(Default)]
pub struct Said {
    done: Option<&'static str>,
    /// Fields that were wrong.
    wrong: Vec<&'static str>,
    /// What was typed into the spot's form, and into the booking's.
    typed: HashMap<String, String>,
    pub booking: booking::Typed,
}

async fn context(site: &Site, spot: Option<&Spot>, said: Said) -> Result<Value> {
    let mut fields = spot.map(typed).unwrap_or_default();
    fields.extend(said.typed);
    let (shape, booked) = match spot {
        Some(spot) => {
            let booked = campaigns::of_spot(&site.ctx.db, &spot.id).await?;
            (Some(shape(site, spot).await), booked.iter().map(|one| booking::shape(site, one)).collect::<Vec<Value>>())
        }
        None => (None, Vec::new()),
    };
    let mut own = json!({
        "spot": shape, "campaigns": booked, "fields": fields, "done": said.done, "wrong": said.wrong,
        "most": { "headline": spots::HEADLINE_COLUMNS_AT_MOST, "words": spots::WORDS_COLUMNS_AT_MOST,
            "said": spots::SAID_COLUMNS_AT_MOST },
    });
    own["booking"] = booking::form(site, said.booking).await?;
    Ok(own)
}

/// A spot as its form shows it.
fn typed(spot: &Spot) -> HashMap<String, String> {
    HashMap::from([
        ("partner".to_string(), spot.partner.clone().unwrap_or_default()),
        ("lang".to_string(), spot.lang.clone()),
        ("headline".to_string(), spot.headline.clone()),
        ("words".to_string(), spot.words.clone()),
        ("link".to_string(), spot.link.clone().unwrap_or_default()),
        ("said".to_string(), spot.said.clone()),
    ])
}

pub async fn add(State(site): State<Site>, ui: Ui, who: Staff, headers: HeaderMap, form: Multipart) -> Response<Body> {
    let sent = match Sent::read(form, &who).await {
        Ok(sent) => sent,
        Err(error) => return problem::page(&site, &ui, &headers, &error).await,
    };
    let added = async {
        let new = asked(&site, &sent, None).await?;
        let mut tx = site.ctx.db.begin().await?;
        let id = spots::add(&mut tx, &site.ctx, &new).await?;
        tx.commit().await?;
        site.ctx.bell.notify_one();
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
    let id = SpotId(id);
    let read = async {
        let sent = Sent::read(form, &who).await?;
        Ok((sent, spots::by_id(&site.ctx.db, &id).await?))
    };
    let (sent, spot) = match read.await {
        Ok(read) => read,
        Err(error) => return problem::page(&site, &ui, &headers, &error).await,
    };
    let changed = async {
        let new = asked(&site, &sent, Some(&spot)).await?;
        let mut tx = site.ctx.db.begin().await?;
        spots::change(&mut tx, &site.ctx, &id, &new).await?;
        tx.commit().await?;
        site.ctx.bell.notify_one();
        site.refresh().await
    };
    match changed.await {
        Ok(()) => Redirect::to(&format!("{}?done=saved", path(&id))).into_response(),
        Err(error) => again(&site, &ui, &who, &headers, Some(&spot), error, sent.texts).await,
    }
}

/// What a form says of a spot. The picture stays when none was chosen.
async fn asked(site: &Site, sent: &Sent, before: Option<&Spot>) -> Result<NewSpot> {
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
        None => before.and_then(|spot| spot.picture.clone()),
    };
    let text = |name: &str| sent.text(name).to_string();
    let some = |name: &str| Some(text(name)).filter(|text| !text.is_empty());
    Ok(NewSpot {
        partner: some("partner"),
        lang: text("lang"),
        headline: text("headline"),
        words: text("words"),
        link: some("link"),
        picture,
        said: text("said"),
    })
}

/// The form once more, as it was typed, with what is wrong.
async fn again(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    spot: Option<&Spot>,
    error: Error,
    typed: HashMap<String, String>,
) -> Response<Body> {
    let Error::Invalid(fields) = &error else { return problem::page(site, ui, headers, &error).await };
    let wrong = fields.iter().map(|field| field.name).collect();
    let own = context(site, spot, Said { wrong, typed, ..Said::default() }).await;
    let title = if spot.is_some() { "spot" } else { "new-spot" };
    page(site, ui, who, headers, problem::status(&error).0, ("desk/spot.html", title), own).await
}

/// The page of a spot whose booking was wrong.
pub async fn booked_wrongly(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    id: &SpotId,
    booking: booking::Typed,
    status: StatusCode,
) -> Response<Body> {
    let own = async {
        let spot = spots::by_id(&site.ctx.db, id).await?;
        context(site, Some(&spot), Said { booking, ..Said::default() }).await
    };
    let own = own.await;
    page(site, ui, who, headers, status, ("desk/spot.html", "spot"), own).await
}
