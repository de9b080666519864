//! `/search`

use std::collections::HashMap;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use newsroom::articles;
use newsroom::error::{Error, Result};
use newsroom::search::{self, Ask};
use serde_json::json;

use super::{Around, Head, html, page_number, render};
use crate::problem;
use crate::shapes::{Named, Pager, SectionShape};
use crate::site::Site;
use crate::store::Stored;
use crate::ui::Ui;
use crate::words::{Arg, LANGUAGES};

/// How long somebody waits for others' searches to end.
const WAIT: Duration = Duration::from_secs(3);
/// Stories that were found, on one page.
const PER_PAGE: i64 = 12;

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    match found(&site, &ui, &query).await {
        Ok(page) => page.answer(&headers, false),
        Err(Error::Refused { code: "busy", .. }) => {
            super::problem(&site, &ui, StatusCode::SERVICE_UNAVAILABLE, "busy", None).await
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}

/// A page for one query. It is not kept: there are as many as there are words.
async fn found(site: &Site, ui: &Ui, query: &HashMap<String, String>) -> Result<Stored> {
    let around = Around::read(site).await?;
    let asked = |name: &str| query.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let typed: String = asked("q").unwrap_or_default().chars().take(search::query::LETTERS_AT_MOST).collect();
    // Of what is chosen from a list only what is in the list: an address that was made up looks everywhere.
    let publication = asked("publication").filter(|slug| around.publications.iter().any(|p| p.slug == *slug));
    let section = asked("section").filter(|slug| around.sections.iter().any(|s| s.slug == *slug));
    let (_, langs) = search::index::archive(&site.ctx.db).await?;
    let lang = asked("lang").filter(|lang| langs.iter().any(|l| l == lang));
    let newest = asked("sort") == Some("newest");
    let page = page_number(query)?;
    let ask = Ask { typed: &typed, publication, section, lang, newest };
    let found = {
        // Each reads up to two thousand stories: a crowd of them waits in a line.
        let place = tokio::time::timeout(WAIT, site.searches.acquire()).await;
        let _place = place.map_err(|_| Error::refused("busy", "too many people search at this moment: try again"))?;
        search::find(&site.ctx.db, &ask).await?
    };
    let total = found.articles.len() as i64;
    let first = ((page - 1) * PER_PAGE).min(total) as usize;
    let shown = &found.articles[first..(first + PER_PAGE as usize).min(found.articles.len())];
    if shown.is_empty() && page > 1 {
        return Err(Error::NotFound("page"));
    }
    let mut hits = Vec::new();
    for article in articles::published(&site.ctx.db, shown).await? {
        let content = articles::revision(&site.ctx.db, &article.revision_id).await?;
        hits.push(json!({
            "card": site.card(&article, &around.sections, ui.lang.code).await,
            "headline": search::passage::marked(&article.headline, &article.lang, &typed),
            "passage": search::passage(&content, &article.lang, &typed),
        }));
    }
    let named = |lang: &String| {
        let known = LANGUAGES.iter().find(|l| search::terms::primary(l.code) == *lang);
        json!({ "code": lang, "name": known.map_or(lang.as_str(), |l| l.name) })
    };
    let title = match typed.is_empty() {
        true => site.pages.say(ui.lang.code, "search", &[]),
        false => site.pages.say(ui.lang.code, "search-for", &[("query", Arg::Text(typed.clone()))]),
    };
    let head = Head { kind: "search", title: Some(title), noindex: true, ..Head::default() };
    let own = json!({
        "query": typed,
        "chosen": { "publication": publication, "section": section, "lang": lang, "newest": newest },
        "places": around.sections.iter().map(|s| SectionShape::of(s, ui.lang.code, section)).collect::<Vec<_>>(),
        "papers": around.publications.iter().map(|p| json!({ "slug": p.slug, "name": p.name, "lang": p.lang })).collect::<Vec<_>>(),
        "langs": langs.iter().map(named).collect::<Vec<_>>(),
        "hits": hits, "total": total, "more": found.more, "some_words": found.some_words,
        "pages": Pager::of(&address(&ask), page, total, PER_PAGE),
        "tags": if typed.is_empty() { lately(site).await? } else { Vec::new() },
    });
    let mut made = html(render(site, ui, "search.html", &around, &head, own)?);
    // What somebody looks for is theirs.
    made.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(made)
}

/// Labels to begin with, where nothing was typed yet.
async fn lately(site: &Site) -> Result<Vec<Named>> {
    const SHOWN: i64 = 24;
    let tags = articles::recent_tags(&site.ctx.db, SHOWN).await?;
    let named = |tag: articles::Tag| Named {
        href: format!("/tags/{}", crate::shapes::encode(&tag.slug)),
        name: tag.name,
        lang: None,
    };
    Ok(tags.into_iter().map(named).collect())
}

/// The address of what is asked, without its page.
fn address(ask: &Ask<'_>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    pairs.append_pair("q", ask.typed);
    for (name, value) in [("publication", ask.publication), ("section", ask.section), ("lang", ask.lang)] {
        if let Some(value) = value {
            pairs.append_pair(name, value);
        }
    }
    if ask.newest {
        pairs.append_pair("sort", "newest");
    }
    format!("/search?{}", pairs.finish())
}
