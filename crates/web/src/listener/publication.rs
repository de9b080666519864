//! `/publications/{slug}`

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response};
use newsroom::articles::Which;
use newsroom::error::Error;
use newsroom::publications::Publication;
use serde_json::json;

use super::{Around, Head, PER_PAGE, html, newest, page_number, programme, render, stored};
use crate::json_ld;
use crate::shapes::Pager;
use crate::site::Site;
use crate::ui::Ui;

/// A publication as templates see it.
pub fn shape(publication: &Publication) -> serde_json::Value {
    json!({
        "slug": publication.slug, "name": publication.name, "href": format!("/publications/{}", publication.slug),
        "lang": publication.lang, "description": publication.description, "tagline": publication.tagline,
        "logo": null, "kind": null,
    })
}

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let found = around.publications.iter().find(|p| p.slug == slug);
        let publication = found.ok_or(Error::NotFound("publication"))?;
        let page = page_number(&query)?;
        let which = Which { publication: Some(slug.clone()), ..Which::default() };
        let (stories, total) = super::listed(&site, &which, page).await?;
        let cards = site.cards(&stories, &around.sections, ui.lang.code).await;
        let path = format!("/publications/{slug}");
        let head = Head {
            kind: "publication",
            title: Some(publication.name.clone()),
            description: Some(publication.description.clone()).filter(|text| !text.is_empty()),
            canonical: Some(site.url(&super::numbered(&path, page))),
            alternates: super::interface_alternates(&site, &super::numbered(&path, page)),
            feeds: super::machines::links(&site, &path, &publication.name),
            edition: newest(cards.iter()),
            json_ld: vec![json_ld::publication(
                &site.ctx.settings.public_url,
                &slug,
                &publication.name,
                &site.ctx.settings.site_name,
            )],
            ..Head::default()
        };
        let feed = |kind: &str, name: &str| json!({ "kind": kind, "href": format!("{path}/{name}") });
        let own = json!({
            "publication": shape(publication),
            "programme": programme::of_publication(&site, &ui, &around, publication).await?,
            "cards": cards, "pages": Pager::of(&path, page, total, PER_PAGE),
            "feeds": [feed("podcast", "podcast.xml"), feed("atom", "atom.xml"), feed("json", "feed.json")],
        });
        Ok(html(render(&site, &ui, "publication.html", &around, &head, own)?))
    })
    .await
}
