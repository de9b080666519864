//! `/about/voice`: how the voices are made, said plainly.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use newsroom::narrations;
use serde_json::json;

use super::{Around, Head, html, render, stored};
use crate::shapes::voice_name;
use crate::site::Site;
use crate::ui::Ui;

pub async fn show(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let voices = narrations::voices(&site.ctx.db).await?;
        let voices: Vec<_> = voices
            .iter()
            .map(|(voice, lang)| {
                let named = crate::words::language(lang).map_or(lang.as_str(), |l| l.name);
                json!({ "name": voice_name(voice), "lang": lang, "lang_name": named, "engine": engine(voice), "human": false })
            })
            .collect();
        let head = Head {
            kind: "about",
            title: Some(site.pages.say(ui.lang.code, "about-the-voice", &[])),
            canonical: Some(site.url("/about/voice")),
            alternates: super::interface_alternates(&site, "/about/voice"),
            ..Head::default()
        };
        Ok(html(render(&site, &ui, "about/voice.html", &around, &head, json!({ "voices": voices }))?))
    })
    .await
}

fn engine(voice: &str) -> &str {
    match voice.split_once(':') {
        Some(("espeak", _)) => "eSpeak NG",
        Some(("piper", _)) => "Piper",
        Some(("flite", _)) => "Flite",
        Some((engine, _)) => engine,
        None => voice,
    }
}
