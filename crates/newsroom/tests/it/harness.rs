//! A newsroom of its own for each test, on either database, with time and chance held still.

use newsroom::articles::{self, NewArticle};
use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground, Settings};
use newsroom::db::{Db, values};
use newsroom::ids::ArticleId;
use newsroom::outside::fetch::Fetch;
use newsroom::outside::files::Files;
use newsroom::outside::voice_folder::{Card, VoiceFolder};
use newsroom::outside::voices::Voices;
use newsroom::publications::{self, NewPublication};
use newsroom::reading::markdown;
use newsroom::story::Story;
use newsroom::{migrate, work};
use tempfile::TempDir;

/// Monday, 2 March 2026, 08:00 UTC.
pub const NOW_MS: i64 = 1_772_438_400_000;

pub struct Newsroom {
    pub ctx: Ctx,
    _folder: TempDir,
}

impl Newsroom {
    pub async fn sqlite() -> Newsroom {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("crier.sqlite").display());
        Newsroom::open(&url, folder).await
    }

    /// A database of its own in the cluster that `make test` starts.
    pub async fn postgres() -> Newsroom {
        let cluster =
            std::env::var("CRIER_TEST_POSTGRES").expect("CRIER_TEST_POSTGRES names a cluster: run `make test`");
        let name = format!("crier_{}", Chance::System.secret());
        let name = &name[..40];
        let admin = Db::open(&cluster).await.expect("the cluster answers");
        let Db::Postgres(pool) = &admin else { panic!("CRIER_TEST_POSTGRES is not postgres://…") };
        let sql = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(sql).execute(pool).await.expect("a database of its own");
        admin.close().await;
        let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
        Newsroom::open(&format!("{server}/{name}"), tempfile::tempdir().expect("a temporary folder")).await
    }

    /// One without publications, to restore into.
    pub async fn empty() -> Newsroom {
        let room = Newsroom::sqlite().await;
        let mut tx = room.ctx.db.begin().await.expect("a transaction");
        tx.execute("DELETE FROM publication", values![]).await.expect("emptied");
        tx.commit().await.expect("committed");
        room
    }

    async fn open(url: &str, folder: TempDir) -> Newsroom {
        let db = Db::open(url).await.expect("the database opens");
        let files = Files::open(&format!("file:{}", folder.path().join("files").display())).expect("the folder opens");
        let ctx = Ctx::new(Ground {
            db,
            files,
            voices: Voices::HumFrom(VoiceFolder::at(folder.path().join("voices"))),
            fetch: Fetch::pages([]),
            clock: Clock::fixed(NOW_MS),
            chance: Chance::seeded(7),
            settings: Settings {
                public_url: "https://news.example.org".into(),
                site_name: "Test".into(),
                time_zone: "Asia/Taipei".parse().expect("a time zone"),
                newsletter: Default::default(),
            },
            bell: tokio::sync::Notify::new(),
            mail: newsroom::outside::mail::Mail::Desk,
            till: Default::default(),
        });
        migrate::migrate(&ctx.db, &ctx.clock).await.expect("the database is brought up to date");
        let mut tx = ctx.db.begin().await.expect("a transaction");
        publications::add_sections(&mut tx).await.expect("sections");
        for (slug, lang) in [("daily", "en"), ("river", "zh-Hant")] {
            let new = NewPublication {
                slug: slug.into(),
                name: format!("The {slug}"),
                lang: lang.into(),
                tagline: String::new(),
                description: String::new(),
                time_zone: "Asia/Taipei".into(),
                accent: "#8a6116".into(),
            };
            publications::add(&mut tx, &ctx, &new).await.expect("a publication");
        }
        tx.commit().await.expect("committed");
        Newsroom { ctx, _folder: folder }
    }

    /// A draft of a Markdown text.
    pub async fn draft(&self, markdown: &str) -> ArticleId {
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        let id = articles::create(&mut tx, &self.ctx, &new_article(markdown)).await.expect("a draft");
        tx.commit().await.expect("committed");
        id
    }

    pub async fn published(&self, markdown: &str) -> ArticleId {
        let id = self.draft(markdown).await;
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        articles::publish(&mut tx, &self.ctx, &id).await.expect("published");
        tx.commit().await.expect("committed");
        id
    }

    /// Puts a voice into the folder, as if it had been added and measured.
    pub fn have_voice(&self, name: &str, language: &str, gain_db: f32) -> String {
        let folder = self.ctx.voices.folder().expect("a folder");
        std::fs::create_dir_all(folder.path()).expect("a folder");
        std::fs::write(folder.model(name), "model").expect("a file");
        std::fs::write(folder.config(name), "config").expect("a file");
        let card = Card {
            name: name.into(),
            language: language.into(),
            language_name: String::new(),
            speakers: 1,
            quality: "medium".into(),
            sample_rate: 22_050,
            licence: "CC0".into(),
            source: "test".into(),
            model_card: String::new(),
            bytes: 11,
            model_sha256: String::new(),
            config_sha256: String::new(),
            added_at_ms: NOW_MS,
            gain_db: Some(gain_db),
        };
        folder.put(&card).expect("a card");
        card.voice()
    }

    /// Runs all jobs that are due.
    pub async fn work_off(&self) -> usize {
        work::work_off(&self.ctx).await.expect("jobs run")
    }

    /// One number out of the database.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let (number,): (i64,) = self.ctx.db.one("number", sql, values![]).await.expect("a number");
        number
    }
}

pub fn story(markdown: &str) -> Story {
    markdown::read(markdown).expect("well-formed Markdown")
}

pub fn new_article(markdown: &str) -> NewArticle {
    let story = story(markdown);
    NewArticle {
        publication: story.publication.clone().unwrap_or("daily".into()),
        section: "community".into(),
        lang: story.lang.clone().unwrap_or("en".into()),
        source: None,
        story,
    }
}

/// Each test once on SQLite and once on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test(&$crate::harness::Newsroom::sqlite().await).await; })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test(&$crate::harness::Newsroom::postgres().await).await; })+
        }
    };
}
