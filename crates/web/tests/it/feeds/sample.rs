//! A small newsroom's entries, built from what the newsroom hands over.

use newsroom::articles::{Correction, Listed, Tag};
use newsroom::ids::{ArticleId, NarrationId, PublicationId, RevisionId};
use newsroom::segments::Content;
use newsroom::story::{Block, Figure, Mark, Style, Text};
use web::feeds::{Category, Entry, Feed};

pub const SITE: &str = "https://news.example.org";
/// Tuesday, 22 April 2025, 07:30:00 UTC.
pub const TUESDAY: i64 = 1_745_307_000_000;
pub const HOUR: i64 = 3_600_000;
pub const PICTURE: &str = "6f1ed002ab5595859014ebf0951522d9a1b2c3d4e5f60718293a4b5c6d7e8f90";

/// An English article that can be heard.
pub fn listed() -> Listed {
    Listed {
        id: ArticleId("01965c1e-7c00-7000-8000-000000000001".into()),
        slug: "harbour-bridge".into(),
        story_id: "01965c1e-7c00-7000-8000-000000000001".into(),
        lang: "en".into(),
        state: "published".into(),
        headline: "Harbour bridge to close for “six weeks & a day”".into(),
        standfirst: Some("Ferries will run every ten minutes.".into()),
        byline: Some("Ana Ruiz and Tom Orr".into()),
        hero: Some(
            serde_json::to_string(&Figure {
                src: PICTURE.into(),
                alt: "A bridge".into(),
                caption: Some("The bridge at dawn".into()),
                credit: Some("Drawing: I. Moss".into()),
            })
            .unwrap(),
        ),
        revision_id: RevisionId("01965c1e-7c00-7000-8000-00000000000a".into()),
        revised_at_ms: TUESDAY - HOUR,
        published_at_ms: Some(TUESDAY),
        scheduled_at_ms: None,
        retracted_at_ms: None,
        retraction_note: None,
        unvoiced_at_ms: None,
        publication_id: PublicationId("daily".into()),
        publication_slug: "the-bell".into(),
        publication_name: "The Bell".into(),
        publication_lang: "en".into(),
        time_zone: "Asia/Taipei".into(),
        section_slug: "current-affairs".into(),
        narration_id: Some(NarrationId("01965c1e-7c00-7000-8000-00000000000b".into())),
        voice: Some("espeak:en-us".into()),
        audio: Some("a1b2".into()),
        audio_bytes: Some(1_234_567),
        duration_ms: Some(185_400),
    }
}

/// Its translation, not yet voiced.
pub fn translation() -> Listed {
    Listed {
        id: ArticleId("01965c1e-7c00-7000-8000-000000000002".into()),
        slug: "海港大橋".into(),
        lang: "zh-Hant".into(),
        headline: "海港大橋將封閉六週".into(),
        standfirst: None,
        byline: Some("王小明、李文".into()),
        hero: None,
        published_at_ms: Some(TUESDAY + HOUR),
        narration_id: None,
        voice: None,
        audio: None,
        audio_bytes: None,
        duration_ms: None,
        ..listed()
    }
}

pub fn content() -> Content {
    let mut text = Text::plain("The council voted on Monday.");
    text.marks = vec![
        Mark { from: 4, to: 11, style: Style::Link { href: "https://council.example.org/?a=1&b=2".into() } },
        Mark { from: 12, to: 17, style: Style::Strong },
    ];
    Content {
        headline: Text::plain("Harbour bridge to close"),
        standfirst: Some(Text::plain("Ferries will run every ten minutes.")),
        byline: None,
        hero: listed().figure(),
        blocks: vec![Block::Paragraph { text }],
    }
}

pub fn correction() -> Correction {
    Correction { note: "The vote was on Monday, not Sunday.".into(), corrected_at_ms: TUESDAY + 2 * HOUR }
}

pub fn tags() -> Vec<Tag> {
    ["Bridges", "Ferries"].map(|name| Tag { slug: name.to_lowercase(), name: name.into() }).to_vec()
}

/// The two as entries; only the first can be heard.
pub fn entries() -> Vec<Entry> {
    let voiced = Entry::of(SITE, &listed())
        .with_content(SITE, &content())
        .with_labels("Current affairs", &tags())
        .with_corrections(&[correction()], |_| "Correction, 22 April:".into())
        .with_disclosure("Read by a synthetic voice.");
    vec![voiced, Entry::of(SITE, &translation()).with_labels("時事", &[])]
}

pub fn feed(name: &str) -> Feed {
    Feed {
        description: "News of the harbour.".into(),
        image_url: Some(format!("{SITE}/covers/the-bell.jpg")),
        email: Some("desk@example.org".into()),
        hubs: vec!["https://hub.example.org/".into()],
        category: Category::of_section("sports"),
        updated_ms: TUESDAY,
        ..Feed::at(SITE, &format!("/publications/the-bell/{name}"), "/publications/the-bell", "The Bell", "en")
    }
}
