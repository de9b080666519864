//! `/sections/{slug}`

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response};
use newsroom::articles::Which;
use newsroom::error::Error;
use newsroom::spots::Placement;
use newsroom::spots::choosing::Place;
use serde_json::json;

use super::{Around, Head, PER_PAGE, html, newest, page_number, programme, render, stored, which};
use crate::shapes::{Pager, SectionShape};
use crate::site::Site;
use crate::spots;
use crate::ui::Ui;

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let section = around.sections.iter().find(|s| s.slug == slug).ok_or(Error::NotFound("section"))?;
        let page = page_number(&query)?;
        let which = Which { section: Some(slug.clone()), ..which(&ui) };
        let (stories, total) = super::listed(&site, &which, page).await?;
        let cards = site.cards(&stories, &around.sections, ui.lang.code).await;
        let path = format!("/sections/{slug}");
        let name = section.name(ui.lang.code).to_string();
        let head = Head {
            kind: "section",
            canonical: Some(site.url(&super::numbered(&path, page))),
            alternates: super::interface_alternates(&site, &super::numbered(&path, page)),
            feeds: super::machines::links(&site, &path, &name),
            description: super::about_list(&site, &ui, &name),
            title: Some(name),
            edition: newest(cards.iter()),
            section: Some(slug.clone()),
            ..Head::default()
        };
        let place = Place {
            placement: Placement::Section,
            section: Some(slug.clone()),
            publication: None,
            lang: ui.lang.code.to_string(),
        };
        let own = json!({
            "slot": spots::slot(&site, &around, &place, None).await,
            "section": SectionShape::of(section, ui.lang.code, Some(&slug)),
            "programme": programme::of_section(&site, &ui, &around, section).await?,
            "pages": Pager::of(&path, page, total, PER_PAGE),
            "cards": cards,
        });
        Ok(html(render(&site, &ui, "section.html", &around, &head, own)?))
    })
    .await
}
