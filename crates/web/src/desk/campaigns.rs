//! `/desk/campaigns`: a spot's booking, what came of it, and stopping it.

use std::collections::{BTreeSet, HashMap};

use axum::body::Body;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use newsroom::db::Tx;
use newsroom::error::{Error, Result};
use newsroom::hearing::sheet::day_of;
use newsroom::ids::{CampaignId, PublicationId, SpotId};
use newsroom::publications;
use newsroom::spots::campaigns::{self, Campaign, NewCampaign};
use newsroom::spots::counting::{self, Day};
use newsroom::spots::{self, Placement};
use serde_json::{Value, json};

use super::{page, spots as spot_pages};
use crate::problem;
use crate::session::Staff;
use crate::shapes::{Time, encode};
use crate::site::Site;
use crate::ui::{Ui, told};

const DONE: [&str; 5] = ["booked", "saved", "paused", "resumed", "ended"];

/// What was typed into the form of a booking.
#[derive(Default)]
pub struct Typed {
    fields: HashMap<String, String>,
    wrong: Vec<&'static str>,
    /// The code of what was refused.
    refused: Option<&'static str>,
}

fn path(id: &CampaignId) -> String {
    format!("/desk/campaigns/{}", encode(&id.0))
}

/// A campaign as the desk's pages have it.
pub fn shape(site: &Site, campaign: &Campaign) -> Value {
    let zone = site.ctx.settings.time_zone.name();
    let placements: Vec<&str> = campaign.placements.iter().map(|one| one.name()).collect();
    json!({
        "href": path(&campaign.id), "state": campaign.state(site.ctx.clock.now_ms()), "placements": placements,
        "begins": Time::at(campaign.begins_at_ms, zone), "last": campaign.ends_at_ms.map(|end| Time::at(end - 1, zone)),
        "counted": campaign.counted, "budget": campaign.budget, "cap": campaign.cap, "weight": campaign.weight,
    })
}

/// The form of a booking, with what there is to choose from.
pub async fn form(site: &Site, typed: Typed) -> Result<Value> {
    let mut fields = typed.fields;
    if fields.is_empty() {
        let today = day_of(site.ctx.clock.now_ms(), site.ctx.settings.time_zone);
        fields = HashMap::from([("first-day".to_string(), today.to_string()), ("weight".to_string(), "1".to_string())]);
    }
    let sections = publications::sections(&site.ctx.db).await?;
    let papers = publications::all(&site.ctx.db).await?;
    let papers: Vec<Value> = papers.iter().map(|p| json!({ "id": p.id, "name": p.name, "lang": p.lang })).collect();
    Ok(json!({
        "fields": fields, "wrong": typed.wrong, "refused": typed.refused,
        "placements": Placement::ALL.map(Placement::name), "papers": papers,
        "sections": sections.iter().map(|s| json!({ "slug": s.slug, "names": s.names })).collect::<Vec<_>>(),
        "zone": site.ctx.settings.time_zone.name(),
    }))
}

/// A campaign as its form shows it.
fn typed(site: &Site, campaign: &Campaign) -> HashMap<String, String> {
    let zone = site.ctx.settings.time_zone;
    let number = |number: Option<i64>| number.map_or(String::new(), |number| number.to_string());
    let mut fields = HashMap::from([
        ("first-day".to_string(), day_of(campaign.begins_at_ms, zone).to_string()),
        ("last-day".to_string(), campaign.ends_at_ms.map_or(String::new(), |end| day_of(end - 1, zone).to_string())),
        ("cap".to_string(), number(campaign.cap)),
        ("budget".to_string(), number(campaign.budget)),
        ("weight".to_string(), campaign.weight.to_string()),
    ]);
    let chosen = campaign.placements.iter().map(|one| format!("placement-{}", one.name()));
    let chosen = chosen.chain(campaign.sections.iter().map(|slug| format!("section-{slug}")));
    fields.extend(
        chosen
            .chain(campaign.publications.iter().map(|id| format!("publication-{id}")))
            .map(|name| (name, "yes".to_string())),
    );
    fields
}

/// What a form says of a campaign.
fn asked(form: &HashMap<String, String>) -> Result<NewCampaign> {
    let text = |name: &str| form.get(name).map_or("", |text| text.trim());
    let day = |name: &str, wrong: &'static str| match text(name) {
        "" => Ok(None),
        typed => NaiveDate::parse_from_str(typed, "%Y-%m-%d").map(Some).map_err(|_| Error::invalid(wrong, "a day")),
    };
    let number = |name: &str, wrong: &'static str| match text(name) {
        "" => Ok(None),
        typed => typed.parse::<i64>().map(Some).map_err(|_| Error::invalid(wrong, "a whole number")),
    };
    let chosen = |kind: &str| -> BTreeSet<String> {
        form.iter()
            .filter(|(_, value)| *value == "yes")
            .filter_map(|(name, _)| name.strip_prefix(kind))
            .map(str::to_string)
            .collect()
    };
    Ok(NewCampaign {
        first_day: day("first-day", "first_day")?.ok_or_else(|| Error::invalid("first_day", "a day"))?,
        last_day: day("last-day", "last_day")?,
        placements: chosen("placement-").iter().filter_map(|name| Placement::named(name)).collect(),
        sections: chosen("section-"),
        publications: chosen("publication-").into_iter().map(PublicationId).collect(),
        cap: number("cap", "cap")?,
        budget: number("budget", "budget")?,
        weight: number("weight", "weight")?.unwrap_or(1),
    })
}

/// What went wrong with a form, to be shown in it; anything else is not the form's.
fn refusal(error: &Error, fields: HashMap<String, String>) -> Option<Typed> {
    let typed = Typed { fields, ..Typed::default() };
    match error {
        Error::Invalid(wrong) => Some(Typed { wrong: wrong.iter().map(|field| field.name).collect(), ..typed }),
        Error::Refused { code, .. } => Some(Typed { refused: Some(*code), ..typed }),
        _ => None,
    }
}

pub async fn book(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response<Body> {
    let spot = SpotId(id);
    let booked = async {
        who.must_guard(form.get("guard").map_or("", String::as_str))?;
        let new = asked(&form)?;
        let mut tx = site.ctx.db.begin().await?;
        let id = campaigns::book(&mut tx, &site.ctx, &spot, &new).await?;
        tx.commit().await?;
        site.refresh().await?;
        Ok(id)
    };
    match booked.await {
        Ok(id) => Redirect::to(&format!("{}?done=booked", path(&id))).into_response(),
        Err(error) => match refusal(&error, form) {
            Some(typed) => {
                let status = problem::status(&error).0;
                spot_pages::booked_wrongly(&site, &ui, &who, &headers, &spot, typed, status).await
            }
            None => problem::page(&site, &ui, &headers, &error).await,
        },
    }
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    let own = context(&site, &CampaignId(id), Typed::default(), told(&query, "done", &DONE)).await;
    page(&site, &ui, &who, &headers, StatusCode::OK, ("desk/campaign.html", "campaign"), own).await
}

async fn context(site: &Site, id: &CampaignId, mut said: Typed, done: Option<&'static str>) -> Result<Value> {
    let campaign = campaigns::by_id(&site.ctx.db, id).await?;
    let spot = spots::by_id(&site.ctx.db, &campaign.spot).await?;
    let report = counting::report(&site.ctx.db, id).await?;
    if said.fields.is_empty() {
        said.fields = typed(site, &campaign);
    }
    let refused = said.refused.take();
    Ok(json!({
        "campaign": shape(site, &campaign), "spot": { "headline": spot.headline, "lang": spot.lang,
            "dir": crate::shapes::dir(&spot.lang), "partner": spot.partner, "href": spot_pages::path(&spot.id) },
        "booking": form(site, said).await?, "report": report.iter().map(row).collect::<Vec<_>>(),
        "sum": row(&counting::sum(&report)), "done": done, "refused": refused,
    }))
}

/// A day of a report, its seconds rounded down: what was heard, and no more.
fn row(day: &Day) -> Value {
    let mut row = json!(day);
    row["seconds"] = json!(day.heard_ms / 1000);
    row
}

pub async fn change(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response<Body> {
    let id = CampaignId(id);
    let changed = async {
        who.must_guard(form.get("guard").map_or("", String::as_str))?;
        let new = asked(&form)?;
        let mut tx = site.ctx.db.begin().await?;
        campaigns::change(&mut tx, &site.ctx, &id, &new).await?;
        tx.commit().await?;
        site.refresh().await
    };
    done(&site, &ui, &who, &headers, &id, changed.await, "saved", form).await
}

pub async fn pause(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response<Body> {
    deed(&site, &ui, &who, CampaignId(id), &headers, &form, "paused", async |tx, site, id| {
        campaigns::pause(tx, &site.ctx, id).await
    })
    .await
}

pub async fn resume(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response<Body> {
    deed(&site, &ui, &who, CampaignId(id), &headers, &form, "resumed", async |tx, _, id| {
        campaigns::resume(tx, id).await
    })
    .await
}

pub async fn end(
    State(site): State<Site>,
    ui: Ui,
    who: Staff,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response<Body> {
    deed(&site, &ui, &who, CampaignId(id), &headers, &form, "ended", async |tx, site, id| {
        campaigns::end(tx, &site.ctx, id).await
    })
    .await
}

#[allow(clippy::too_many_arguments)] // each is one thing that axum hands in
async fn deed<F>(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    id: CampaignId,
    headers: &HeaderMap,
    form: &HashMap<String, String>,
    said: &str,
    act: F,
) -> Response<Body>
where
    F: AsyncFnOnce(&mut Tx, &Site, &CampaignId) -> Result<()>,
{
    let acted = async {
        who.must_guard(form.get("guard").map_or("", String::as_str))?;
        let mut tx = site.ctx.db.begin().await?;
        act(&mut tx, site, &id).await?;
        tx.commit().await?;
        site.refresh().await
    };
    done(site, ui, who, headers, &id, acted.await, said, HashMap::new()).await
}

#[allow(clippy::too_many_arguments)] // the same, and what came of it
async fn done(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    id: &CampaignId,
    outcome: Result<()>,
    said: &str,
    form: HashMap<String, String>,
) -> Response<Body> {
    let Err(error) = outcome else {
        return Redirect::to(&format!("{}?done={said}", path(id))).into_response();
    };
    match refusal(&error, form) {
        Some(typed) => {
            let own = context(site, id, typed, None).await;
            let status = problem::status(&error).0;
            page(site, ui, who, headers, status, ("desk/campaign.html", "campaign"), own).await
        }
        None => problem::page(site, ui, headers, &error).await,
    }
}

/// `GET /desk/campaigns/{id}/report.csv`: for the partner.
pub async fn report(State(site): State<Site>, Path(id): Path<String>, headers: HeaderMap) -> Response<Body> {
    let written = async {
        let campaign = campaigns::by_id(&site.ctx.db, &CampaignId(id)).await?;
        counting::csv(&counting::report(&site.ctx.db, &campaign.id).await?)
    };
    match written.await {
        Ok(text) => {
            let head = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"report.csv\""),
            ];
            (StatusCode::OK, head, text).into_response()
        }
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}
