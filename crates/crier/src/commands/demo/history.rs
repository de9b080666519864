//! Three invented listeners who heard, earned and redeemed before the demo was first opened. They do it by the same verbs
//! as everybody, on a clock that stands in the past, so that the books are right.

use newsroom::articles::{self, Which};
use newsroom::ctx::Ctx;
use newsroom::earning::{self, Stretch, Told};
use newsroom::error::Result;
use newsroom::ids::{ListenerId, NarrationId};
use newsroom::ledger::wallet;
use newsroom::listeners::{self, Arrival, links};
use newsroom::orders::Vault;
use newsroom::{products, redeeming};

const DAY_MS: i64 = 24 * 60 * 60_000;
/// The history begins so long ago.
pub const BEGAN_MS: i64 = 9 * DAY_MS;
/// A heartbeat's worth of listening.
const BEAT_MS: i64 = 15_000;

/// Who they are, how they listen, and what they redeem.
struct Person {
    email: &'static str,
    device: &'static str,
    lang: &'static str,
    /// Stories a day, and ms of each at most.
    stories: usize,
    hears_ms: i64,
    /// Days on which they listen, from the first.
    days: &'static [i64],
    redeems: bool,
}

const PEOPLE: [Person; 3] = [
    Person {
        email: "ida@example.org",
        device: "Firefox · Android",
        lang: "en",
        stories: 3,
        hears_ms: 120_000,
        days: &[0, 1, 2, 4, 6, 8],
        redeems: true,
    },
    Person {
        email: "chun@example.org",
        device: "Safari · iPhone",
        lang: "zh-Hant",
        stories: 2,
        hears_ms: 90_000,
        days: &[1, 2, 4, 7],
        redeems: true,
    },
    Person {
        email: "otto@example.org",
        device: "Chrome · Windows",
        lang: "en",
        stories: 1,
        hears_ms: 60_000,
        days: &[5],
        redeems: false,
    },
];

/// A story that can be heard, and how long it is.
struct Heard {
    narration: NarrationId,
    lang: String,
    ms: i64,
}

/// Lets the days go by once, while nobody has earned anything yet. `past` has a clock of its own, [`BEGAN_MS`] ago.
pub async fn live_through(past: &Ctx, vault: &Vault, now_ms: i64) -> Result<()> {
    if wallet::totals(&past.db).await?.issued > 0 {
        return Ok(());
    }
    let stories = stories(past).await?;
    let mut everybody: Vec<(ListenerId, usize)> = Vec::new();
    for person in &PEOPLE {
        everybody.push((join(past, person).await?, 0));
    }
    let began_ms = past.clock.now_ms();
    for day in 0..BEGAN_MS / DAY_MS {
        for (person, (listener, next)) in PEOPLE.iter().zip(&mut everybody) {
            if !person.days.contains(&day) {
                continue;
            }
            let theirs: Vec<&Heard> = stories.iter().filter(|story| story.lang == person.lang).collect();
            for story in theirs.iter().skip(*next).take(person.stories) {
                hear(past, listener, person, story).await?;
            }
            *next += person.stories;
            if person.redeems {
                redeem(past, vault, listener, day).await?;
            }
        }
        let tomorrow_ms = began_ms + (day + 1) * DAY_MS;
        past.clock.advance((tomorrow_ms - past.clock.now_ms()).max(0).min(now_ms - past.clock.now_ms()));
    }
    Ok(())
}

async fn stories(ctx: &Ctx) -> Result<Vec<Heard>> {
    const LOOKED_AT: i64 = 60;
    let listed = articles::list(&ctx.db, &Which::default(), LOOKED_AT, 0).await?;
    let heard = listed.into_iter().filter(|article| article.audio.is_some());
    Ok(heard
        .filter_map(|article| {
            Some(Heard { narration: article.narration_id?, lang: article.lang, ms: article.duration_ms? })
        })
        .collect())
}

async fn join(ctx: &Ctx, person: &Person) -> Result<ListenerId> {
    let mut tx = ctx.db.begin().await?;
    let link = links::make(&mut tx, ctx, person.email, "127.0.0.1", None).await?;
    tx.commit().await?;
    let secret = links::sign_in(ctx, &link, Arrival { device: person.device, lang: person.lang }).await?;
    let signed_in = listeners::signed_in(ctx, &secret).await?;
    signed_in.map(|found| found.listener).ok_or(newsroom::error::Error::NotFound("account"))
}

async fn hear(ctx: &Ctx, listener: &ListenerId, person: &Person, story: &Heard) -> Result<()> {
    let device = newsroom::ids::digest(person.email.as_bytes());
    let begun = earning::open(ctx, listener, &device, std::slice::from_ref(&story.narration)).await?;
    let mut challenge = begun.challenge.clone();
    let (mut n, mut from_ms) = (1, 0);
    let end_ms = story.ms.min(person.hears_ms);
    while from_ms < end_ms {
        let to_ms = (from_ms + BEAT_MS).min(end_ms);
        ctx.clock.advance(to_ms - from_ms);
        let told = Told {
            session: begun.session.clone(),
            n,
            challenge,
            heard: vec![Stretch { narration: story.narration.clone(), from_ms, to_ms }],
            muted: false,
        };
        let body = serde_json::to_vec(&told).map_err(|e| newsroom::error::Error::broken("writing a heartbeat", e))?;
        let reply = earning::hear(ctx, listener, &device, &body, &earning::sign(&begun.key, &body)).await?;
        challenge = reply.challenge;
        (n, from_ms) = (n + 1, to_ms);
    }
    Ok(())
}

/// The dearest thing that they have the coins for and have not had yet; every second time they keep their coins.
async fn redeem(ctx: &Ctx, vault: &Vault, listener: &ListenerId, day: i64) -> Result<()> {
    if day % 2 == 1 {
        return Ok(());
    }
    let have = wallet::wallet(&ctx.db, listener, ctx.clock.now_ms()).await?.available;
    let offered = products::offered(&ctx.db, None).await?;
    let Some(product) = offered.iter().rev().find(|product| product.price_coins <= have && product.left > 3) else {
        return Ok(());
    };
    let request = ctx.chance.secret();
    let placed = redeeming::redeem(ctx, vault, listener, &request, &product.id, product.price_coins).await;
    match placed {
        Ok(placed) => {
            redeeming::fulfil(ctx).await?;
            if day > 2 {
                redeeming::reveal(ctx, vault, &placed.order, listener).await?;
            }
            Ok(())
        }
        // A limit of so many each: they keep their coins.
        Err(newsroom::error::Error::Refused { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
