//! `/healthz`, `/readyz`, `/metrics`: for the operator's machines.

use axum::extract::State;
use axum::http::StatusCode;
use newsroom::{edition, jobs, narrations};

use crate::site::Site;

/// The process is there.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers and the files can be reached: send visitors here.
pub async fn readyz(State(site): State<Site>) -> (StatusCode, String) {
    let database = edition::number(&site.ctx.db).await.map(|_| ());
    let files = site.ctx.files.has("audio/none").await.map(|_| ());
    match database.and(files) {
        Ok(()) => (StatusCode::OK, "ready\n".into()),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready: the log says why\n".into())
        }
    }
}

/// Counters and gauges in Prometheus' text format.
pub async fn metrics(State(site): State<Site>) -> String {
    if let Ok((waiting, failed)) = jobs::count(&site.ctx).await {
        metrics::gauge!("crier_jobs_waiting").set(waiting as f64);
        metrics::gauge!("crier_jobs_failed").set(failed as f64);
    }
    if let Ok((ready, coming)) = narrations::count(&site.ctx.db).await {
        metrics::gauge!("crier_narrations_ready").set(ready as f64);
        metrics::gauge!("crier_narrations_coming").set(coming as f64);
    }
    site.metrics.render()
}
