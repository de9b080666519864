//! The newsroom's own pages: one list, one page per story. Everything here is for staff.

pub mod article;
pub mod books;
pub mod campaigns;
pub mod held;
pub mod index;
pub mod mails;
pub mod me;
pub mod newsletter;
pub mod orders;
pub mod products;
pub mod rates;
pub mod session;
pub mod spots;
pub mod staff;
mod upload;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use newsroom::articles::Listed;
use newsroom::error::{Error, Result};
use serde_json::{Value, json};

use crate::account;
use crate::session::Staff;
use crate::shapes::{Time, Voice, dir};
use crate::site::Site;
use crate::ui::Ui;

/// Renders a page for one of the staff: a template, the key of its title, and the page's own context, to which come the
/// guard that its forms carry and what its reader may do.
async fn page(
    site: &Site,
    ui: &Ui,
    who: &Staff,
    headers: &HeaderMap,
    status: StatusCode,
    (template, title): (&str, &str),
    own: Result<Value>,
) -> Response<Body> {
    let own = own.map(|mut own| {
        own["guard"] = json!(who.guard);
        own["may"] = may(who);
        own
    });
    account::page(site, ui, headers, status, template, title, own).await
}

/// Which parts of the desk are open to somebody.
fn may(who: &Staff) -> Value {
    let roles = &who.member.roles;
    json!({ "own": roles.owns(), "shop": roles.keeps_shop(), "edit": roles.edits_anything(), "all": roles.edits_everything() })
}

/// A story as a row of the list.
async fn row(site: &Site, article: &Listed, section: Option<&str>) -> Value {
    let coming = newsroom::narrations::coming(&site.ctx.db, &article.id).await.ok().flatten();
    let mut voice = Voice::of(article, coming.as_ref());
    if let Some(coming) = coming.filter(|_| article.audio.is_none()) {
        voice.state = coming.state;
    }
    let time = |ms: Option<i64>| ms.map(|ms| Time::at(ms, &article.time_zone));
    json!({
        "slug": article.slug, "href": format!("/desk/articles/{}", crate::shapes::encode(&article.slug)),
        "headline": article.headline, "lang": article.lang, "dir": dir(&article.lang),
        "publication": article.publication_name, "section": section, "state": article.state,
        "revised": Time::at(article.revised_at_ms, &article.time_zone),
        "published": time(article.published_at_ms), "scheduled": time(article.scheduled_at_ms), "voice": voice,
        "item": site.card(article, &[], "en").await.item,
    })
}

/// The key of the notice that fits an error.
fn notice_key(error: &Error) -> &'static str {
    match error {
        Error::Refused { code: "nothing-corrected", .. } => "refused-same",
        Error::Refused { .. } => "refused-state",
        Error::Invalid(fields) if fields.iter().any(|f| f.name == "at") => "refused-at",
        Error::Invalid(_) => "refused-empty",
        Error::Forbidden(_) => "refused-guard",
        Error::NotFound(_) | Error::Broken(_) => "problem-500",
    }
}
