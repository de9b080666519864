//! Earning: a player opens a session for what it is about to play, tells what was heard, and coins come of it.
//!
//! This is the way in. What is heard is told in ms of a narration's clock; here it becomes parts of sentences, which is
//! what is kept, so that a story that is spoken anew goes on where it was left. What it is worth is decided in
//! `hearing`, in the till.

pub mod audit;

use std::collections::HashMap;
use std::sync::Arc;

use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::hearing::{self, Heartbeat, Open, Piece, Reply, Spoken};
use crate::ids::{ListenerId, NarrationId, digest, hex, unhex};
use crate::narrations::{self, Timed};
use crate::till::{self, Command, Done};

pub use audit::audit;

/// Narrations of one session: a long day of *Play the news*. A player that goes on opens another.
pub const NARRATIONS_AT_MOST: usize = 100;
/// Stretches that one heartbeat tells of: in fifteen seconds nobody jumps about more often.
pub const STRETCHES_AT_MOST: usize = 100;
/// Letters of a heartbeat; longer ones are not read.
pub const BODY_AT_MOST: usize = 16 << 10;
/// How long after a story was spoken anew what was heard of it before may still be told: a telephone that had no line
/// over a weekend.
const REPLACED_COUNTS_MS: i64 = 72 * 60 * 60_000;
/// How long until the next heartbeat, and how much sooner or later it may be asked for: all players of a newsroom
/// begin with the seven o'clock news, and must not tell of it in step.
const EVERY_MS: i64 = 15_000;
const SOONER_OR_LATER_MS: i64 = 3_000;

/// What a player is handed when its session is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Begun {
    pub session: String,
    /// Signs each heartbeat: HMAC-SHA-256 (RFC 2104) over its body. 64 hexadecimal digits.
    pub key: String,
    /// What the first heartbeat must show.
    pub challenge: String,
    pub next_in_ms: i64,
    /// Those of the narrations that may be told of. What was retracted meanwhile is not among them.
    pub granted: Vec<NarrationId>,
    /// Why coins will wait for a look, if they will.
    pub held_because: Option<String>,
}

/// A heartbeat's body, as the player writes it (JSON).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    pub session: String,
    pub n: i64,
    pub challenge: String,
    pub heard: Vec<Stretch>,
    /// The sound was off, or at nought.
    #[serde(default)]
    pub muted: bool,
}

/// A part of a narration that was played, in ms of its own clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    pub narration: NarrationId,
    pub from_ms: i64,
    pub to_ms: i64,
}

/// Opens a session for those of some narrations that can be heard, or could until they were spoken anew. It is the one
/// that earns from now on, for this listener and on this device.
///
/// # Errors
/// Not found, when none of them can be heard.
pub async fn open(ctx: &Ctx, listener: &ListenerId, device: &str, wanted: &[NarrationId]) -> Result<Begun> {
    if wanted.is_empty() || wanted.len() > NARRATIONS_AT_MOST {
        let problem = format!("a session is opened for 1 to {NARRATIONS_AT_MOST} narrations");
        return Err(Error::invalid("narrations", problem));
    }
    let since_ms = ctx.clock.now_ms() - REPLACED_COUNTS_MS;
    let heard = narrations::heard_since(&ctx.db, wanted, since_ms).await?;
    let granted: Vec<NarrationId> = wanted.iter().filter(|id| heard.contains(id)).cloned().collect();
    if granted.is_empty() {
        return Err(Error::NotFound("narration"));
    }
    let open = Open {
        session: ctx.chance.secret(),
        listener: listener.clone(),
        device: device.to_string(),
        key: ctx.chance.secret(),
        challenge: ctx.chance.secret(),
        narrations: serde_json::to_string(&granted).map_err(|e| Error::broken("writing a session", e))?,
    };
    let (session, key, challenge) = (open.session.clone(), open.key.clone(), open.challenge.clone());
    match till::ask(ctx, Command::Open(open)).await? {
        Done::Opened(opened) => {
            let (next_in_ms, held_because) = (next_in_ms(ctx), opened.held_because);
            Ok(Begun { session, key, challenge, next_in_ms, granted, held_because })
        }
        other => Err(Error::Broken(format!("the till answered something else: {other:?}"))),
    }
}

/// Takes a heartbeat: its body as it came, and the signature over it.
///
/// # Errors
/// Invalid for a body that is none; `signature`; not found for another's session; `not-granted` for sound that the
/// session was not opened for; and what [`hearing::session::hear`] refuses.
pub async fn hear(ctx: &Ctx, listener: &ListenerId, device: &str, body: &[u8], signature: &str) -> Result<Reply> {
    if body.len() > BODY_AT_MOST {
        return Err(Error::invalid("body", format!("a heartbeat has at most {BODY_AT_MOST} bytes")));
    }
    let told: Told =
        serde_json::from_slice(body).map_err(|e| Error::invalid("body", format!("it is no heartbeat: {e}")))?;
    if told.heard.len() > STRETCHES_AT_MOST {
        return Err(Error::invalid("heard", format!("a heartbeat tells of at most {STRETCHES_AT_MOST} stretches")));
    }
    let grant = hearing::rows::grant(&ctx.db, &told.session).await?.ok_or(Error::NotFound("session"))?;
    if grant.listener != listener.0 {
        return Err(Error::NotFound("session"));
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, grant.key.as_bytes());
    let signed = unhex(signature).is_some_and(|signature| hmac::verify(&key, body, &signature).is_ok());
    if !signed {
        return Err(Error::refused("signature", "the heartbeat is not signed with its session's key"));
    }
    let granted: Vec<NarrationId> =
        serde_json::from_str(&grant.narrations).map_err(|e| Error::broken("reading a session", e))?;
    let mut heard: Vec<(Arc<Spoken>, Vec<Piece>)> = Vec::new();
    let mut known: HashMap<&NarrationId, (usize, Vec<Timed>)> = HashMap::new();
    for stretch in &told.heard {
        if !granted.contains(&stretch.narration) {
            return Err(Error::refused("not-granted", "the session was not opened for this narration"));
        }
        if !known.contains_key(&stretch.narration) {
            let narration = narrations::by_id(&ctx.db, &stretch.narration).await?;
            let timed = narration.timed();
            let segments = timed.iter().map(|one| (one.id.clone(), length_ms(one))).collect();
            heard.push((Arc::new(Spoken { article: narration.article_id.0, segments }), Vec::new()));
            known.insert(&stretch.narration, (heard.len() - 1, timed));
        }
        let Some((at, timed)) = known.get(&stretch.narration) else { continue };
        let end_ms = timed.last().map_or(0, |last| i64::from(last.end_ms));
        if stretch.from_ms < 0 || stretch.to_ms < stretch.from_ms || stretch.to_ms > end_ms {
            return Err(Error::refused("not-granted", format!("the narration has no sound beyond its {end_ms} ms")));
        }
        heard[*at].1.extend(pieces(timed, stretch.from_ms, stretch.to_ms));
    }
    let heartbeat = Heartbeat {
        session: told.session,
        listener: listener.clone(),
        device: device.to_string(),
        n: told.n,
        challenge: told.challenge,
        digest: digest(body),
        muted: told.muted,
        heard,
        next_challenge: ctx.chance.secret(),
        next_in_ms: next_in_ms(ctx),
    };
    match till::ask(ctx, Command::Hear(heartbeat)).await? {
        Done::Heard(reply) => Ok(reply),
        other => Err(Error::Broken(format!("the till answered something else: {other:?}"))),
    }
}

/// The signature of a body, as a player makes it. 64 hexadecimal digits.
pub fn sign(key: &str, body: &[u8]) -> String {
    hex(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), body).as_ref())
}

fn length_ms(timed: &Timed) -> i64 {
    i64::from(timed.end_ms) - i64::from(timed.start_ms)
}

/// Parts of sentences under a stretch. Both ends are rounded down, so that of two stretches that meet no part is lost.
fn pieces(timed: &[Timed], from_ms: i64, to_ms: i64) -> impl Iterator<Item = Piece> + '_ {
    timed.iter().filter_map(move |one| {
        let length = length_ms(one).max(1);
        let thousandth = |ms: i64| ((ms - i64::from(one.start_ms)).clamp(0, length) * 1000 / length) as u32;
        let (from, to) = (thousandth(from_ms), thousandth(to_ms));
        (from < to).then(|| Piece { segment: one.id.clone(), from, to })
    })
}

fn next_in_ms(ctx: &Ctx) -> i64 {
    let byte = i64::from(ctx.chance.bytes::<1>()[0]);
    EVERY_MS - SOONER_OR_LATER_MS + byte * 2 * SOONER_OR_LATER_MS / 255
}
