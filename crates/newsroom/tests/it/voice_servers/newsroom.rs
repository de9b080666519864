//! A newsroom whose voice is a server's: outages, ceilings, and what stands in.

use std::collections::BTreeMap;

use newsroom::allowances;
use newsroom::articles;
use newsroom::casting::{self, Place, Published, VoiceRole};
use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground};
use newsroom::ids::ArticleId;
use newsroom::live::{self, Heard};
use newsroom::narrations::{self, Narration};
use newsroom::outside::fetch::Fetch;
use newsroom::outside::voices::Voices;
use newsroom::outside::voices::server::{Fallback, Price, ServerSettings, Servers};
use newsroom::voicing::{self, Choice};
use newsroom::{jobs, work};

use super::fake::{Answer, Fake, voice, wav};
use super::{patience, settings, voices};
use crate::harness::Newsroom;

const BELL: &str = "# The bell is back\n\nThe bell rang at seven. Nobody had expected it. It rang again at nine.\n";
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

crate::on_both!(
    a_story_is_read_by_the_servers_voice_and_a_correction_sends_one_sentence,
    an_outage_in_the_middle_of_a_story_has_all_of_it_read_by_another_voice_and_later_again,
    a_server_that_is_away_for_long_is_looked_at_less_and_less_often,
    a_sentence_that_the_server_will_not_say_is_not_sent_for_ever,
    when_the_letters_of_the_day_are_used_up_another_voice_reads_and_nothing_is_sent,
    of_two_stories_at_once_no_more_letters_go_than_are_left,
    without_a_stand_in_a_story_waits_for_its_server_and_a_refusal_is_told,
    who_listens_while_it_is_made_hears_one_voice,
    an_estimate_counts_what_will_be_sent_and_nothing_that_is_there,
    a_story_by_voices_of_two_servers_takes_letters_of_both_or_of_neither,
);

fn with(fake: &Fake, change: impl FnOnce(&mut ServerSettings)) -> ServerSettings {
    let mut settings = settings(fake);
    settings.speaks = BTreeMap::from([("en".to_string(), "mara".to_string())]);
    change(&mut settings);
    settings
}

/// The same newsroom, with voices of a server.
fn served(room: &Newsroom, settings: ServerSettings) -> Ctx {
    speaking(room, voices(settings))
}

fn speaking(room: &Newsroom, voices: Voices) -> Ctx {
    Ctx::new(Ground {
        db: room.ctx.db.clone(),
        files: room.ctx.files.clone(),
        voices,
        fetch: Fetch::pages([]),
        clock: Clock::fixed(room.ctx.clock.now_ms()),
        chance: Chance::seeded(8),
        settings: room.ctx.settings.clone(),
        bell: tokio::sync::Notify::new(),
        mail: newsroom::outside::mail::Mail::Desk,
        till: Default::default(),
    })
}

async fn heard(ctx: &Ctx, id: &ArticleId) -> Narration {
    narrations::of_article(&ctx.db, id).await.unwrap().expect("a narration")
}

async fn work_off(ctx: &Ctx) -> usize {
    work::work_off(ctx).await.expect("jobs run")
}

/// All segments are of one voice, the one that the narration names.
async fn assert_one_voice(ctx: &Ctx, id: &ArticleId) {
    let narration = heard(ctx, id).await;
    let article = articles::by_id(&ctx.db, id).await.unwrap();
    let (segments, _) = voicing::said_of(ctx, &article).await.unwrap();
    let choice = Choice::of(&ctx.voices, &article.lang, Some(narration.voice.clone())).await;
    let timed = narration.timed();
    assert_eq!(timed.len(), segments.len());
    for (segment, row) in segments.iter().zip(&timed) {
        let asked = voicing::ask(segment, &choice).await.unwrap().expect("something is said");
        assert_eq!(asked.sound, row.sound, "“{}” is not by {}", segment.text, narration.voice);
    }
}

async fn a_story_is_read_by_the_servers_voice_and_a_correction_sends_one_sentence(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(room, with(&fake, |_| {}));
    let id = room.published(BELL).await;
    work_off(&ctx).await;
    let narration = heard(&ctx, &id).await;
    assert_eq!((narration.state.as_str(), narration.voice.as_str()), ("ready", "server:desk/mara"));
    assert_eq!((narration.meant, narration.why), (None, None));
    assert_one_voice(&ctx, &id).await;
    let sent = fake.asked();
    assert_eq!(sent.len(), narration.segments_total as usize);
    let letters: usize = sent.iter().map(|asked| asked.input().chars().count()).sum();
    assert_eq!(allowances::today_of(&ctx, "desk").await.unwrap(), letters as i64);

    let mut tx = ctx.db.begin().await.unwrap();
    let changed = crate::harness::story(&BELL.replace("seven", "eight"));
    articles::revise(&mut tx, &ctx, &id, &changed).await.unwrap();
    tx.commit().await.unwrap();
    work_off(&ctx).await;
    let asked: Vec<String> = fake.asked()[sent.len()..].iter().map(|asked| asked.input().to_string()).collect();
    assert_eq!(asked, ["The bell rang at eight."]);
}

async fn an_outage_in_the_middle_of_a_story_has_all_of_it_read_by_another_voice_and_later_again(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(room, with(&fake, |server| server.at_once = 1));
    let id = room.published(BELL).await;
    fake.does(|n, asked| match n {
        0..3 => Answer::Sound(wav(&voice(asked.input()))),
        _ => Answer::Page("503 Service Unavailable", String::new()),
    });
    work_off(&ctx).await;
    let narration = heard(&ctx, &id).await;
    assert_eq!((narration.state.as_str(), narration.voice.as_str()), ("ready", "flite:slt"));
    assert_eq!(narration.meant.as_deref(), Some("server:desk/mara"));
    assert!(narration.why.as_deref().is_some_and(|why| why.contains("503") && why.contains("desk")), "{narration:?}");
    assert_one_voice(&ctx, &id).await;
    let there: usize = fake.asked()[..3].iter().map(|asked| asked.input().chars().count()).sum();
    assert_eq!(allowances::today_of(&ctx, "desk").await.unwrap(), there as i64, "what was not spoken is given back");
    assert_eq!(narrations::standing_in(&ctx.db, "desk", i64::MAX, 10).await.unwrap().len(), 1);

    // A minute later it is looked at, and speaks.
    let before = fake.asked().len();
    fake.speaks();
    assert_eq!(work_off(&ctx).await, 0, "too early");
    ctx.clock.advance(MINUTE_MS + 1);
    work_off(&ctx).await;
    let narration = heard(&ctx, &id).await;
    assert_eq!((narration.voice.as_str(), narration.meant), ("server:desk/mara", None));
    assert_one_voice(&ctx, &id).await;
    let again = fake.asked().len() - before;
    assert_eq!(again as i64, 1 + narration.segments_total - 3, "the look, and what was not there yet");
    assert!(narrations::standing_in(&ctx.db, "", i64::MAX, 10).await.unwrap().is_empty());
    assert_eq!(jobs::waiting(&ctx, voicing::BACK).await.unwrap(), 0);
}

async fn a_server_that_is_away_for_long_is_looked_at_less_and_less_often(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(room, with(&fake, |_| {}));
    // A refusal is looked at as an outage is: somebody may put the key right.
    fake.does(|_, _| Answer::Page("401 Unauthorized", String::new()));
    let id = room.published(BELL).await;
    work_off(&ctx).await;
    assert_eq!(heard(&ctx, &id).await.voice, "flite:slt");
    let mut looks = Vec::new();
    for minute in 0..600 {
        let before = fake.asked().len();
        work_off(&ctx).await;
        if fake.asked().len() > before {
            looks.push(minute);
        }
        ctx.clock.advance(MINUTE_MS);
    }
    assert_eq!(looks[..6], [1, 3, 7, 15, 31, 63]);
    assert!(looks.len() < 16, "{looks:?}");
    assert!(looks.windows(2).skip(6).all(|pair| (60..=62).contains(&(pair[1] - pair[0]))), "{looks:?}");
    for _ in 0..80 {
        ctx.clock.advance(61 * MINUTE_MS);
        work_off(&ctx).await;
    }
    assert_eq!(jobs::waiting(&ctx, voicing::BACK).await.unwrap(), 0, "in the end it is left alone");
    assert_eq!(narrations::standing_in(&ctx.db, "", i64::MAX, 10).await.unwrap().len(), 1, "and the story is listed");
}

async fn a_sentence_that_the_server_will_not_say_is_not_sent_for_ever(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(room, with(&fake, |_| {}));
    fake.does(|_, asked| match asked.input().contains("nine") {
        true => Answer::Page("400 Bad Request", r#"{"error":"nine is not said here"}"#.into()),
        false => Answer::Sound(wav(&voice(asked.input()))),
    });
    let id = room.published(BELL).await;
    for _ in 0..48 {
        work_off(&ctx).await;
        ctx.clock.advance(60 * MINUTE_MS);
    }
    let refused = fake.asked().iter().filter(|asked| asked.input().contains("nine")).count();
    assert_eq!(refused, 4, "once, and three more times");
    let narration = heard(&ctx, &id).await;
    assert!(narration.why.is_some_and(|why| why.contains("nine is not said here") && why.contains("“It rang again")));
    assert_eq!(jobs::waiting(&ctx, voicing::BACK).await.unwrap(), 0);
}

async fn when_the_letters_of_the_day_are_used_up_another_voice_reads_and_nothing_is_sent(room: &Newsroom) {
    let fake = Fake::start().await;
    let first = room.published(BELL).await;
    let ctx = served(room, with(&fake, |_| {}));
    let article = articles::by_id(&ctx.db, &first).await.unwrap();
    let (segments, choice) = voicing::said_of(&ctx, &article).await.unwrap();
    let one = voicing::estimate(&ctx.voices, None, &segments, &choice).await.unwrap()[0].letters as i64;
    let ctx = served(room, with(&fake, |server| server.letters_per_day = Some(one + 10)));
    work_off(&ctx).await;
    assert_eq!(heard(&ctx, &first).await.voice, "server:desk/mara");
    let second = room.published(&BELL.replace("bell", "horn")).await;
    let sent = fake.asked().len();
    work_off(&ctx).await;
    let narration = heard(&ctx, &second).await;
    assert_eq!(narration.voice, "flite:slt");
    assert!(narration.why.is_some_and(|why| why.contains("letters_per_day")));
    assert_eq!(fake.asked().len(), sent);
    // Tomorrow's letters are for tomorrow's news, unless somebody asks.
    ctx.clock.advance(DAY_MS);
    work_off(&ctx).await;
    assert_eq!(fake.asked().len(), sent);
    let waiting = narrations::standing_in(&ctx.db, "", i64::MAX, 10).await.unwrap();
    assert_eq!(waiting.iter().map(|story| &story.article_id).collect::<Vec<_>>(), [&second]);
    let mut tx = ctx.db.begin().await.unwrap();
    narrations::queue(&mut tx, &ctx, &second).await.unwrap();
    tx.commit().await.unwrap();
    work_off(&ctx).await;
    assert_eq!(heard(&ctx, &second).await.voice, "server:desk/mara");
}

async fn of_two_stories_at_once_no_more_letters_go_than_are_left(room: &Newsroom) {
    let ctx = &room.ctx;
    let take = |letters, most| allowances::take(ctx, "desk", letters, most);
    let many = (0..20).map(|_| take(30, Some(100)));
    let taken = futures_count(many).await;
    assert_eq!((taken, allowances::today_of(ctx, "desk").await.unwrap()), (3, 90));
    assert!(!take(101, Some(100)).await.unwrap() && take(10, Some(100)).await.unwrap());
    assert!(!allowances::take(ctx, "other", 101, Some(100)).await.unwrap(), "not even the first of a day");
    assert_eq!(allowances::today_of(ctx, "other").await.unwrap(), 0);
    allowances::give_back(ctx, "desk", 60).await.unwrap();
    assert!(take(1_000_000, None).await.unwrap());
    assert_eq!(allowances::today_of(ctx, "desk").await.unwrap(), 1_000_040);
}

/// Runs all side by side; how many got what they asked for.
async fn futures_count(all: impl Iterator<Item = impl Future<Output = newsroom::error::Result<bool>>>) -> usize {
    futures::future::join_all(all).await.into_iter().filter(|taken| *taken.as_ref().expect("an answer")).count()
}

async fn without_a_stand_in_a_story_waits_for_its_server_and_a_refusal_is_told(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(room, with(&fake, |server| server.fallback = Some(Fallback::One("none".into()))));
    fake.does(|_, _| Answer::Drop);
    let id = room.published(BELL).await;
    assert_eq!(work_off(&ctx).await, 1);
    assert_eq!(heard(&ctx, &id).await.state, "speaking");
    assert_eq!(jobs::waiting(&ctx, "voice").await.unwrap(), 1, "the job comes again");
    fake.speaks();
    tokio::time::sleep(super::patience().away_for).await;
    ctx.clock.advance(MINUTE_MS);
    work_off(&ctx).await;
    assert_eq!(heard(&ctx, &id).await.voice, "server:desk/mara");

    fake.does(|_, _| Answer::Page("401 Unauthorized", String::new()));
    let other = room.published(&BELL.replace("bell", "horn")).await;
    work_off(&ctx).await;
    let failed = heard(&ctx, &other).await;
    assert_eq!(failed.state, "failed");
    assert!(failed.message.is_some_and(|message| message.contains("refuses the key")));
}

async fn who_listens_while_it_is_made_hears_one_voice(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(room, with(&fake, |_| {}));
    fake.does(|_, _| Answer::Page("503 Service Unavailable", String::new()));
    let id = room.published(BELL).await;
    let Ok(Heard::Coming(coming)) = live::of(&ctx, "the-bell-is-back", false).await else { panic!("nothing comes") };
    let listening = async {
        let mut heard = Vec::new();
        for segment in &coming.segments {
            heard.extend(live::piece(&ctx, &coming, segment).await.expect("a piece").unwrap_or_default());
        }
        heard
    };
    let (heard_live, _) = tokio::join!(listening, work_off(&ctx));
    let narration = heard(&ctx, &id).await;
    assert_eq!(narration.voice, "flite:slt");
    let file = newsroom::sweeping::audio_file(&narration.audio.clone().unwrap());
    let file = ctx.files.get(&file).await.unwrap().unwrap();
    let rows = narration.timed();
    assert!(heard_live == file[rows[0].bytes.0 as usize..rows[rows.len() - 1].bytes.1 as usize], "another sound");
}

async fn an_estimate_counts_what_will_be_sent_and_nothing_that_is_there(room: &Newsroom) {
    let fake = Fake::start().await;
    let ctx = served(
        room,
        with(&fake, |server| {
            server.price_per_million_letters = Price::parse("15");
            server.currency = "USD".into();
        }),
    );
    let id = room.published(BELL).await;
    let article = articles::by_id(&ctx.db, &id).await.unwrap();
    let (segments, choice) = voicing::said_of(&ctx, &article).await.unwrap();
    let before = voicing::estimate(&ctx.voices, Some(&ctx.files), &segments, &choice).await.unwrap().remove(0);
    work_off(&ctx).await;
    let sent = fake.asked();
    let letters: usize = sent.iter().map(|asked| asked.input().chars().count()).sum();
    assert_eq!((before.letters, before.requests), (letters, sent.len()));
    assert_eq!(before.price.map(|price| price.millionths), Some(letters as i64 * 15));
    assert!(before.to_string().ends_with(" USD"), "{before}");
    let after = voicing::estimate(&ctx.voices, Some(&ctx.files), &segments, &choice).await.unwrap().remove(0);
    assert_eq!((after.letters, after.requests), (0, 0));
    let here = Choice::of(&ctx.voices, "en", None).await;
    let free = voicing::estimate(&ctx.voices, None, &segments, &here).await.unwrap();
    assert_eq!(free, []);
}

async fn a_story_by_voices_of_two_servers_takes_letters_of_both_or_of_neither(room: &Newsroom) {
    let (desk, loft) = (Fake::start().await, Fake::start().await);
    let ctx = |letters_per_day| {
        let loft = ServerSettings { letters_per_day, ..settings(&loft) };
        let all = BTreeMap::from([("desk".to_string(), with(&desk, |_| {})), ("loft".to_string(), loft)]);
        speaking(room, Voices::Hum.and(Servers::new(all, Chance::seeded(3), patience()).unwrap()))
    };
    let short = ctx(Some(3));
    let headline = Place { publication: None, lang: "en".into(), role: VoiceRole::Headline };
    let mut tx = room.ctx.db.begin().await.unwrap();
    casting::cast(&mut tx, &short, &headline, "server:loft/ann", Published::Keep).await.unwrap();
    tx.commit().await.unwrap();
    let id = room.published(BELL).await;
    let sent = async |ctx: &Ctx| {
        (allowances::today_of(ctx, "desk").await.unwrap(), allowances::today_of(ctx, "loft").await.unwrap())
    };

    work_off(&short).await;
    let narration = heard(&short, &id).await;
    assert_eq!(narration.voice, "flite:slt");
    assert!(narration.why.is_some_and(|why| why.contains("loft") && why.contains("letters_per_day (3)")));
    assert_eq!((desk.asked().len(), loft.asked().len(), sent(&short).await), (0, 0, (0, 0)));

    let long = ctx(None);
    let mut tx = long.db.begin().await.unwrap();
    narrations::queue(&mut tx, &long, &id).await.unwrap();
    tx.commit().await.unwrap();
    work_off(&long).await;
    assert_eq!(heard(&long, &id).await.voice, "server:desk/mara");
    let letters = |fake: &Fake| fake.asked().iter().map(|asked| asked.input().chars().count() as i64).sum::<i64>();
    assert_eq!(sent(&long).await, (letters(&desk), letters(&loft)));
    assert_eq!(loft.asked()[0].input(), "The bell is back");
}
