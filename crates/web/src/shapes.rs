//! The shapes that templates and the player are handed; `templates/README.md` is their promise.

use chrono::{DateTime, Datelike, Offset, Timelike, Utc};
use chrono_tz::Tz;
use newsroom::articles::Listed;
use newsroom::narrations::Narration;
use newsroom::pictures::{self, Picture};
use newsroom::publications::Section;
use newsroom::story::Figure;
use serde::Serialize;

use crate::site::Site;

/// Pictures in text are shown at this width where the browser cannot choose.
const PICTURE_WIDTH: u32 = 800;

#[derive(Clone, Debug, Serialize)]
pub struct Time {
    pub iso: String,
    pub year: i32,
    pub month: u32,
    pub day: u32,
    /// 1 = Monday.
    pub weekday: u32,
    pub clock: String,
    pub zone: String,
}

impl Time {
    /// A moment on the wall of a time zone.
    pub fn at(ms: i64, zone: &str) -> Time {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        let at = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default().with_timezone(&zone);
        let seconds = at.offset().fix().local_minus_utc();
        let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() % 3600 / 60);
        let sign = if seconds < 0 { "−" } else { "+" };
        let zone = match (hours, minutes) {
            (0, 0) => "UTC".to_string(),
            (h, 0) => format!("UTC{sign}{h}"),
            (h, m) => format!("UTC{sign}{h}:{m:02}"),
        };
        Time {
            iso: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            year: at.year(),
            month: at.month(),
            day: at.day(),
            weekday: at.weekday().number_from_monday(),
            clock: format!("{:02}:{:02}", at.hour(), at.minute()),
            zone,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct PictureShape {
    pub src: String,
    pub srcset: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub caption_segment: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Named {
    pub name: String,
    pub href: String,
    pub lang: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SectionShape {
    pub slug: String,
    pub name: String,
    pub href: String,
    pub current: bool,
    pub lang: Option<String>,
}

impl SectionShape {
    pub fn of(section: &Section, ui: &str, current: Option<&str>) -> SectionShape {
        SectionShape {
            slug: section.slug.clone(),
            name: section.name(ui).to_string(),
            href: format!("/sections/{}", section.slug),
            current: current == Some(section.slug.as_str()),
            lang: None,
        }
    }
}

/// What the player plays.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    pub slug: String,
    pub page: String,
    pub headline: String,
    pub publication: String,
    pub lang: String,
    pub dir: &'static str,
    pub picture: Option<String>,
    pub narration: String,
    /// What a session is opened for, once there is sound.
    pub narration_id: Option<String>,
    pub audio: Option<String>,
    /// Where it is heard while it is being made; while there is no file, and one is to come.
    pub live: Option<String>,
    pub duration_ms: Option<i64>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Voice {
    pub state: String,
    pub duration_ms: Option<i64>,
    pub audio: Option<String>,
    pub mime: &'static str,
    pub bytes: Option<i64>,
    pub name: Option<String>,
    pub transcript: Option<String>,
    pub human: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub slug: String,
    pub href: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub lang: String,
    pub dir: &'static str,
    pub publication: Named,
    pub section: Option<SectionShape>,
    pub published: Time,
    pub picture: Option<PictureShape>,
    pub voice: Voice,
    pub item: Item,
}

#[derive(Clone, Debug, Serialize)]
pub struct Programme {
    pub source: String,
    pub title: String,
    pub count: usize,
    pub duration_ms: i64,
    pub first: Option<Item>,
    pub next: Vec<Card>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    pub newer: Option<String>,
    pub older: Option<String>,
    pub page: i64,
    pub pages: i64,
}

impl Pager {
    /// `page` counts from 1; `path` may have a query of its own.
    pub fn of(path: &str, page: i64, total: i64, per_page: i64) -> Pager {
        let pages = ((total + per_page - 1) / per_page).max(1);
        let joint = if path.contains('?') { '&' } else { '?' };
        let to = |n: i64| if n == 1 { path.to_string() } else { format!("{path}{joint}page={n}") };
        Pager { newer: (page > 1).then(|| to(page - 1)), older: (page < pages).then(|| to(page + 1)), page, pages }
    }
}

/// The direction in which a language is written.
pub fn dir(lang: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 8] = ["ar", "he", "fa", "ur", "ps", "yi", "dv", "sd"];
    let primary = lang.split('-').next().unwrap_or_default();
    if RIGHT_TO_LEFT.contains(&primary) { "rtl" } else { "ltr" }
}

/// The address of an article; slugs may be of any script.
pub fn article_path(slug: &str) -> String {
    format!("/articles/{}", encode(slug))
}

/// A path segment as browsers write it.
pub fn encode(segment: &str) -> String {
    let mut url = url::Url::parse("x://x").expect("a constant");
    if let Ok(mut path) = url.path_segments_mut() {
        path.push(segment);
    }
    url.path().trim_start_matches('/').to_string()
}

impl Site {
    /// A figure with the sizes it is kept in; `None` when its picture is gone.
    pub async fn figure(&self, figure: &Figure) -> Option<PictureShape> {
        let picture = self.picture(&figure.src).await?;
        let width = shown_width(&picture);
        let set = picture.widths.iter().map(|w| format!("/{} {w}w", pictures::file(&picture.id, *w, "webp")));
        Some(PictureShape {
            src: format!("/{}", pictures::file(&picture.id, width, "webp")),
            srcset: set.collect::<Vec<_>>().join(", "),
            width,
            height: picture.height_at(width),
            alt: figure.alt.clone(),
            caption: figure.caption.clone(),
            credit: figure.credit.clone(),
            caption_segment: None,
        })
    }

    pub async fn card(&self, article: &Listed, sections: &[Section], ui: &str) -> Card {
        let picture = match article.figure() {
            Some(figure) => self.figure(&figure).await,
            None => None,
        };
        let voice = Voice::of_listed(article);
        let section = sections.iter().find(|s| s.slug == article.section_slug);
        Card {
            slug: article.slug.clone(),
            href: article_path(&article.slug),
            headline: article.headline.clone(),
            standfirst: article.standfirst.clone(),
            lang: article.lang.clone(),
            dir: dir(&article.lang),
            publication: Named {
                name: article.publication_name.clone(),
                href: format!("/publications/{}", article.publication_slug),
                lang: Some(article.publication_lang.clone()),
            },
            section: section.map(|s| SectionShape::of(s, ui, None)),
            published: Time::at(article.published_at_ms.unwrap_or(article.revised_at_ms), &article.time_zone),
            item: item(article, picture.as_ref(), &voice),
            picture,
            voice,
        }
    }

    pub async fn cards(&self, articles: &[Listed], sections: &[Section], ui: &str) -> Vec<Card> {
        let mut cards = Vec::with_capacity(articles.len());
        for article in articles {
            cards.push(self.card(article, sections, ui).await);
        }
        cards
    }
}

fn shown_width(picture: &Picture) -> u32 {
    let fits = picture.widths.iter().copied().find(|w| *w >= PICTURE_WIDTH);
    fits.or(picture.widths.last().copied()).unwrap_or(picture.width)
}

fn item(article: &Listed, picture: Option<&PictureShape>, voice: &Voice) -> Item {
    let page = article_path(&article.slug);
    Item {
        slug: article.slug.clone(),
        narration: format!("{page}/narration.json"),
        live: live(&page, voice),
        page,
        headline: article.headline.clone(),
        publication: article.publication_name.clone(),
        lang: article.lang.clone(),
        dir: dir(&article.lang),
        picture: picture.map(|p| p.src.clone()),
        narration_id: article.narration_id.as_ref().filter(|_| voice.audio.is_some()).map(|id| id.0.clone()),
        audio: voice.audio.clone(),
        duration_ms: voice.duration_ms,
    }
}

/// The address of a narration that is being made, or is about to be.
pub fn live(page: &str, voice: &Voice) -> Option<String> {
    let coming = voice.audio.is_none() && matches!(voice.state.as_str(), "none" | "queued" | "speaking");
    coming.then(|| format!("{page}/live.mp3"))
}

impl Voice {
    /// Of an article in a list: ready, or not yet.
    pub fn of_listed(article: &Listed) -> Voice {
        let waits = if article.unvoiced_at_ms.is_some() { "skipped" } else { "queued" };
        let state = if article.audio.is_some() { "ready" } else { waits };
        Voice {
            state: state.to_string(),
            duration_ms: article.duration_ms,
            audio: article.audio.as_ref().map(|digest| format!("/audio/{digest}.mp3")),
            mime: "audio/mpeg",
            bytes: article.audio_bytes,
            name: article.voice.as_deref().map(voice_name),
            transcript: article.audio.as_ref().map(|_| format!("{}/transcript.vtt", article_path(&article.slug))),
            human: false,
        }
    }

    /// Of an article's own page, where the state is known exactly.
    pub fn of(article: &Listed, narration: Option<&Narration>) -> Voice {
        let mut voice = Voice::of_listed(article);
        if article.audio.is_none() {
            voice.state = match narration {
                _ if article.unvoiced_at_ms.is_some() => "skipped".into(),
                Some(narration) => narration.state.clone(),
                None => "none".into(),
            };
        }
        voice
    }
}

/// A voice's id in words: `espeak:en-us` → `eSpeak NG en-us`.
pub fn voice_name(id: &str) -> String {
    match id.split_once(':') {
        Some(("espeak", voice)) => format!("eSpeak NG {voice}"),
        Some(("piper", voice)) => format!("Piper {voice}"),
        Some(("flite", voice)) => format!("Flite {voice}"),
        Some((_, voice)) => voice.to_string(),
        None => id.to_string(),
    }
}
