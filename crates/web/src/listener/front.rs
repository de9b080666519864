//! `/`

use std::collections::HashSet;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use newsroom::articles::{self, Listed, Which};
use newsroom::spots::Placement;
use newsroom::spots::choosing::Place;
use serde_json::json;

use super::{Around, Head, html, newest, programme, render, stored, topic, which};
use crate::shapes::SectionShape;
use crate::site::Site;
use crate::ui::Ui;
use crate::{json_ld, spots};

const NEWEST: i64 = 12;
const SECONDS: usize = 2;
const LATEST: usize = 6;
const IN_SECTION: usize = 4;
const IN_OUTLET: i64 = 3;

pub async fn show(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let (db, lang) = (&site.ctx.db, ui.lang.code);
        let around = Around::read(&site).await?;
        let all = articles::list(db, &which(&ui), NEWEST, 0).await?;
        // What is shown large is in the reader's language and has a picture, if anything is.
        let (mut first, mut rest): (Vec<Listed>, Vec<Listed>) = (Vec::new(), Vec::new());
        for article in all {
            let leads = article.lang == lang && article.hero.is_some() && first.len() <= SECONDS;
            if leads { first.push(article) } else { rest.push(article) }
        }
        while first.len() <= SECONDS && !rest.is_empty() {
            first.push(rest.remove(0));
        }
        rest.truncate(LATEST);
        let mut shown: HashSet<String> = first.iter().chain(&rest).map(|a| a.story_id.clone()).collect();
        let first = site.cards(&first, &around.sections, lang).await;
        let latest = site.cards(&rest, &around.sections, lang).await;

        let mut rows = Vec::new();
        for section in &around.sections {
            let of_section = Which { section: Some(section.slug.clone()), ..which(&ui) };
            let stories = articles::list(db, &of_section, NEWEST, 0).await?;
            // What the top shows already comes last: a row is left with something even on a quiet day.
            let (new, seen): (Vec<_>, Vec<_>) = stories.into_iter().partition(|a| !shown.contains(&a.story_id));
            let row: Vec<Listed> = new.into_iter().chain(seen).take(IN_SECTION).collect();
            shown.extend(row.iter().map(|a| a.story_id.clone()));
            if !row.is_empty() {
                let cards = site.cards(&row, &around.sections, lang).await;
                rows.push(json!({ "section": SectionShape::of(section, lang, None), "cards": cards }));
            }
        }
        let mut outlets = Vec::new();
        for publication in &around.publications {
            let of = Which { publication: Some(publication.slug.clone()), ..Which::default() };
            let stories = articles::list(db, &of, IN_OUTLET, 0).await?;
            let programme = programme::of_publication(&site, &ui, &around, publication).await?;
            let cards = site.cards(&stories, &around.sections, lang).await;
            outlets.push(json!({ "publication": super::publication::shape(publication), "cards": cards, "programme": programme }));
        }
        let head = Head {
            kind: "front",
            description: site.options.tagline.clone().or_else(|| super::about_site(&site, &ui)),
            canonical: Some(site.url("/")),
            alternates: super::interface_alternates(&site, "/"),
            feeds: super::machines::links(&site, "", &site.ctx.settings.site_name),
            json_ld: vec![json_ld::site(&site.ctx.settings.site_name, &site.ctx.settings.public_url)],
            edition: newest(first.iter().chain(&latest)),
            ..Head::default()
        };
        let place = Place { placement: Placement::Front, section: None, publication: None, lang: lang.to_string() };
        let own = json!({
            "slot": spots::slot(&site, &around, &place, None).await,
            "programme": programme::of_front(&site, &ui, &around).await?,
            "lead": first.first(), "seconds": first.get(1..).unwrap_or_default(), "latest": latest,
            "hot_topics": topic::hot(&site, &ui).await?, "rows": rows, "outlets": outlets,
        });
        Ok(html(render(&site, &ui, "front.html", &around, &head, own)?))
    })
    .await
}
