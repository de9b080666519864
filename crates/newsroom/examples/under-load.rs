//! The till under load, to be killed: `scripts/parts/soak_till.py` does it with `kill -9`, `scripts/parts/power_loss.py`
//! cuts the power under it.
//!
//! ```text
//! under-load setup DATABASE FOLDER                        a shop, and a rate sheet that pays at once; prints the product
//! under-load load DATABASE FOLDER PRODUCT ROUND [normal]  until it is killed; a line for all it asks and is answered
//! under-load check DATABASE FOLDER PRODUCT LINES          is all there that was answered? Prints JSON, and ends with 1 if not
//! ```
//!
//! What is asked is named by round, task and turn, so that `check` can ask for the very same again. `normal` turns
//! SQLite's `synchronous` down, to see that the power-loss test can fail.

#![allow(clippy::unwrap_used, reason = "a program that cannot go on says so by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use futures::StreamExt;
use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground, Settings};
use newsroom::db::{Db, values};
use newsroom::error::{Error, Result};
use newsroom::hearing::{Heartbeat, Open, Piece, Reply, Sheet, Spoken, rows};
use newsroom::ids::{ListenerId, OrderId, ProductId, digest};
use newsroom::ledger::verify::verify;
use newsroom::ledger::{Account, Asked, Command, Receipt, TransferId};
use newsroom::migrate;
use newsroom::orders::{Kind, Vault, order_of};
use newsroom::outside::fetch::Fetch;
use newsroom::outside::files::Files;
use newsroom::outside::voice_folder::VoiceFolder;
use newsroom::outside::voices::Voices;
use newsroom::products::{self, NewProduct, Text};
use newsroom::redeeming::{self, Revealed};
use newsroom::till::{self, Done};
use serde::{Deserialize, Serialize};

const HEARING: usize = 24;
const BUYING: usize = 24;
/// Heartbeats of a session.
const BEATS: i64 = 40;
/// What `check` asks for at once.
const AT_ONCE: usize = 64;
const VOUCHERS: usize = 12_000;
const YEAR_MS: i64 = 365 * 24 * 60 * 60_000;
const PRICE: i64 = 3;

/// What is asked for, by the names from which all of it can be made again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Deed {
    Earn { who: String, turn: usize },
    Redeem { who: String, turn: usize },
    Reveal { who: String, turn: usize },
    Refund { who: String, turn: usize },
    Open { who: String, session: String },
    Hear { who: String, session: String, n: i64, challenge: String },
}

/// A line of what the load writes: `answer` is missing before there is one.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    deed: Deed,
    answer: Option<String>,
}

struct Load {
    ctx: Ctx,
    vault: Vault,
    product: ProductId,
}

fn say(deed: &Deed, answer: Option<String>) {
    let mut line = serde_json::to_vec(&Line { deed: deed.clone(), answer }).unwrap();
    line.push(b'\n');
    // One write: a line that is there is whole.
    std::io::stdout().lock().write_all(&line).unwrap();
    std::io::stdout().flush().unwrap();
}

impl Load {
    /// Asks for it; the answer is the same however often it is asked, and begins with `again` from the second time on.
    async fn ask(&self, deed: &Deed) -> Result<(bool, String)> {
        let ctx = &self.ctx;
        Ok(match deed {
            Deed::Earn { who, turn } => {
                let asked = Asked {
                    id: TransferId::of(&["load", who, &turn.to_string()]),
                    pending: false,
                    debit: Account::Issue,
                    credit: Account::Wallet(ListenerId(who.clone())),
                    coins: PRICE,
                    expires_at_ms: Some(2_000_000_000_000 / YEAR_MS * YEAR_MS),
                    reason: "earn".into(),
                    memo: "{}".into(),
                };
                let Receipt { seq, coins, again } = till::transfer(ctx, Command::Transfer(asked)).await?;
                (again, format!("{seq}: {coins}"))
            }
            Deed::Redeem { who, turn } => {
                let (who, request) = (ListenerId(who.clone()), turn.to_string());
                let placed = redeeming::redeem(ctx, &self.vault, &who, &request, &self.product, PRICE).await?;
                (placed.again, placed.order.0)
            }
            Deed::Reveal { who, turn } => {
                match redeeming::reveal(ctx, &self.vault, &order(who, *turn), &ListenerId(who.clone())).await? {
                    Revealed::Voucher { code } => (true, code),
                    other => return Err(Error::Broken(format!("{other:?} is no voucher"))),
                }
            }
            Deed::Refund { who, turn } => {
                let placed = redeeming::refund(ctx, &order(who, *turn), "a reason").await?;
                (placed.again, placed.order.0)
            }
            Deed::Open { who, session } => {
                let open = Open {
                    session: session.clone(),
                    listener: ListenerId(who.clone()),
                    device: format!("{who}'s"),
                    key: "key".into(),
                    challenge: "first".into(),
                    narrations: "[]".into(),
                };
                till::ask(ctx, till::Command::Open(open)).await?;
                (false, String::new())
            }
            Deed::Hear { who, session, n, challenge } => {
                // Another story in each session, so that there is always something to be paid for.
                let segments = (1..=BEATS).map(|n| (format!("s{n}"), 15_000)).collect();
                let spoken = Arc::new(Spoken { article: session.clone(), segments });
                let piece = Piece { segment: format!("s{n}"), from: 0, to: 1000 };
                let heartbeat = Heartbeat {
                    session: session.clone(),
                    listener: ListenerId(who.clone()),
                    device: format!("{who}'s"),
                    n: *n,
                    challenge: challenge.clone(),
                    digest: digest(format!("{n} {challenge}").as_bytes()),
                    muted: false,
                    heard: vec![(spoken, vec![piece])],
                    next_challenge: ctx.chance.secret(),
                    next_in_ms: 15_000,
                };
                let Done::Heard(reply) = till::ask(ctx, till::Command::Hear(heartbeat)).await? else {
                    return Err(Error::Broken("the till answered something else".into()));
                };
                (true, serde_json::to_string(&reply).unwrap())
            }
        })
    }

    async fn told(&self, deed: Deed) -> Result<String> {
        say(&deed, None);
        let (_, answer) = self.ask(&deed).await?;
        say(&deed, Some(answer.clone()));
        Ok(answer)
    }
}

fn order(who: &str, turn: usize) -> OrderId {
    order_of(&ListenerId(who.into()), &turn.to_string())
}

async fn hears(load: Arc<Load>, who: String) -> Result<()> {
    loop {
        let session = load.ctx.chance.secret();
        load.told(Deed::Open { who: who.clone(), session: session.clone() }).await?;
        let mut challenge = "first".to_string();
        for n in 1..=BEATS {
            let deed = Deed::Hear { who: who.clone(), session: session.clone(), n, challenge };
            let reply: Reply = serde_json::from_str(&load.told(deed).await?).unwrap();
            challenge = reply.challenge;
        }
    }
}

async fn buys(load: Arc<Load>, who: String) -> Result<()> {
    for turn in 0.. {
        load.told(Deed::Earn { who: who.clone(), turn }).await?;
        match load.told(Deed::Redeem { who: who.clone(), turn }).await {
            Err(Error::Refused { code: "out-of-stock", .. }) => break,
            placed => placed?,
        };
        redeeming::fulfil(&load.ctx).await?;
        if turn % 2 == 0 {
            load.told(Deed::Reveal { who: who.clone(), turn }).await?;
        }
        if turn % 3 == 0 {
            load.told(Deed::Refund { who: who.clone(), turn }).await?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Checked {
    answered: usize,
    lost: Vec<String>,
    /// Asked, not answered, and there nevertheless: why everything may be asked twice.
    there_unanswered: usize,
    transfers: i64,
    wrong: Option<String>,
}

async fn check(load: &Load, lines: &str) -> Checked {
    let mut answers: BTreeMap<Deed, Option<String>> = BTreeMap::new();
    // The last line may be cut off in its middle: nobody has read that.
    for line in lines.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        let answer = answers.entry(line.deed).or_default();
        *answer = line.answer.or(answer.take());
    }
    // The books are read as they were found, before anything is asked again.
    let audit = verify(&load.ctx.db, |_, _| {}).await.unwrap();
    let wrong = audit.wrong.or(redeeming::audit(&load.ctx).await.unwrap());
    let refunded: BTreeSet<(String, usize)> = answers
        .keys()
        .filter_map(|deed| if let Deed::Refund { who, turn } = deed { Some((who.clone(), *turn)) } else { None })
        .collect();
    // Of each session the last heartbeat that was answered: those before it have made room for it.
    let mut last: BTreeMap<String, i64> = BTreeMap::new();
    for (deed, answer) in &answers {
        if let (Deed::Hear { session, n, .. }, Some(_)) = (deed, answer) {
            last.entry(session.clone()).and_modify(|last| *last = (*last).max(*n)).or_insert(*n);
        }
    }
    let (mut lost, mut there_unanswered) = (Vec::new(), 0);
    let answered = answers.values().flatten().count();
    // Deeds of a kind at once, one kind after the other: nothing is shown of an order after it was given back.
    let kinds: [fn(&Deed) -> bool; 5] = [
        |deed| matches!(deed, Deed::Earn { .. }),
        |deed| matches!(deed, Deed::Redeem { .. }),
        |deed| matches!(deed, Deed::Reveal { .. }),
        |deed| matches!(deed, Deed::Refund { .. }),
        |deed| matches!(deed, Deed::Open { .. } | Deed::Hear { .. }),
    ];
    let (refunded, last) = (&refunded, &last);
    for kind in kinds {
        let of_kind = answers.iter().filter(|(deed, _)| kind(deed));
        let asked = futures::stream::iter(of_kind).map(|(deed, answer)| async move {
            let found = again(load, deed, answer.as_ref(), refunded, last).await;
            found.map_err(|why| format!("{deed:?}: {why}"))
        });
        for found in asked.buffer_unordered(AT_ONCE).collect::<Vec<_>>().await {
            match found {
                Ok(there) => there_unanswered += usize::from(there),
                Err(why) => lost.push(why),
            }
        }
    }
    let wrong = wrong.or(verify(&load.ctx.db, |_, _| {}).await.unwrap().wrong);
    let wrong = wrong.or(redeeming::audit(&load.ctx).await.unwrap());
    Checked { answered, lost, there_unanswered, transfers: audit.transfers, wrong }
}

/// Asks once more for what was asked before the end. `Ok(true)`: it was there, though nobody had been answered.
///
/// # Errors
/// Says what was answered and is not there.
async fn again(
    load: &Load,
    deed: &Deed,
    answer: Option<&String>,
    refunded: &BTreeSet<(String, usize)>,
    last: &BTreeMap<String, i64>,
) -> std::result::Result<bool, String> {
    match (deed, answer) {
        (Deed::Open { session, .. }, Some(_)) => {
            let grant = rows::grant(&load.ctx.db, session).await.unwrap();
            grant.map(|_| false).ok_or("the session is not there".into())
        }
        (Deed::Hear { session, n, .. }, Some(answer)) => {
            let sql = "SELECT n, reply FROM listen_session WHERE id = $1";
            let row: Option<(i64, String)> = load.ctx.db.optional(sql, values![session]).await.unwrap();
            match row {
                None => Err("its session is not there".into()),
                Some((there, _)) if there < *n => Err(format!("the session is at {there}")),
                Some((there, reply)) if there == *n && reply != *answer => Err(format!("it is answered {reply}")),
                // Asked again, the last one is answered as it was.
                Some((there, _)) if there == *n && last.get(session) == Some(n) => match load.ask(deed).await {
                    Ok((_, again)) if again == *answer => Ok(false),
                    other => Err(format!("asked again: {other:?}")),
                },
                Some((there, _)) => Ok(there == n + 1 && last.get(session) == Some(n)),
            }
        }
        (Deed::Earn { .. } | Deed::Redeem { .. } | Deed::Refund { .. }, Some(answer)) => match load.ask(deed).await {
            Ok((true, again)) if again == *answer => Ok(false),
            other => Err(format!("asked again: {other:?}, and was {answer}")),
        },
        (Deed::Reveal { who, turn }, Some(answer)) => match load.ask(deed).await {
            Ok((_, again)) if again == *answer => Ok(false),
            Err(Error::Refused { code: "not-fulfilled", .. }) if refunded.contains(&(who.clone(), *turn)) => Ok(false),
            other => Err(format!("asked again: {other:?}, and was {answer}")),
        },
        (Deed::Earn { .. } | Deed::Redeem { .. } | Deed::Refund { .. }, None) => match load.ask(deed).await {
            Ok((again, _)) => Ok(again),
            // What came before it on its way was not made either.
            Err(Error::Refused { code: "insufficient" | "not-fulfilled" | "out-of-stock", .. }) => Ok(false),
            Err(Error::NotFound("order")) => Ok(false),
            other => Err(format!("asked again, unanswered: {other:?}")),
        },
        (Deed::Open { .. } | Deed::Hear { .. } | Deed::Reveal { .. }, None) => Ok(false),
    }
}

async fn set_up(ctx: &Ctx, vault: &Vault) -> ProductId {
    let text = Text { name: "A pot of tea".into(), description: String::new() };
    let new = NewProduct {
        publication: None,
        partner: "The Tea House".into(),
        texts: [("en".into(), text)].into(),
        picture: None,
        price_coins: PRICE,
        kind: Kind::Voucher,
        digital: None,
        limit: None,
    };
    // A coin for each second, as fast as it is told of.
    let (quantum_ms, threshold_ms, bucket_rate) = (1_000, 0, 100_000);
    let (daily_ms, bucket_ms) = (1 << 40, 1 << 40);
    let sheet = Sheet { quantum_ms, threshold_ms, bucket_rate, daily_ms, bucket_ms, ..Sheet::default() };
    let mut tx = ctx.db.begin().await.unwrap();
    rows::publish(&mut tx, &sheet, 0).await.unwrap();
    let tea = products::add(&mut tx, ctx, vault, &new, 0).await.unwrap();
    products::list(&mut tx, ctx, &tea).await.unwrap();
    tx.commit().await.unwrap();
    let codes: String = (0..VOUCHERS).map(|n| format!("CODE-{n:08}\n")).collect();
    products::upload(ctx, vault, &tea, codes.as_bytes()).await.unwrap();
    tea
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (deed, url, folder) = (words[0], words[1], std::path::Path::new(words[2]));
    let ctx = Ctx::new(Ground {
        db: Db::open(url).await.unwrap(),
        files: Files::open(&format!("file:{}", folder.join("files").display())).unwrap(),
        voices: Voices::HumFrom(VoiceFolder::at(folder.join("voices"))),
        fetch: Fetch::pages([]),
        clock: Clock::System,
        chance: Chance::System,
        settings: Settings {
            public_url: "http://localhost".into(),
            site_name: "Load".into(),
            time_zone: "UTC".parse().unwrap(),
            newsletter: Default::default(),
        },
        bell: tokio::sync::Notify::new(),
        mail: newsroom::outside::mail::Mail::Desk,
        till: Default::default(),
    });
    let vault = Vault::at(&folder.join("keys/vault"), &ctx.chance).unwrap();
    if deed == "setup" {
        migrate::migrate(&ctx.db, &ctx.clock).await.unwrap();
        println!("{}", set_up(&ctx, &vault).await);
        ctx.db.close().await;
        return;
    }
    let load = Arc::new(Load { ctx, vault, product: ProductId(words[3].into()) });
    if deed == "check" {
        let checked = check(&load, &std::fs::read_to_string(words[4]).unwrap()).await;
        println!("{}", serde_json::to_string(&checked).unwrap());
        let fine = checked.lost.is_empty() && checked.wrong.is_none();
        load.ctx.db.close().await;
        std::process::exit(i32::from(!fine));
    }
    if words.get(5) == Some(&"normal") {
        load.ctx.db.execute("PRAGMA synchronous = NORMAL", values![]).await.unwrap();
    }
    let round = words[4];
    let hearing = (0..HEARING).map(|n| tokio::spawn(hears(load.clone(), format!("hears {round} {n}"))));
    let buying = (0..BUYING).map(|n| tokio::spawn(buys(load.clone(), format!("buys {round} {n}"))));
    for task in hearing.chain(buying).collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
}
