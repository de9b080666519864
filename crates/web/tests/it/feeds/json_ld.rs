//! What search engines are told.

use newsroom::articles::Correction;
use serde_json::{Value, json};
use web::json_ld::{self, Article};

use super::sample::{PICTURE, SITE, TUESDAY, correction, listed, tags, translation};

/// What is told of the English article, with `change` made to it.
fn told(change: impl FnOnce(&mut newsroom::articles::Listed)) -> Value {
    let mut article = listed();
    change(&mut article);
    let (tags, corrections, editions) = (tags(), [correction()], [translation()]);
    let image = format!("{SITE}/pictures/{PICTURE}-1200.jpg");
    let about = Article {
        site_name: "Harbour News",
        public_url: SITE,
        article: &article,
        byline: article.byline.as_deref(),
        section: Some("Current affairs"),
        tags: &tags,
        corrections: &corrections,
        editions: &editions,
        original: None,
        image: Some(&image),
    };
    json_ld::article(&about).remove(0)
}

#[test]
fn an_article_is_told_with_its_times_in_its_own_zone() {
    let told = told(|_| {});
    assert_eq!(told["@type"], "NewsArticle");
    assert_eq!(told["datePublished"], "2025-04-22T15:30:00+08:00");
    assert_eq!(told["dateModified"], "2025-04-22T17:30:00+08:00");
    assert_eq!(told["inLanguage"], "en");
    assert_eq!(told["isAccessibleForFree"], true);
    assert_eq!(told["articleSection"], "Current affairs");
    assert_eq!(told["keywords"], json!(["Bridges", "Ferries"]));
    assert_eq!(told["publisher"]["name"], "The Bell");
    assert_eq!(told["publisher"]["logo"]["url"], "https://news.example.org/covers/the-bell.jpg");
    assert_eq!(told["publisher"]["parentOrganization"]["name"], "Harbour News");
}

#[test]
fn each_author_is_a_person_of_their_own() {
    let names = |told: &Value| -> Vec<String> {
        told["author"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| format!("{}: {}", a["@type"].as_str().unwrap(), a["name"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(names(&told(|_| {})), ["Person: Ana Ruiz", "Person: Tom Orr"]);
    assert_eq!(names(&told(|a| a.byline = Some("王小明、李文".into()))), ["Person: 王小明", "Person: 李文"]);
    assert_eq!(names(&told(|a| a.byline = None)), ["NewsMediaOrganization: The Bell"]);
}

#[test]
fn a_name_with_and_in_it_is_not_cut() {
    let told = told(|a| a.byline = Some("Andy Sandler".into()));
    assert_eq!(told["author"], json!([{ "@type": "Person", "name": "Andy Sandler" }]));
}

#[test]
fn a_long_headline_is_cut_at_a_word_and_kept_whole_beside() {
    let long = "bridge ".repeat(30).trim().to_string();
    let told = told(|a| a.headline.clone_from(&long));
    let headline = told["headline"].as_str().unwrap();
    assert!(headline.chars().count() <= 110 && headline.ends_with("bridge…"), "{headline}");
    assert_eq!(told["name"], json!(long));
}

#[test]
fn a_long_chinese_headline_is_cut_between_letters() {
    let told = told(|a| a.headline = "橋".repeat(200));
    assert_eq!(told["headline"].as_str().unwrap(), "橋".repeat(109) + "…");
}

#[test]
fn the_sound_is_told_with_how_it_was_made() {
    let audio = &told(|_| {})["audio"];
    assert_eq!(audio["@type"], "AudioObject");
    assert_eq!(audio["contentUrl"], "https://news.example.org/audio/a1b2.mp3");
    assert_eq!(audio["duration"], "PT3M5S");
    assert_eq!(audio["encodingFormat"], "audio/mpeg");
    assert_eq!(audio["digitalSourceType"], "https://schema.org/AlgorithmicMediaDigitalSource");
    assert!(audio["description"].as_str().is_some_and(|text| text.contains("voice")), "{audio}");
    assert_eq!(audio["associatedMedia"][0]["encodingFormat"], "text/vtt");
}

#[test]
fn a_silent_article_promises_no_sound() {
    assert!(told(|a| a.audio = None).get("audio").is_none());
}

#[test]
fn corrections_and_language_editions_are_told() {
    let told = told(|_| {});
    assert_eq!(told["correction"][0]["@type"], "CorrectionComment");
    assert_eq!(told["correction"][0]["datePublished"], "2025-04-22T17:30:00+08:00");
    assert_eq!(told["workTranslation"][0]["inLanguage"], "zh-Hant");
    assert!(told.get("translationOfWork").is_none());
}

#[test]
fn a_translation_names_its_original() {
    let (article, original) = (translation(), listed());
    let about = Article {
        site_name: "Harbour News",
        public_url: SITE,
        article: &article,
        byline: None,
        section: None,
        tags: &[],
        corrections: &[],
        editions: std::slice::from_ref(&original),
        original: Some(&original),
        image: None,
    };
    let told = json_ld::article(&about);
    assert_eq!(told[0]["translationOfWork"]["@id"], "https://news.example.org/articles/harbour-bridge#article");
    assert!(told[0].get("workTranslation").is_none());
    assert_eq!(told[1]["itemListElement"].as_array().unwrap().len(), 2);
}

#[test]
fn the_way_to_the_page_leads_over_its_section() {
    let (article, tags, corrections) = (listed(), tags(), [] as [Correction; 0]);
    let about = Article {
        site_name: "Harbour News",
        public_url: SITE,
        article: &article,
        byline: None,
        section: Some("Current affairs"),
        tags: &tags,
        corrections: &corrections,
        editions: &[],
        original: None,
        image: None,
    };
    let steps = json_ld::article(&about).remove(1);
    let names: Vec<_> =
        steps["itemListElement"].as_array().unwrap().iter().map(|s| s["item"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "https://news.example.org/",
            "https://news.example.org/sections/current-affairs",
            "https://news.example.org/articles/harbour-bridge"
        ]
    );
}

#[test]
fn no_words_can_end_the_script_they_stand_in() {
    let words = "</script><!--<script>&\u{2028}";
    let text = json_ld::embed(&json!({ "headline": words }));
    assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["headline"], words);
}

#[test]
fn lengths_are_written_as_iso_8601_has_them() {
    assert_eq!(json_ld::duration(0), "PT0S");
    assert_eq!(json_ld::duration(60_000), "PT1M");
    assert_eq!(json_ld::duration(3_723_499), "PT1H2M3S");
}

#[test]
fn an_edit_before_it_came_out_is_no_change() {
    let told = told(|a| a.revised_at_ms = TUESDAY - 1);
    assert!(told["dateModified"].as_str() >= told["datePublished"].as_str());
}
