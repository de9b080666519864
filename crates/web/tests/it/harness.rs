//! A site of its own for each test: SQLite, humming voices, time held still; asked without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use newsroom::articles::{self, NewArticle};
use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground, Settings};
use newsroom::db::Db;
use newsroom::importing::{self, Beside, Into};
use newsroom::orders::Vault;
use newsroom::outside::fetch::Fetch;
use newsroom::outside::files::Files;
use newsroom::outside::voices::Voices;
use newsroom::publications::{self, NewPublication};
use newsroom::reading::markdown;
use newsroom::staff::{Invitation, Role, Roles};
use newsroom::{migrate, staff, work};
use tempfile::TempDir;
use tower::ServiceExt;
use web::site::{Options, Site};

/// Monday, 2 March 2026, 08:00 UTC.
pub const NOW_MS: i64 = 1_772_438_400_000;

pub struct Paper {
    pub ctx: Ctx,
    pub site: Site,
    router: Router,
    _folder: TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

impl Paper {
    pub async fn open() -> Paper {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        let ctx = Ctx::new(Ground {
            db: Db::open(&format!("sqlite:{}", path("crier.sqlite"))).await.expect("the database opens"),
            files: Files::open(&format!("file:{}", path("files"))).expect("the folder opens"),
            voices: Voices::Hum,
            fetch: Fetch::pages([]),
            clock: Clock::fixed(NOW_MS),
            chance: Chance::seeded(7),
            settings: Settings {
                public_url: "https://news.example.org".into(),
                site_name: "The Test".into(),
                time_zone: "Asia/Taipei".parse().expect("a time zone"),
                newsletter: Default::default(),
            },
            bell: tokio::sync::Notify::new(),
            mail: newsroom::outside::mail::Mail::Desk,
            till: Default::default(),
        });
        migrate::migrate(&ctx.db, &ctx.clock).await.expect("up to date");
        let mut tx = ctx.db.begin().await.expect("a transaction");
        publications::add_sections(&mut tx).await.expect("sections");
        for (slug, name, lang) in [("daily", "The Daily", "en"), ("river", "河岸報", "zh-Hant")] {
            let new = NewPublication {
                slug: slug.into(),
                name: name.into(),
                lang: lang.into(),
                tagline: String::new(),
                description: format!("About {name}."),
                time_zone: "Asia/Taipei".into(),
                accent: "#8a6116".into(),
            };
            publications::add(&mut tx, &ctx, &new).await.expect("a publication");
        }
        tx.commit().await.expect("committed");
        let options = Options {
            site_lang: "en".into(),
            tagline: Some("News, aloud".into()),
            trusted_proxies: vec![],
            theme: None,
            minutes_between_spots: 5,
        };
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let vault = Vault::at(&folder.path().join("keys/vault"), &ctx.chance).expect("a vault");
        let site = Site::open(ctx.clone(), vault, options, metrics).await.expect("the templates are well formed");
        Paper { router: web::router(site.clone()), ctx, site, _folder: folder }
    }

    /// Publishes a Markdown text, and waits for its sound.
    pub async fn publish(&self, markdown: &str) -> String {
        let slug = self.publish_silently(markdown).await;
        self.voice().await;
        slug
    }

    pub async fn publish_silently(&self, markdown: &str) -> String {
        let story = markdown::read(markdown).expect("well-formed Markdown");
        let lang = story.lang.clone().unwrap_or("en".into());
        let publication = if lang == "en" { "daily" } else { "river" };
        let into = Into { publication: Some(publication.into()), section: Some("community".into()), publish: true };
        let source = format!("test:{}", story.headline);
        let picture = |_: &str| Some(PICTURE.as_bytes().to_vec());
        let imported =
            importing::import(&self.ctx, story, &source, &Beside::Carried(&picture), &into).await.expect("imported");
        assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
        self.site.refresh().await.expect("refreshed");
        imported.slug
    }

    pub async fn draft(&self, markdown: &str) -> String {
        let story = markdown::read(markdown).expect("well-formed Markdown");
        let new = NewArticle {
            publication: "daily".into(),
            section: "community".into(),
            lang: "en".into(),
            source: None,
            story,
        };
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        let id = articles::create(&mut tx, &self.ctx, &new).await.expect("a draft");
        tx.commit().await.expect("committed");
        articles::by_id(&self.ctx.db, &id).await.expect("an article").slug
    }

    /// Runs all jobs that are due.
    pub async fn voice(&self) {
        work::work_off(&self.ctx).await.expect("jobs run");
        self.site.refresh().await.expect("refreshed");
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], "").await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, "").await
    }

    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let (parts, body) = self.begin(method, path, headers, body).await.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// An answer whose body is still to come.
    pub async fn begin(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "news.example.org");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_string())).expect("a request");
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    /// Signs in with a one-time link; returns the cookie.
    pub async fn sign_in(&self) -> String {
        let link = staff::let_in(&self.ctx).await.expect("a link");
        let answer = self.post("/desk/session", &format!("token={link}"), "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.header("set-cookie").split(';').next().expect("a cookie").to_string()
    }

    /// Somebody of the staff with these roles, signed in by their invitation; returns the cookie.
    pub async fn sign_in_as(&self, email: &str, roles: Vec<Role>) -> String {
        let mut tx = self.ctx.db.begin().await.expect("a transaction");
        let new = Invitation { name: "Mina Orr", email, roles: Roles(roles) };
        let (_, link) = staff::invite(&mut tx, &self.ctx, &new).await.expect("invited");
        tx.commit().await.expect("committed");
        let answer = self.post("/desk/session", &format!("token={link}"), "").await;
        assert_eq!(answer.header("location"), "/desk/me?done=welcome", "{}", answer.text());
        answer.header("set-cookie").split(';').next().expect("a cookie").to_string()
    }

    /// A form, as a browser on our own page sends it.
    pub async fn post(&self, path: &str, form: &str, cookie: &str) -> Answer {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie),
        ];
        self.ask(Method::POST, path, &headers, form).await
    }
}

const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 10"><rect width="16" height="10" fill="#446"/><circle cx="8" cy="5" r="3" fill="#b93"/></svg>"##;
