//! `/tags/{slug}`

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response};
use newsroom::articles::{self, Which};
use serde_json::json;

use super::{Around, Head, PER_PAGE, html, newest, page_number, programme, render, stored, topic, which};
use crate::shapes::{Pager, encode};
use crate::site::Site;
use crate::ui::Ui;

/// Tags that stand beside it.
const RELATED: i64 = 12;

pub async fn show(
    State(site): State<Site>,
    ui: Ui,
    Path(slug): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let tag = articles::tag(&site.ctx.db, &slug).await?;
        let page = page_number(&query)?;
        let which = Which { tag: Some(slug.clone()), ..which(&ui) };
        let (stories, total) = super::listed(&site, &which, page).await?;
        let cards = site.cards(&stories, &around.sections, ui.lang.code).await;
        let path = format!("/tags/{}", encode(&slug));
        let head = Head {
            kind: "tag",
            title: Some(tag.name.clone()),
            description: super::about_list(&site, &ui, &tag.name),
            canonical: Some(site.url(&super::numbered(&path, page))),
            alternates: super::interface_alternates(&site, &super::numbered(&path, page)),
            edition: newest(cards.iter()),
            ..Head::default()
        };
        let own = json!({
            "related": topic::tags(articles::related_tags(&site.ctx.db, &[&slug], RELATED).await?),
            "tag": tag, "programme": programme::of_tag(&site, &ui, &around, &tag).await?,
            "cards": cards, "pages": Pager::of(&path, page, total, PER_PAGE),
        });
        Ok(html(render(&site, &ui, "tag.html", &around, &head, own)?))
    })
    .await
}
