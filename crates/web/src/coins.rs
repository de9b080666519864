//! `/coins/rules`: what is paid for what, in words anybody can check.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use newsroom::hearing::standing;
use serde_json::json;

use crate::listener::{Around, Head, html, interface_alternates, render, stored};
use crate::site::Site;
use crate::ui::Ui;

pub async fn rules(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || {
        let around = Around::read(&site).await?;
        let sheet = standing::sheet(&site.ctx.db, site.ctx.clock.now_ms()).await?;
        let head = Head {
            kind: "about",
            title: Some(site.pages.say(ui.lang.code, "coins-rules", &[])),
            canonical: Some(site.url("/coins/rules")),
            alternates: interface_alternates(&site, "/coins/rules"),
            ..Head::default()
        };
        let own = json!({
            "sheet": sheet, "quantum_s": sheet.quantum_ms / 1000, "daily_min": sheet.daily_ms / 60_000,
            "threshold_s": sheet.threshold_ms / 1000, "bucket_min": sheet.bucket_ms / 60_000,
            "time_zone": site.ctx.settings.time_zone.name(),
        });
        Ok(html(render(&site, &ui, "coins/rules.html", &around, &head, own)?))
    })
    .await
}
