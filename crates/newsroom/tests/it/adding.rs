//! Voices come in: what a broken line costs, what a wrong byte is worth, and what is written down of each.

use std::path::Path;

use newsroom::adding::{self, Terms};
use newsroom::clock::Clock;
use newsroom::error::Error;
use newsroom::outside::fetch::Fetch;
use newsroom::outside::voice_folder::{Card, Missing, VoiceFolder};
use newsroom::outside::voice_list;
use newsroom::outside::voices::Voices;
use tempfile::TempDir;

use crate::harness::NOW_MS;
use crate::list_server::{CONFIG, ListServer, MODEL, MODEL_CARD, NAME};

struct Shop {
    server: ListServer,
    folder: VoiceFolder,
    _temporary: TempDir,
}

impl Shop {
    fn open() -> Shop {
        let temporary = tempfile::tempdir().unwrap();
        let folder = VoiceFolder::at(temporary.path().join("voices"));
        Shop { server: ListServer::start(model(1)), folder, _temporary: temporary }
    }

    /// As `crier voices add NAME` does it.
    async fn add(&self) -> newsroom::error::Result<Card> {
        let list = self.server.url();
        let fetch = Fetch::allow_private(voice_list::exempt(&list));
        let offers = voice_list::read(&fetch, &list).await?;
        let offer = voice_list::find(&offers, NAME).expect("the list has it");
        let terms = adding::terms(&fetch, &list, offer).await?;
        let licence = terms.licence.clone().unwrap_or_default();
        let clock = Clock::fixed(NOW_MS);
        adding::fetch((&fetch, &list), &self.folder, offer, (&terms, &licence), &clock, &|_| {}).await
    }

    fn voices(&self) -> Voices {
        Voices::HumFrom(self.folder.clone())
    }

    /// Names of the files in the folder.
    fn files(&self) -> Vec<String> {
        let entries: Vec<std::fs::DirEntry> =
            std::fs::read_dir(self.folder.path()).map(|all| all.flatten().collect()).unwrap_or_default();
        let mut names: Vec<String> = entries.iter().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn model(&self) -> Vec<u8> {
        std::fs::read(self.folder.model(NAME)).expect("the model is there")
    }
}

/// No model, but bytes that are nowhere the same twice.
fn model(seed: u32) -> Vec<u8> {
    let mut state = seed;
    (0..1_000_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect()
}

fn code(outcome: newsroom::error::Result<Card>) -> (&'static str, String) {
    match outcome {
        Err(Error::Refused { code, reason }) => (code, reason),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_voice_is_fetched_checked_and_measured_and_its_card_says_what_it_is() {
    let shop = Shop::open();
    let card = shop.add().await.unwrap();
    assert_eq!(shop.model(), model(1));
    assert_eq!((card.language.as_str(), card.language_name.as_str()), ("en-XX", "English (Nowhere)"));
    assert_eq!((card.quality.as_str(), card.speakers, card.sample_rate), ("low", 1, 16_000));
    assert_eq!(card.licence, "CC0 (https://example.org/made)");
    assert!(card.model_card.contains("Model card for made"));
    assert_eq!(card.source, format!("{}{MODEL}", shop.server.url()));
    assert_eq!(card.added_at_ms, NOW_MS);
    assert_eq!(card.model_sha256, newsroom::ids::digest(&model(1)));
    assert!(shop.folder.whole(NAME) == Err(Missing::Unmeasured), "not used before it was heard");
    let card = adding::measure(&shop.voices(), &shop.folder, card).await.unwrap();
    let gain = card.gain_db.expect("measured");
    assert!((-10.0..10.0).contains(&gain), "{gain}");
    assert_eq!(shop.folder.whole(NAME).unwrap(), card);
    assert_eq!(shop.folder.gains().decibels(&format!("piper:{NAME}")), gain);
    let names = [format!("{NAME}.onnx"), format!("{NAME}.onnx.json"), format!("{NAME}.voice.json")];
    assert_eq!(shop.files(), names, "nothing half fetched is left");
}

#[tokio::test]
async fn a_broken_line_goes_on_where_it_stopped() {
    let shop = Shop::open();
    shop.server.break_off(1);
    shop.add().await.unwrap();
    assert_eq!(shop.model(), model(1));
    let asked = shop.server.asked(MODEL);
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!((&asked[0].range, &asked[0].if_range), (&None, &None));
    assert_eq!(asked[1].range.as_deref(), Some("bytes=500000-"));
    assert_eq!(asked[1].if_range.as_deref(), Some("\"first\""));
}

#[tokio::test]
async fn what_came_before_a_long_trouble_is_there_the_next_time() {
    let shop = Shop::open();
    shop.server.break_off(3);
    let (code, reason) = code(shop.add().await);
    assert_eq!(code, "voice-not-fetched");
    assert!(reason.contains("875000 of 1000000") && reason.contains("Ask again"), "{reason}");
    assert!(shop.folder.card(NAME).unwrap().is_none());
    shop.add().await.unwrap();
    assert_eq!(shop.model(), model(1));
    assert_eq!(shop.server.asked(MODEL).last().unwrap().range.as_deref(), Some("bytes=875000-"));
}

#[tokio::test]
async fn a_file_that_changed_in_between_is_begun_again() {
    let shop = Shop::open();
    shop.server.break_off(3);
    assert!(shop.add().await.is_err());
    shop.server.offer(model(2));
    shop.server.retag("second");
    shop.add().await.unwrap();
    assert_eq!(shop.model(), model(2), "no half of one and half of the other");
}

#[tokio::test]
async fn a_wrong_byte_is_refused_and_the_voice_that_was_there_stays() {
    let shop = Shop::open();
    let card = shop.add().await.unwrap();
    adding::measure(&shop.voices(), &shop.folder, card).await.unwrap();
    let mut wrong = model(1);
    wrong[700_000] ^= 1;
    shop.server.put(MODEL, wrong);
    let (code, reason) = code(shop.add().await);
    assert_eq!(code, "wrong-digest");
    assert!(reason.contains("not what the list promises"), "{reason}");
    assert_eq!(shop.model(), model(1));
    assert!(shop.folder.whole(NAME).is_ok());
    assert!(!shop.files().iter().any(|name| name.contains("onnx.part")), "{:?}", shop.files());
}

#[tokio::test]
async fn more_than_was_promised_is_not_taken() {
    let shop = Shop::open();
    shop.server.put(MODEL, [model(1), vec![0; 10]].concat());
    assert!(code(shop.add().await).1.contains("more than the 1000000 bytes"));
    assert!(shop.folder.card(NAME).unwrap().is_none());
}

#[tokio::test]
async fn a_list_that_leads_to_a_private_place_is_not_followed() {
    let (shop, secret) = (Shop::open(), ListServer::start(model(3)));
    for place in
        [format!("{}{MODEL}", secret.url()), "http://169.254.169.254/latest".into(), "file:///etc/passwd".into()]
    {
        shop.server.move_to(MODEL, &place);
        let (code, reason) = code(shop.add().await);
        assert_eq!(code, "voice-not-fetched");
        assert!(reason.contains("not fetched"), "{reason}");
    }
    assert!(secret.asked(MODEL).is_empty());
    // The published list has no exemption: even its own address may not be this machine's.
    let list = shop.server.url();
    let public = Fetch::allow_private(voice_list::exempt(voice_list::PUBLISHED));
    let refused = voice_list::read(&public, &list).await.unwrap_err();
    assert!(refused.to_string().contains("private network"), "{refused}");
}

#[tokio::test]
async fn a_list_that_names_files_outside_of_it_is_no_list() {
    let shop = Shop::open();
    let fetch = Fetch::allow_private([shop.server.place.clone()]);
    let list = shop.server.url();
    shop.server.put("voices.json", b"{\"a\": 1}".to_vec());
    assert!(voice_list::read(&fetch, &list).await.is_err());
    let outside = serde_json::json!({ "../../x": { "key": "../../x", "quality": "low", "num_speakers": 1,
        "language": { "code": "en" }, "files": {} }});
    shop.server.put("voices.json", outside.to_string().into_bytes());
    assert!(voice_list::read(&fetch, &list).await.unwrap().is_empty(), "its name would lead out of the folder");
}

#[tokio::test]
async fn a_configuration_that_is_none_costs_no_large_download() {
    let shop = Shop::open();
    shop.server.take_away(CONFIG);
    assert_eq!(code(shop.add().await).0, "voice-not-fetched");
    assert!(shop.server.asked(MODEL).is_empty());
    shop.server.take_away(MODEL_CARD);
    assert!(shop.add().await.is_err(), "nobody could say under which licence it is");
}

#[tokio::test]
async fn a_voice_from_a_file_takes_its_licence_from_the_card_beside_it() {
    let shop = Shop::open();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("mine.onnx");
    std::fs::write(&file, model(4)).unwrap();
    let clock = Clock::fixed(NOW_MS);
    let take = |name: &str, terms: &Terms| adding::take(&file, &shop.folder, name, (terms, "CC0"), &clock);
    let missing = take("mine", &Terms::default()).unwrap_err().to_string();
    assert!(missing.contains("mine.onnx.json") && missing.contains("two files"), "{missing}");
    std::fs::write(adding::config_of(&file), b"{\"no\": \"voice\"}").unwrap();
    assert!(take("mine", &Terms::default()).unwrap_err().to_string().contains("not of a Piper voice"));
    std::fs::write(adding::config_of(&file), crate::list_server::config()).unwrap();
    assert_eq!(adding::terms_beside(&file), Terms::default());
    std::fs::write(Path::new(&file).with_file_name("MODEL_CARD"), "* License: CC BY 4.0\n").unwrap();
    let terms = adding::terms_beside(&file);
    assert_eq!(terms.licence.as_deref(), Some("CC BY 4.0"));
    assert!(take("../mine", &terms).is_err());
    let card = take("mine", &terms).unwrap();
    assert_eq!((card.voice().as_str(), card.language.as_str()), ("piper:mine", "en-XX"));
    assert_eq!(std::fs::read(shop.folder.model("mine")).unwrap(), model(4));
    assert!(file.exists(), "the original stays");
    shop.folder.remove("mine").unwrap();
    assert!(shop.files().is_empty(), "{:?}", shop.files());
}
