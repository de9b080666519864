//! The lexicon: who wins, what is refused, and that a changed entry has exactly the touched sentences made again.

use newsroom::articles;
use newsroom::error::Error;
use newsroom::ids::ArticleId;
use newsroom::lexicon::{self, NewEntry, Taken};
use newsroom::narrations::{self, Timed};
use newsroom::outside::voices::Voices;
use newsroom::voicing;
use speech::lexicon::Kind;
use speech::pronounce::How;

use crate::harness::Newsroom;

crate::on_both!(
    only_the_stories_with_the_word_are_spoken_again_and_in_them_only_their_sentences,
    the_old_sound_is_heard_until_the_new_reading_is_spoken,
    an_entry_of_the_publication_goes_before_the_newsrooms,
    the_same_word_twice_is_refused_and_another_case_is_not,
    changing_and_removing_touch_the_same_stories_again,
    a_narration_under_way_is_begun_again,
    a_file_of_entries_is_taken_in_whole_or_not_at_all,
    a_wrong_entry_names_its_field,
    english_entries_reach_chinese_stories,
    entries_come_back_from_a_backup,
);

const FERRY: &str = "# The ferry is back\n\nThe ferry left Łódź at seven. Nobody had expected it.\n";
const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it.\n";

fn entry(written: &str, said: &str) -> NewEntry {
    NewEntry {
        publication: None,
        lang: "en".into(),
        written: written.into(),
        kind: Kind::Like,
        said: said.into(),
        exact_case: false,
        inside: false,
    }
}

fn of(publication: &str, entry: NewEntry) -> NewEntry {
    NewEntry { publication: Some(publication.into()), ..entry }
}

async fn add(room: &Newsroom, new: &NewEntry) -> newsroom::error::Result<()> {
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    lexicon::add(&mut tx, &room.ctx, new).await?;
    tx.commit().await
}

async fn remove(room: &Newsroom, entry: &NewEntry) {
    let found =
        lexicon::find(&room.ctx.db, entry.publication.as_deref(), &entry.lang, &entry.written, entry.exact_case);
    let id = found.await.expect("it is there").id;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    lexicon::remove(&mut tx, &room.ctx, &id).await.expect("removed");
    tx.commit().await.expect("committed");
}

async fn heard(room: &Newsroom, id: &ArticleId) -> (String, Vec<Timed>) {
    let narration = narrations::of_article(&room.ctx.db, id).await.expect("a look").expect("a narration");
    (narration.id.0.clone(), narration.timed())
}

/// The texts of the segments whose sound is another than before.
fn made_again(before: &[Timed], after: &[Timed]) -> Vec<String> {
    let new = after.iter().filter(|row| !before.iter().any(|old| (&old.id, &old.sound) == (&row.id, &row.sound)));
    new.map(|row| row.text.clone()).collect()
}

/// How a word of an article is said now, by its lexicon: `Łódź=Wootch`.
async fn said(room: &Newsroom, id: &ArticleId) -> Vec<String> {
    let article = articles::by_id(&room.ctx.db, id).await.expect("an article");
    let (segments, _) = voicing::said_of(&room.ctx, &article).await.expect("a script");
    segments
        .iter()
        .flat_map(|s| s.readings.iter().map(|p| format!("{}={}", &s.text[p.written.clone()], p.reading.said())))
        .collect()
}

async fn only_the_stories_with_the_word_are_spoken_again_and_in_them_only_their_sentences(room: &Newsroom) {
    let (ferry, bell) = (room.published(FERRY).await, room.published(BELL).await);
    room.work_off().await;
    let ((_, ferry_before), (bell_narration, bell_before)) = (heard(room, &ferry).await, heard(room, &bell).await);
    let pieces = room.ctx.files.list("pieces").await.expect("a list").len();

    add(room, &entry("Łódź", "Wootch")).await.expect("added");
    room.work_off().await;

    let (_, ferry_after) = heard(room, &ferry).await;
    assert_eq!(made_again(&ferry_before, &ferry_after), ["The ferry left Łódź at seven."]);
    assert_eq!(room.ctx.files.list("pieces").await.expect("a list").len(), pieces + 1, "nothing else was spoken");
    let (bell_narration_after, bell_after) = heard(room, &bell).await;
    assert_eq!((bell_narration_after, made_again(&bell_before, &bell_after)), (bell_narration, Vec::new()));
    let sql = "SELECT COUNT(*) FROM narration";
    assert_eq!(room.number(sql).await, 3, "one narration for the bell, two for the ferry");
}

async fn the_old_sound_is_heard_until_the_new_reading_is_spoken(room: &Newsroom) {
    let ferry = room.published(FERRY).await;
    room.work_off().await;
    let narration = heard(room, &ferry).await.0;
    let old = articles::by_id(&room.ctx.db, &ferry).await.expect("an article").audio.expect("sound");
    add(room, &entry("Łódź", "Wootch")).await.expect("added");
    let asked = voicing::again(
        &room.ctx,
        r#"[{"publication":null,"lang":"en","written":"Łódź","exact_case":false,"inside":false}]"#,
    )
    .await;
    assert_eq!(asked.expect("found"), 1);
    let now = articles::by_id(&room.ctx.db, &ferry).await.expect("an article").audio;
    assert_eq!(now.as_ref(), Some(&old));
    assert_eq!(heard(room, &ferry).await.0, narration);
    assert_eq!(narrations::under_way(&room.ctx.db).await.expect("counted").2, 1);
    let audience = narrations::audience(&room.ctx, &old).await.expect("an answer");
    assert_eq!(audience, narrations::Audience::Everybody);
    room.work_off().await;
    assert_ne!(heard(room, &ferry).await.0, narration);
}

async fn an_entry_of_the_publication_goes_before_the_newsrooms(room: &Newsroom) {
    let ferry = room.published(FERRY).await;
    room.work_off().await;
    add(room, &of("daily", entry("Łódź", "Wootch"))).await.expect("added");
    room.work_off().await;
    let (narration, _) = heard(room, &ferry).await;
    // The newsroom's own entry changes nothing in a publication that has one; nor does another publication's.
    add(room, &entry("łódź", "Lodge")).await.expect("both may be there");
    add(room, &of("river", entry("Łódź", "Loads"))).await.expect("added");
    room.work_off().await;
    assert_eq!(said(room, &ferry).await, ["Łódź=Wootch"]);
    assert_eq!(heard(room, &ferry).await.0, narration, "nothing was spoken again");
    let all = lexicon::list(&room.ctx.db, None, None).await.expect("a list");
    let beaten: Vec<_> =
        all.iter().filter_map(|entry| lexicon::overruled(entry, &all)).map(|e| e.said.as_str()).collect();
    assert_eq!(beaten, ["Lodge", "Lodge"]);
}

async fn the_same_word_twice_is_refused_and_another_case_is_not(room: &Newsroom) {
    add(room, &entry("Polish", "Poalish")).await.expect("added");
    let twice = add(room, &entry("polish", "pollish")).await.expect_err("it is there");
    assert!(twice.to_string().contains("“Polish” is in the newsroom's lexicon already, said as “Poalish”"), "{twice}");
    let exact = NewEntry { exact_case: true, ..entry("polish", "pollish") };
    add(room, &exact).await.expect("another case");
    add(room, &NewEntry { exact_case: true, ..entry("Polish", "Poalish") }).await.expect("and another");
    let ferry = room.draft("# Polish it\n\nThe Polish minister will polish it.\n").await;
    assert_eq!(said(room, &ferry).await, ["Polish=Poalish", "Polish=Poalish", "polish=pollish"]);
}

async fn changing_and_removing_touch_the_same_stories_again(room: &Newsroom) {
    let ferry = room.published(FERRY).await;
    room.work_off().await;
    let (_, first) = heard(room, &ferry).await;
    let new = entry("Łódź", "Wootch");
    add(room, &new).await.expect("added");
    room.work_off().await;
    let (_, second) = heard(room, &ferry).await;
    let id = lexicon::find(&room.ctx.db, None, "en", "łódź", false).await.expect("found").id;
    let mut tx = room.ctx.db.begin().await.expect("a transaction");
    let ipa = NewEntry { kind: Kind::Ipa, said: "/ˈwutʂ/".into(), ..new.clone() };
    lexicon::change(&mut tx, &room.ctx, &id, &ipa).await.expect("changed");
    let other = lexicon::change(&mut tx, &room.ctx, &id, &entry("Lodz", "Wootch")).await;
    assert!(matches!(other, Err(Error::Invalid(_))), "another word is another entry");
    tx.commit().await.expect("committed");
    room.work_off().await;
    let (_, third) = heard(room, &ferry).await;
    assert_eq!(made_again(&second, &third).len(), 1);
    assert_eq!(said(room, &ferry).await, ["Łódź=wˈutʃ"]);
    remove(room, &new).await;
    room.work_off().await;
    let (_, last) = heard(room, &ferry).await;
    assert_eq!(made_again(&third, &last).len(), 1);
    assert!(made_again(&first, &last).is_empty(), "it sounds as at the beginning");
}

async fn a_narration_under_way_is_begun_again(room: &Newsroom) {
    let ferry = room.published(FERRY).await;
    let asked = narrations::of_article(&room.ctx.db, &ferry).await.expect("a look").expect("a narration").id;
    assert!(narrations::begin(&room.ctx, &asked, "me", 5, "espeak:en-us", "{}").await.expect("begun"));
    add(room, &entry("Łódź", "Wootch")).await.expect("added");
    room.work_off().await;
    assert!(!narrations::progress(&room.ctx, &asked, "me", 1).await.expect("an answer"), "the first is let go");
    assert_eq!(narrations::of_article(&room.ctx.db, &ferry).await.expect("a look").expect("one").state, "ready");
}

async fn a_file_of_entries_is_taken_in_whole_or_not_at_all(room: &Newsroom) {
    let import = async |all: &[NewEntry]| {
        let mut tx = room.ctx.db.begin().await.expect("a transaction");
        let taken = lexicon::import(&mut tx, &room.ctx, all).await?;
        tx.commit().await?;
        Ok::<Taken, Error>(taken)
    };
    let (a, b) = (entry("Łódź", "Wootch"), entry("Kraków", "Krackoof"));
    assert_eq!(import(&[a.clone(), b.clone()]).await.expect("taken"), Taken { added: 2, changed: 0, same: 0 });
    let again = [a, NewEntry { said: "Crackoof".into(), ..b }, entry("Gdańsk", "Gdine-sk")];
    assert_eq!(import(&again).await.expect("taken"), Taken { added: 1, changed: 1, same: 1 });
    let wrong = import(&[entry("Poznań", "Posnine"), entry("Wrocław", "")]).await.expect_err("a reading is missing");
    assert!(wrong.to_string().contains("entry 2, “Wrocław”"), "{wrong}");
    assert_eq!(lexicon::list(&room.ctx.db, None, Some("en-GB")).await.expect("a list").len(), 3);
}

async fn a_wrong_entry_names_its_field(room: &Newsroom) {
    let field = async |new: NewEntry| match add(room, &new).await {
        Err(Error::Invalid(fields)) => fields[0].name,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(entry("", "x")).await, "written");
    assert_eq!(field(entry(&"x".repeat(99), "x")).await, "written");
    assert_eq!(field(entry("Łódź", "W00tch!")).await, "said");
    assert_eq!(field(NewEntry { kind: Kind::Pinyin, ..entry("臺北", "tai2 bei3") }).await, "kind");
    assert_eq!(field(NewEntry { lang: "english".into(), ..entry("Łódź", "Wootch") }).await, "lang");
    assert_eq!(field(of("nobody", entry("Łódź", "Wootch"))).await, "publication");
}

async fn english_entries_reach_chinese_stories(room: &Newsroom) {
    let river = room
        .published(
            "---\nheadline: 渡輪回來了\nlang: zh-Hant\npublication: river\n---\n渡輪從Łódź開往臺北。沒有人想到。\n",
        )
        .await;
    room.work_off().await;
    let (_, before) = heard(room, &river).await;
    add(room, &entry("Łódź", "Wootch")).await.expect("added");
    room.work_off().await;
    let (_, after) = heard(room, &river).await;
    assert_eq!(made_again(&before, &after), ["渡輪從Łódź開往臺北。"]);
}

async fn entries_come_back_from_a_backup(room: &Newsroom) {
    add(room, &of("daily", entry("Łódź", "Wootch"))).await.expect("added");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("all.tar");
    newsroom::backup::write(&room.ctx, &file).await.expect("written");
    let other = Newsroom::empty().await;
    newsroom::backup::read(&other.ctx, &file).await.expect("read");
    let there = lexicon::list(&other.ctx.db, Some("daily"), None).await.expect("a list");
    assert_eq!(there[0].said, "Wootch");
}

#[tokio::test]
async fn what_is_handed_to_the_voice_is_the_reading() {
    let heard = newsroom::reading::markdown::read("# Back\n\nIn [Łódź]{say=\"Wootch\"} it rained.\n").expect("read");
    let mut content = newsroom::segments::Content::of(&heard);
    newsroom::segments::assign(&mut content, None, "en", &mut 1);
    let segments = voicing::script(&content, &voicing::About { lang: "en", ..Default::default() });
    let segment = segments.iter().find(|s| s.text == "In Łódź it rained.").expect("the words without the notation");
    let request = voicing::request(segment, &voicing::Choice::by("en", "espeak:en-us".into()));
    assert_eq!(request.utterances[0].sounds[0].how, How::Like("Wootch".into()));
    assert!(Voices::Hum.speak(&request).await.is_ok());
}
