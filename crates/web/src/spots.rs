//! `/spots`: a page asks for a spot, and says when it was seen or heard. No cookie is read, and none is sent: which
//! spots somebody has had is known to their own device alone. And the places on pages where spots stand.

use std::collections::BTreeSet;
use std::net::IpAddr;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use newsroom::articles;
use newsroom::error::{Error, Result};
use newsroom::ids::CampaignId;
use newsroom::spots::campaigns::{self, Given, OPEN_AT_MOST};
use newsroom::spots::choosing::{Booked, Place, choose};
use newsroom::spots::{Placement, Spot, counting};
use newsroom::story::Figure;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::door::Asker;
use crate::listener::Around;
use crate::problem;
use crate::shapes::dir;
use crate::site::Site;

/// What honest machines call themselves, in small letters: they are shown no spot, and so none is counted for them.
/// Those that say they are people are found by nothing that a page could ask.
const MACHINES: [&str; 13] = [
    "bot/",
    "bot;",
    "bot)",
    "crawler",
    "spider",
    "slurp",
    "externalhit",
    "preview",
    "curl/",
    "wget/",
    "python",
    "node",
    "lighthouse",
];

#[derive(Deserialize)]
pub struct Wanted {
    placement: Placement,
    /// Slug of the story that is read, or that is heard next.
    story: Option<String>,
    /// Slug of the section whose page it is.
    section: Option<String>,
    /// Of the page, where it is no story's.
    lang: Option<String>,
    /// Campaigns that this device has had enough of today.
    #[serde(default)]
    enough: BTreeSet<CampaignId>,
}

/// `POST /spots/tickets`: a spot for a place, with its ticket; 204 where there is none.
pub async fn give(
    State(site): State<Site>,
    Asker(asker): Asker,
    headers: HeaderMap,
    Json(wanted): Json<Wanted>,
) -> Response<Body> {
    if let Some(refusal) = too_often(&site, asker) {
        return refusal;
    }
    if is_machine(&headers) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let given = async {
        if wanted.enough.len() as i64 > OPEN_AT_MOST {
            return Err(Error::invalid("enough", "there are not so many campaigns"));
        }
        let place = place(&site, &wanted).await?;
        match campaigns::ask(&site.ctx, &site.vault, &place, &wanted.enough).await? {
            Some(given) => Ok(Some(ticket(&site, &given).await)),
            None => Ok(None),
        }
    };
    match given.await {
        Ok(Some(shape)) => fresh(Json(shape).into_response()),
        Ok(None) => fresh(StatusCode::NO_CONTENT.into_response()),
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}

async fn place(site: &Site, wanted: &Wanted) -> Result<Place> {
    let placement = wanted.placement;
    let Some(slug) = &wanted.story else {
        let lang = wanted.lang.clone().unwrap_or_else(|| site.options.site_lang.clone());
        return Ok(Place { placement, section: wanted.section.clone(), publication: None, lang });
    };
    let article = articles::by_slug(&site.ctx.db, slug).await?;
    if article.state != "published" {
        return Err(Error::NotFound("article"));
    }
    let (section, publication) = (Some(article.section_slug), Some(article.publication_id));
    Ok(Place { placement, section, publication, lang: article.lang })
}

async fn ticket(site: &Site, given: &Given) -> Value {
    json!({
        "ticket": given.ticket, "campaign": given.campaign, "cap": given.cap,
        "begins_within_ms": given.begins_within_ms, "day_ends_in_ms": given.day_ends_in_ms,
        "spot": shape(site, &given.spot).await,
    })
}

#[derive(Deserialize)]
pub struct Report {
    ticket: String,
    /// Of a spoken one, how much was heard so far, in ms of its sound.
    #[serde(default)]
    heard_ms: i64,
}

/// `POST /spots/heard`: it was seen, or heard so far. The same once more counts nothing.
pub async fn heard(
    State(site): State<Site>,
    Asker(asker): Asker,
    headers: HeaderMap,
    Json(report): Json<Report>,
) -> Response<Body> {
    if let Some(refusal) = too_often(&site, asker) {
        return refusal;
    }
    match counting::count(&site.ctx, &site.vault, &report.ticket, report.heard_ms).await {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}

fn too_often(site: &Site, asker: IpAddr) -> Option<Response<Body>> {
    let refused = site.spots.check_key(&asker).is_err();
    refused.then(|| problem::said(StatusCode::TOO_MANY_REQUESTS, "too-often", "too many spots: wait a minute"))
}

fn is_machine(headers: &HeaderMap) -> bool {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let agent = agent.to_ascii_lowercase();
    agent.is_empty() || MACHINES.iter().any(|name| agent.contains(name))
}

/// It is one person's, and of this moment.
fn fresh(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A spot as templates and scripts know it.
pub async fn shape(site: &Site, spot: &Spot) -> Value {
    let picture = match &spot.picture {
        // What it says stands beside it.
        Some(src) => site.figure(&Figure { src: src.clone(), alt: String::new(), caption: None, credit: None }).await,
        None => None,
    };
    json!({
        "headline": spot.headline, "words": spot.words, "href": spot.link, "partner": spot.partner,
        "house": spot.is_house(), "lang": spot.lang, "dir": dir(&spot.lang), "picture": picture,
        "audio": spot.audio.as_ref().map(|digest| format!("/audio/{digest}.mp3")), "duration_ms": spot.length_ms,
    })
}

/// Where a page has room for a spot, and what stands there for those who run no scripts: one of the newsroom's own, or
/// nothing. The page is the same for everybody; whose turn it is is asked when somebody comes near. `None`: nothing
/// stands here, and no room is kept.
pub async fn slot(site: &Site, around: &Around, place: &Place, story: Option<&str>) -> Option<Value> {
    let now = site.ctx.clock.now_ms();
    let here: Vec<Booked> =
        around.spots.iter().map(|one| &one.booked).filter(|one| one.stands(place, now)).cloned().collect();
    if here.is_empty() {
        return None;
    }
    let own: Vec<Booked> = here.into_iter().filter(|one| one.is_house).collect();
    let dice = site.edition().unsigned_abs();
    let house = choose(&own, place, &BTreeSet::new(), now, dice);
    let house = match house.and_then(|house| around.spots.iter().find(|one| one.booked.id == house.id)) {
        Some(one) => Some(shape(site, &one.spot).await),
        None => None,
    };
    Some(json!({
        "placement": place.placement, "story": story, "section": place.section, "lang": place.lang, "house": house,
    }))
}

/// What a player needs to know of spoken spots; `None`: there are none, and it never asks.
pub fn spoken(site: &Site, around: &Around) -> Option<Value> {
    let now = site.ctx.clock.now_ms();
    let is_on = |placement: Placement| {
        around.spots.iter().any(|one| {
            let ends = one.booked.ends_at_ms.is_none_or(|end| now < end);
            one.booked.is_voiced && ends && one.booked.placements.contains(&placement)
        })
    };
    let (before, between) = (is_on(Placement::Before), is_on(Placement::Between));
    (before || between).then(|| {
        json!({ "apart_s": u64::from(site.options.minutes_between_spots) * 60, "before": before, "between": between })
    })
}
