//! Who speaks what: whose voice goes first, what a change has spoken again, and what is said when a voice is gone.

use newsroom::articles::{self, Change, Listed};
use newsroom::casting::{self, Casting, Place, Published, VoiceRole};
use newsroom::error::Error;
use newsroom::ids::ArticleId;
use newsroom::narrations::{self, Narration, Timed};
use newsroom::outside::voice_folder::Missing;
use newsroom::voicing::{self, Speakers};
use speech::script::Role;

use crate::harness::Newsroom;

crate::on_both!(
    headline_text_and_quotes_each_have_their_voice,
    published_stories_keep_their_voice_until_they_are_edited,
    when_asked_exactly_the_sentences_of_the_role_are_spoken_again,
    stories_of_other_publications_and_languages_are_left_alone,
    a_story_under_way_is_begun_again,
    a_voice_that_is_gone_has_a_stand_in_and_the_narration_says_why,
    a_voice_that_was_measured_anew_is_another_sound,
    a_casting_that_is_taken_back_leaves_the_embedded_voice,
    what_cannot_be_cast_is_refused,
    castings_come_back_from_a_backup,
);

const BELL: &str = "# The bell is back\n\nThe bell rang at seven.\n\n> Nobody had expected it.\n";
const FERRY: &str = "---\nlang: zh-Hant\npublication: river\n---\n# 渡輪回來了\n\n渡輪早上七點開了。\n";

fn place(publication: Option<&str>, lang: &str, role: VoiceRole) -> Place {
    Place { publication: publication.map(str::to_string), lang: lang.into(), role }
}

async fn cast(room: &Newsroom, place: &Place, voice: &str, published: Published) {
    let mut tx = room.ctx.db.begin().await.unwrap();
    casting::cast(&mut tx, &room.ctx, place, voice, published).await.unwrap();
    tx.commit().await.unwrap();
}

async fn heard(room: &Newsroom, id: &ArticleId) -> (Narration, Speakers) {
    let narration = narrations::of_article(&room.ctx.db, id).await.unwrap().expect("a narration");
    assert_eq!(narration.state, "ready", "{:?}", narration.message);
    let speakers = serde_json::from_str(narration.speakers.as_deref().expect("by whom it is spoken")).unwrap();
    (narration, speakers)
}

async fn article(room: &Newsroom, id: &ArticleId) -> Listed {
    articles::by_id(&room.ctx.db, id).await.unwrap()
}

fn sounds(timed: &[Timed]) -> Vec<(String, String)> {
    timed.iter().map(|row| (row.role.clone(), row.sound.clone())).collect()
}

async fn headline_text_and_quotes_each_have_their_voice(room: &Newsroom) {
    let body = room.have_voice("en_US-body-medium", "en-US", 1.0);
    let head = room.have_voice("en_US-head-medium", "en-US", 2.0);
    cast(room, &place(None, "en", VoiceRole::Body), &body, Published::Keep).await;
    cast(room, &place(None, "en", VoiceRole::Headline), &head, Published::Keep).await;
    cast(room, &place(None, "en", VoiceRole::Quote), "espeak:en-gb", Published::Keep).await;
    let id = room.published(BELL).await;
    room.work_off().await;
    let (narration, speakers) = heard(room, &id).await;
    assert_eq!(narration.voice, body);
    assert_eq!([&speakers.headline, &speakers.body, &speakers.quote], [&head, &body, "espeak:en-gb"]);
    assert!(speakers.stand_ins.is_empty());
    let (segments, choice) = voicing::said_of(&room.ctx, &article(room, &id).await).await.unwrap();
    for segment in &segments {
        let wanted = match segment.role {
            Role::Headline => head.as_str(),
            Role::Quote => "espeak:en-gb",
            _ => body.as_str(),
        };
        assert_eq!(voicing::request(segment, &choice).voices[0].1, wanted, "{}", segment.text);
        let asked = voicing::ask(segment, &choice).await.unwrap().expect("something is said");
        assert!(narration.timed().iter().any(|row| row.sound == asked.sound), "{}", segment.text);
    }
    assert!(segments.iter().any(|s| s.role == Role::Quote));
}

async fn published_stories_keep_their_voice_until_they_are_edited(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let before = heard(room, &id).await.0;
    let voice = room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(None, "en", VoiceRole::Body), &voice, Published::Keep).await;
    room.work_off().await;
    assert_eq!(heard(room, &id).await.0.id, before.id);
    let segment = before.timed().iter().find(|row| row.role == "body").expect("a sentence").id.clone();
    let change = Change::Sentence { segment, words: "The bell rang at eight.".into() };
    let mut tx = room.ctx.db.begin().await.unwrap();
    articles::correct(&mut tx, &room.ctx, &id, &change, "The hour was wrong.").await.unwrap();
    tx.commit().await.unwrap();
    room.work_off().await;
    assert_eq!(heard(room, &id).await.0.voice, voice);
}

async fn when_asked_exactly_the_sentences_of_the_role_are_spoken_again(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let before = sounds(&heard(room, &id).await.0.timed());
    let voice = room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(None, "en", VoiceRole::Quote), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    let (narration, speakers) = heard(room, &id).await;
    assert_eq!((&speakers.quote, speakers.body == voice), (&voice, false));
    let after = sounds(&narration.timed());
    for ((role, before), (_, after)) in before.iter().zip(&after) {
        assert_eq!(role == "quote", before != after, "{role}");
    }
    // The same once more is nothing.
    let made = narration.id.clone();
    cast(room, &place(None, "en", VoiceRole::Quote), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    assert_eq!(heard(room, &id).await.0.id, made);
}

async fn stories_of_other_publications_and_languages_are_left_alone(room: &Newsroom) {
    let (bell, ferry) = (room.published(BELL).await, room.published(FERRY).await);
    room.work_off().await;
    let before = heard(room, &ferry).await.0.id;
    let voice = room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(Some("river"), "en", VoiceRole::Body), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    assert_ne!(heard(room, &bell).await.0.voice, voice, "it is of the other publication");
    cast(room, &place(Some("daily"), "en", VoiceRole::Body), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    assert_eq!(heard(room, &bell).await.0.voice, voice);
    assert_eq!(heard(room, &ferry).await.0.id, before);
    let huayan = room.have_voice("zh_CN-huayan-medium", "zh-CN", 1.0);
    cast(room, &place(None, "zh", VoiceRole::Body), &huayan, Published::SpeakAgain).await;
    room.work_off().await;
    assert_eq!(heard(room, &ferry).await.0.voice, huayan, "zh holds for zh-Hant");
}

async fn a_story_under_way_is_begun_again(room: &Newsroom) {
    let id = room.published(BELL).await;
    let coming = narrations::coming(&room.ctx.db, &id).await.unwrap().expect("it was queued").id;
    assert!(narrations::begin(&room.ctx, &coming, "somebody", 4, "espeak:en-us", "{}").await.unwrap());
    let voice = room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(None, "en", VoiceRole::Body), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    assert!(!narrations::progress(&room.ctx, &coming, "somebody", 1).await.unwrap(), "let go");
    assert_eq!(heard(room, &id).await.0.voice, voice);
}

async fn a_voice_that_is_gone_has_a_stand_in_and_the_narration_says_why(room: &Newsroom) {
    let voice = room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(None, "en", VoiceRole::Body), &voice, Published::Keep).await;
    room.ctx.voices.folder().unwrap().remove("en_US-joe-medium").unwrap();
    let id = room.published(BELL).await;
    room.work_off().await;
    let (narration, speakers) = heard(room, &id).await;
    assert_ne!(narration.voice, voice);
    let [stand_in] = speakers.stand_ins.as_slice() else { panic!("{speakers:?}") };
    assert_eq!((&stand_in.wanted, &stand_in.instead, stand_in.why), (&voice, &narration.voice, Missing::Gone));
    // It is back, and was asked for again.
    room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(None, "en", VoiceRole::Body), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    let (narration, speakers) = heard(room, &id).await;
    assert!(narration.voice == voice && speakers.stand_ins.is_empty());
}

async fn a_voice_that_was_measured_anew_is_another_sound(room: &Newsroom) {
    let voice = room.have_voice("en_US-joe-medium", "en-US", 1.0);
    cast(room, &place(None, "en", VoiceRole::Body), &voice, Published::Keep).await;
    let id = room.published(BELL).await;
    room.work_off().await;
    let soft = heard(room, &id).await.0.audio;
    room.have_voice("en_US-joe-medium", "en-US", 7.0);
    cast(room, &place(None, "en", VoiceRole::Body), &voice, Published::SpeakAgain).await;
    room.work_off().await;
    assert_ne!(heard(room, &id).await.0.audio, soft, "the measured gain reaches the sound");
}

async fn a_casting_that_is_taken_back_leaves_the_embedded_voice(room: &Newsroom) {
    let id = room.published(BELL).await;
    room.work_off().await;
    let embedded = heard(room, &id).await.0.voice;
    let here = place(Some("daily"), "en", VoiceRole::Body);
    cast(room, &here, "espeak:en-gb", Published::SpeakAgain).await;
    room.work_off().await;
    assert_eq!(heard(room, &id).await.0.voice, "espeak:en-gb");
    let mut tx = room.ctx.db.begin().await.unwrap();
    assert!(casting::take_back(&mut tx, &room.ctx, &here, Published::SpeakAgain).await.unwrap());
    assert!(!casting::take_back(&mut tx, &room.ctx, &here, Published::Keep).await.unwrap(), "nobody is left");
    tx.commit().await.unwrap();
    room.work_off().await;
    assert_eq!(heard(room, &id).await.0.voice, embedded);
    assert!(casting::all(&room.ctx.db).await.unwrap().is_empty());
}

async fn what_cannot_be_cast_is_refused(room: &Newsroom) {
    let fields = async |place: Place, voice: &str| {
        let mut tx = room.ctx.db.begin().await.unwrap();
        match casting::cast(&mut tx, &room.ctx, &place, voice, Published::Keep).await {
            Err(Error::Invalid(fields)) => fields[0].name,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(fields(place(Some("nobody"), "en", VoiceRole::Body), "espeak:en-gb").await, "publication");
    assert_eq!(fields(place(None, "english", VoiceRole::Body), "espeak:en-gb").await, "lang");
    for voice in ["joe", ":joe", "piper:", "piper:two words", &format!("piper:{}", "x".repeat(200))] {
        assert_eq!(fields(place(None, "en", VoiceRole::Body), voice).await, "voice");
    }
}

async fn castings_come_back_from_a_backup(room: &Newsroom) {
    cast(room, &place(None, "en-GB", VoiceRole::Body), "espeak:en-gb", Published::Keep).await;
    cast(room, &place(Some("daily"), "en", VoiceRole::Quote), "espeak:en-us", Published::Keep).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.tar");
    newsroom::backup::write(&room.ctx, &file).await.unwrap();
    let other = Newsroom::empty().await;
    newsroom::backup::read(&other.ctx, &file).await.unwrap();
    let there: Vec<Casting> = casting::all(&other.ctx.db).await.unwrap();
    assert_eq!(there, casting::all(&room.ctx.db).await.unwrap());
    assert_eq!((there[0].lang.as_str(), there[1].publication.as_deref()), ("en-gb", Some("daily")));
}
