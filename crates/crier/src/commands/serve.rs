//! `crier serve`, `crier work`, `crier migrate`.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use newsroom::ctx::Ctx;
use newsroom::work;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use web::site::{Options, Site};

use crate::config::{Config, Place, Serving};
use crate::newsroom_at;

#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    pub serving: Serving,
    /// Only serve; `crier work` runs elsewhere
    #[arg(long)]
    pub no_work: bool,
}

pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<()> {
    let config = Config::read(place, Some(&flags.serving))?;
    log(&config);
    let ctx = newsroom_at::open(&config).await?;
    serve(ctx, &config, !flags.no_work, None, |_| {}).await
}

/// Serves until SIGTERM or Ctrl-C; `ready` is told the address once visitors can come.
pub async fn serve(
    ctx: Ctx,
    config: &Config,
    with_work: bool,
    tagline: Option<String>,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let metrics = PrometheusBuilder::new().install_recorder().context("starting the metrics")?;
    let options = Options {
        site_lang: config.site_lang.clone(),
        tagline,
        trusted_proxies: config.trusted_proxies.clone(),
        theme: config.theme.clone(),
        minutes_between_spots: config.minutes_between_spots,
    };
    let vault = newsroom_at::vault(config, &ctx)?;
    let site = Site::open(ctx.clone(), vault, options, metrics).await.context("reading the templates")?;
    let doing =
        || format!("listening on {}: is another program there? choose another address with --listen", config.listen);
    let listener = TcpListener::bind(config.listen).await.with_context(doing)?;
    let address = listener.local_addr()?;
    tracing::info!(%address, url = config.public_url, "serving");

    let stop = CancellationToken::new();
    tokio::spawn(keep_up(site.metrics.clone(), stop.clone()));
    tokio::spawn(site.clone().keep_fresh(stop.clone()));
    let worker = with_work.then(|| tokio::spawn(work::work(ctx.clone(), stop.clone())));
    tokio::spawn(stop_on_signal(stop.clone()));
    ready(address);
    web::serve(listener, site, stop.clone()).await.context("serving")?;
    stop.cancel();
    if let Some(worker) = worker {
        worker.await.context("stopping the worker")?;
    }
    ctx.db.close().await;
    Ok(())
}

/// Folds what was measured; without it every single value would be kept until somebody asks for it.
async fn keep_up(metrics: PrometheusHandle, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(Duration::from_secs(5))).await.is_some() {
        metrics.run_upkeep();
    }
}

pub async fn work(place: &Place) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    log(&config);
    let ctx = newsroom_at::open(&config).await?;
    let stop = CancellationToken::new();
    tokio::spawn(stop_on_signal(stop.clone()));
    tracing::info!("working");
    work::work(ctx.clone(), stop).await;
    ctx.db.close().await;
    Ok(())
}

pub async fn migrate(place: &Place) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    let ctx = newsroom_at::open_as_it_is(&config).await?;
    let done = newsroom::migrate::migrate(&ctx.db, &ctx.clock).await?;
    match done.as_slice() {
        [] => println!("the database is up to date"),
        done => done.iter().for_each(|name| println!("applied {name}")),
    }
    Ok(())
}

/// Structured logs on standard error; `RUST_LOG` chooses what is said.
pub fn log(config: &Config) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let log = log.with_ansi(std::io::stderr().is_terminal());
    // A second attempt fails, and the first one stays: that is what is wanted.
    let _ = if config.log_format == "json" { log.json().try_init() } else { log.try_init() };
}

async fn stop_on_signal(stop: CancellationToken) {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping");
    stop.cancel();
}
