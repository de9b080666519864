//! `/coins/rules`: what is paid for what, in words anybody can check.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, header};
use axum::response::IntoResponse;
use newsroom::hearing::standing;
use serde_json::json;

use crate::listener::{Around, Head, interface_alternates, render};
use crate::problem;
use crate::site::Site;
use crate::ui::Ui;

pub async fn rules(State(site): State<Site>, ui: Ui, headers: HeaderMap) -> Response<Body> {
    // Not from the cache of pages: a sheet begins to hold at its own time, which is no edition.
    let made = async {
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
        render(&site, &ui, "coins/rules.html", &around, &head, own)
    };
    match made.await {
        Ok(body) => {
            let head = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::CACHE_CONTROL, "no-cache"),
                (header::VARY, "Cookie, Accept-Language"),
            ];
            (head, body).into_response()
        }
        Err(error) => problem::page(&site, &ui, &headers, &error).await,
    }
}
