//! What every handler is handed: the newsroom, the templates, the caches.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures::future::BoxFuture;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use metrics_exporter_prometheus::PrometheusHandle;
use moka::future::Cache;
use newsroom::ctx::Ctx;
use newsroom::error::{Error, Result};
use newsroom::orders::Vault;
use newsroom::pictures::Picture;
use newsroom::pictures::lettering::Lettering;
use newsroom::{edition, pictures};
use tokio::sync::Semaphore;

use crate::live::Lives;
use crate::page::Pages;
use crate::programmes::Programmes;
use crate::sound::Sound;
use crate::store::Stored;

/// Compressed pages in memory at most, in bytes.
const PAGES_AT_MOST: u64 = 24 << 20;
const PICTURES_AT_MOST: u64 = 20_000;
/// Each reads thousands of stories' words; more at once would be slower for all.
const SEARCHES_AT_ONCE: usize = 4;
/// Each has a processor for itself while it is drawn; pages come first.
const CARDS_AT_ONCE: usize = 2;
/// Tries to sign in, of one network address: so many at once, and so many a minute from then on. A household or an office,
/// no machine.
const KNOCKS: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// Spots asked for and reported, of one network address: so many at once, and so many a minute from then on. A page takes
/// two, a spoken spot seven: an office that reads, and no machine that wants to be many.
const SPOTS: NonZeroU32 = NonZeroU32::new(240).unwrap();
/// How soon a change made by another process is seen.
const LOOK: Duration = Duration::from_millis(200);

/// What the operator sets and pages need to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// Interface language of visitors who have not said otherwise.
    pub site_lang: String,
    pub tagline: Option<String>,
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Templates here take the place of the built-in ones.
    pub theme: Option<PathBuf>,
    /// Of programme, from one spoken spot to the next at least.
    pub minutes_between_spots: u32,
}

#[derive(Clone)]
pub struct Site(Arc<Inside>);

pub struct Inside {
    pub ctx: Ctx,
    /// Where what orders bring is read.
    pub vault: Vault,
    pub options: Options,
    pub pages: Pages,
    pub stored: Cache<String, Arc<Stored>>,
    pub sound: Sound,
    pub programmes: Programmes,
    pub lives: Lives,
    pub metrics: PrometheusHandle,
    /// Searches under way.
    pub searches: Semaphore,
    /// Cards of shared stories being drawn.
    pub cards: Arc<Semaphore>,
    /// The faces they are written in, once the first one is drawn.
    pub lettering: OnceLock<Lettering>,
    /// How often each network address may try to sign in.
    pub knocks: DefaultKeyedRateLimiter<IpAddr>,
    /// How often each network address may ask for spots and report them.
    pub spots: DefaultKeyedRateLimiter<IpAddr>,
    pictures: Cache<String, Arc<Picture>>,
    edition: AtomicI64,
}

impl std::ops::Deref for Site {
    type Target = Inside;
    fn deref(&self) -> &Inside {
        &self.0
    }
}

impl Site {
    /// Reads the templates; fails when one of them, or of the theme, is not well formed.
    pub async fn open(ctx: Ctx, vault: Vault, options: Options, metrics: PrometheusHandle) -> Result<Site> {
        let pages = Pages::read(options.theme.as_deref(), &options.site_lang)?;
        let edition = AtomicI64::new(edition::number(&ctx.db).await?);
        let stored = Cache::builder()
            .max_capacity(PAGES_AT_MOST)
            .weigher(|key: &String, page: &Arc<Stored>| (key.len() + page.weight()) as u32)
            .build();
        let pictures = Cache::new(PICTURES_AT_MOST);
        Ok(Site(Arc::new(Inside {
            ctx,
            vault,
            options,
            pages,
            stored,
            sound: Sound::new(),
            programmes: Programmes::new(),
            lives: Lives::new(),
            metrics,
            searches: Semaphore::new(SEARCHES_AT_ONCE),
            cards: Arc::new(Semaphore::new(CARDS_AT_ONCE)),
            lettering: OnceLock::new(),
            knocks: RateLimiter::keyed(Quota::per_minute(KNOCKS)),
            spots: RateLimiter::keyed(Quota::per_minute(SPOTS)),
            pictures,
            edition,
        })))
    }

    /// Counts up with every change that readers can see; caches are keyed by it.
    pub fn edition(&self) -> i64 {
        self.edition.load(Ordering::Acquire)
    }

    /// Looks whether something has changed. After a change of our own this is called at once.
    pub async fn refresh(&self) -> Result<()> {
        self.edition.store(edition::number(&self.ctx.db).await?, Ordering::Release);
        Ok(())
    }

    /// Keeps looking, for changes that other processes make.
    pub async fn keep_fresh(self, stop: tokio_util::sync::CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_some() {
            self.knocks.retain_recent();
            self.spots.retain_recent();
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "cannot look for changes");
            }
        }
    }

    /// A picture's sizes; `None` when there is no such picture. Boxed: the cache's futures are large, every page has
    /// pictures, and the compiler looks into each for what it holds.
    pub fn picture<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Option<Arc<Picture>>> {
        Box::pin(async move {
            if let Some(found) = self.pictures.get(id).await {
                return Some(found);
            }
            match pictures::by_id(&self.ctx.db, id).await {
                Ok(picture) => {
                    let picture = Arc::new(picture);
                    self.pictures.insert(id.to_string(), picture.clone()).await;
                    Some(picture)
                }
                Err(Error::NotFound(_)) => None,
                Err(error) => {
                    tracing::warn!(%error, "cannot look up a picture");
                    None
                }
            }
        })
    }

    /// Whether people can sign up for the newsletter.
    pub fn offers_newsletter(&self) -> bool {
        self.ctx.settings.newsletter.offered && self.ctx.mail.is_there()
    }

    /// The absolute address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.ctx.settings.public_url)
    }
}
