//! How fast coins move: the till on a database named in the first argument (`sqlite:PATH`, `postgres://…`), which must
//! be empty. Prints JSON lines `{"what", "per_s", …}`. `scripts/bench books` runs it beside its peers.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on says so by failing")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use newsroom::clock::{Chance, Clock};
use newsroom::ctx::{Ctx, Ground, Settings};
use newsroom::db::Db;
use newsroom::hearing::{Heartbeat, Open, Piece, Spoken};
use newsroom::ids::ListenerId;
use newsroom::ledger::verify::verify;
use newsroom::ledger::wallet::wallet;
use newsroom::ledger::{Account, Asked, Command, TransferId};
use newsroom::orders::{Kind, Vault};
use newsroom::outside::fetch::Fetch;
use newsroom::outside::files::Files;
use newsroom::outside::voices::Voices;
use newsroom::products::{self, NewProduct, Text};
use newsroom::till::{self, Done};
use newsroom::{migrate, outside::voice_folder::VoiceFolder, redeeming};

const LISTENERS: usize = 5_000;
const YEAR_MS: i64 = 365 * 24 * 60 * 60_000;
const EACH: Duration = Duration::from_secs(5);

fn earn(ctx: &Ctx, n: usize) -> Command {
    Command::Transfer(Asked {
        id: TransferId::of(&["bench", &n.to_string()]),
        pending: false,
        debit: Account::Issue,
        credit: Account::Wallet(ListenerId(format!("listener {}", n % LISTENERS))),
        coins: 1,
        expires_at_ms: Some(ctx.clock.now_ms() / 86_400_000 * 86_400_000 + YEAR_MS),
        reason: "earn".into(),
        memo: "{\"rule\":\"listening\",\"version\":1,\"heard\":[[\"an article\",60000]]}".into(),
    })
}

fn told(what: &str, number: usize, took: Duration, mut waits: Vec<Duration>) {
    waits.sort_unstable();
    let p99 = waits.get(waits.len() * 99 / 100).or(waits.last()).map_or(0.0, |wait| wait.as_secs_f64() * 1000.0);
    println!("{{\"what\":\"{what}\",\"per_s\":{:.1},\"p99_ms\":{p99:.2}}}", number as f64 / took.as_secs_f64());
}

/// `asking` tasks, each with its next command once the last is answered, for [`EACH`].
async fn together<F>(ctx: &Ctx, what: &str, asking: usize, make: F) -> usize
where
    F: Fn(&Ctx, usize) -> till::Command + Send + Sync + Copy + 'static,
{
    let began = Instant::now();
    let tasks: Vec<_> = (0..asking)
        .map(|task| {
            let ctx = ctx.clone();
            tokio::spawn(async move {
                let mut waits = Vec::new();
                let mut n = task;
                while began.elapsed() < EACH {
                    let asked = Instant::now();
                    till::ask(&ctx, make(&ctx, n)).await.unwrap();
                    waits.push(asked.elapsed());
                    n += asking;
                }
                waits
            })
        })
        .collect();
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await.unwrap());
    }
    let number = waits.len();
    told(what, number, began.elapsed(), waits);
    number
}

#[tokio::main]
async fn main() {
    let url = std::env::args().nth(1).expect("a database");
    let folder = tempfile::tempdir().unwrap();
    let ctx = Ctx::new(Ground {
        db: Db::open(&url).await.unwrap(),
        files: Files::open(&format!("file:{}", folder.path().display())).unwrap(),
        voices: Voices::HumFrom(VoiceFolder::at(folder.path().join("voices"))),
        fetch: Fetch::pages([]),
        clock: Clock::System,
        chance: Chance::System,
        settings: Settings {
            public_url: "http://localhost".into(),
            site_name: "Bench".into(),
            time_zone: "UTC".parse().unwrap(),
        },
        bell: tokio::sync::Notify::new(),
        mail: newsroom::outside::mail::Mail::Desk,
        till: Default::default(),
    });
    migrate::migrate(&ctx.db, &ctx.clock).await.unwrap();

    let alone = |ctx: &Ctx, n| till::Command::Ledger(earn(ctx, n + (1 << 40)));
    together(&ctx, "one by one", 1, alone).await;
    let many = |ctx: &Ctx, n| till::Command::Ledger(earn(ctx, n));
    together(&ctx, "256 waiting", 256, many).await;
    let more = |ctx: &Ctx, n| till::Command::Ledger(earn(ctx, n + (1 << 41)));
    together(&ctx, "1024 waiting", 1_024, more).await;
    let spend = |ctx: &Ctx, n: usize| {
        let Command::Transfer(asked) = earn(ctx, n) else { unreachable!("it is one") };
        till::Command::Ledger(Command::Transfer(Asked {
            id: TransferId::of(&["spend", &n.to_string()]),
            pending: true,
            debit: asked.credit,
            credit: Account::Redeemed,
            expires_at_ms: None,
            ..asked
        }))
    };
    // As many as can be sure to have a coin.
    let began = Instant::now();
    let commands: Vec<till::Command> = (0..LISTENERS * 2).map(|n| spend(&ctx, n)).collect();
    let tasks: Vec<_> = commands
        .into_iter()
        .map(|command| {
            let ctx = ctx.clone();
            tokio::spawn(async move { till::ask(&ctx, command).await.is_ok() })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += usize::from(task.await.unwrap());
    }
    told("holds of coins", done, began.elapsed(), Vec::new());
    heartbeats(&ctx).await;
    redemptions(&ctx, &Vault::at(&folder.path().join("vault"), &ctx.chance).unwrap()).await;

    let began = Instant::now();
    let mut reads = 0;
    while began.elapsed() < EACH {
        for n in 0..100 {
            let listener = ListenerId(format!("listener {}", (reads + n) % LISTENERS));
            wallet(&ctx.db, &listener, ctx.clock.now_ms()).await.unwrap();
        }
        reads += 100;
    }
    told("wallets read, one after another", reads, began.elapsed(), Vec::new());

    let began = Instant::now();
    let audit = verify(&ctx.db, |_, _| {}).await.unwrap();
    assert_eq!(audit.wrong, None);
    told("audit", audit.transfers as usize, began.elapsed(), Vec::new());
    println!("{{\"what\":\"transfers\",\"number\":{},\"blocks\":{}}}", audit.transfers, audit.blocks);
}

/// Listeners who all tell of fifteen seconds, over and over, as fast as they are answered.
async fn heartbeats(ctx: &Ctx) {
    const LISTENING: usize = 1_000;
    let segments = (0..100).map(|n| (format!("s{n}"), 15_000)).collect();
    let spoken = Arc::new(Spoken { article: "an article".into(), segments });
    let began = Instant::now();
    let tasks: Vec<_> = (0..LISTENING)
        .map(|n| {
            let (ctx, spoken) = (ctx.clone(), spoken.clone());
            tokio::spawn(async move {
                let listener = ListenerId(format!("hearing {n}"));
                let session = ctx.chance.secret();
                let open = Open {
                    session: session.clone(),
                    listener: listener.clone(),
                    device: format!("device {n}"),
                    key: ctx.chance.secret(),
                    challenge: "first".into(),
                    narrations: "[]".into(),
                };
                till::ask(&ctx, till::Command::Open(open)).await.unwrap();
                let (mut waits, mut challenge) = (Vec::new(), "first".to_string());
                while began.elapsed() < EACH {
                    let number = waits.len() as i64 + 1;
                    let piece = Piece { segment: format!("s{}", number % 100), from: 0, to: 1000 };
                    let heartbeat = Heartbeat {
                        session: session.clone(),
                        listener: listener.clone(),
                        device: format!("device {n}"),
                        n: number,
                        challenge,
                        digest: number.to_string(),
                        muted: false,
                        heard: vec![(spoken.clone(), vec![piece])],
                        next_challenge: ctx.chance.secret(),
                        next_in_ms: 15_000,
                    };
                    let asked = Instant::now();
                    let Done::Heard(reply) = till::ask(&ctx, till::Command::Hear(heartbeat)).await.unwrap() else {
                        unreachable!("it is heard")
                    };
                    waits.push(asked.elapsed());
                    challenge = reply.challenge;
                }
                waits
            })
        })
        .collect();
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await.unwrap());
    }
    told("heartbeats of 1000 listeners", waits.len(), began.elapsed(), waits);
}

/// Vouchers that everybody wants at once, and a fifth more who want one than there are; then all made ready.
async fn redemptions(ctx: &Ctx, vault: &Vault) {
    const VOUCHERS: usize = 50_000;
    let text = Text { name: "A pot of tea".into(), description: String::new() };
    let new = NewProduct {
        publication: None,
        partner: "The Tea House".into(),
        texts: [("en".into(), text)].into(),
        picture: None,
        price_coins: 1,
        kind: Kind::Voucher,
        digital: None,
        limit: None,
    };
    let mut tx = ctx.db.begin().await.unwrap();
    let tea = products::add(&mut tx, ctx, vault, &new, 0).await.unwrap();
    products::list(&mut tx, ctx, &tea).await.unwrap();
    tx.commit().await.unwrap();
    let file: String = (0..VOUCHERS).map(|n| format!("CODE-{n:08}\n")).collect();
    let began = Instant::now();
    let report = products::upload(ctx, vault, &tea, file.as_bytes()).await.unwrap();
    told("vouchers added", report.added, began.elapsed(), Vec::new());
    let listener = |n: usize| ListenerId(format!("buyer {}", n % LISTENERS));
    for n in 0..LISTENERS {
        let Command::Transfer(asked) = earn(ctx, n + (1 << 42)) else { unreachable!("it is one") };
        let coins = (VOUCHERS / LISTENERS * 2) as i64;
        let asked = Asked { credit: Account::Wallet(listener(n)), coins, ..asked };
        till::transfer(ctx, Command::Transfer(asked)).await.unwrap();
    }
    let commands: Vec<till::Command> = (0..VOUCHERS * 6 / 5)
        .map(|n| {
            let order = newsroom::orders::order_of(&listener(n), &n.to_string());
            let collection = vault.collection_digest(&vault.collection_code(&order));
            let (listener, product) = (listener(n), tea.clone());
            till::Command::Redeem(newsroom::orders::Redeem { order, listener, product, price_coins: 1, collection })
        })
        .collect();
    let began = Instant::now();
    let mut sold = 0;
    for some in commands.chunks(8 * till::BATCH_AT_MOST) {
        let asking = some.iter().cloned().map(|command| {
            let ctx = ctx.clone();
            tokio::spawn(async move { till::ask(&ctx, command).await.is_ok() })
        });
        for task in asking.collect::<Vec<_>>() {
            sold += usize::from(task.await.unwrap());
        }
    }
    assert_eq!(sold, VOUCHERS, "none is sold twice");
    told("redemptions", VOUCHERS * 6 / 5, began.elapsed(), Vec::new());
    let began = Instant::now();
    let ready = redeeming::fulfil(ctx).await.unwrap();
    told("orders made ready", ready, began.elapsed(), Vec::new());
    let began = Instant::now();
    assert_eq!(redeeming::audit(ctx).await.unwrap(), None);
    told("orders audited", ready, began.elapsed(), Vec::new());
}
