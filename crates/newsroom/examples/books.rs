//! How fast coins move: the till on a database named in the first argument (`sqlite:PATH`, `postgres://…`), which must
//! be empty. Prints JSON lines `{"what", "per_s", "cpu_us", …}`; what is in `cpu_us` is this process's own, so that of
//! PostgreSQL's server is not. `scripts/bench books` runs it beside its peers.

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
use newsroom::ledger::{Account, Asked, Command, Settlement, TransferId};
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

/// A measurement under way.
struct Taken {
    began: Instant,
    cpu_us: f64,
}

impl Taken {
    fn begin() -> Taken {
        Taken { began: Instant::now(), cpu_us: cpu_us() }
    }

    fn tell(self, what: &str, number: usize, mut waits: Vec<Duration>) {
        let (took, cpu_us) = (self.began.elapsed().as_secs_f64(), cpu_us() - self.cpu_us);
        waits.sort_unstable();
        let p99 = waits.get(waits.len() * 99 / 100).or(waits.last()).map_or(0.0, |wait| wait.as_secs_f64() * 1000.0);
        let (per_s, each_us) = (number as f64 / took, cpu_us / number as f64);
        println!("{{\"what\":\"{what}\",\"per_s\":{per_s:.1},\"p99_ms\":{p99:.2},\"cpu_us\":{each_us:.1}}}");
    }
}

/// What this process has used of the processors, where Linux tells it: fields 14 and 15 of proc(5), hundredths of a second.
fn cpu_us() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() * 10_000.0
}

/// `asking` tasks, each with its next command once the last is answered, for [`EACH`].
async fn together<F>(ctx: &Ctx, what: &str, asking: usize, make: F) -> usize
where
    F: Fn(&Ctx, usize) -> till::Command + Send + Sync + Copy + 'static,
{
    let taken = Taken::begin();
    let began = taken.began;
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
    taken.tell(what, number, waits);
    number
}

/// Asks for all of them, as many at once as the till lets wait; answers how many were not refused.
async fn all_at_once(ctx: &Ctx, what: &str, commands: Vec<till::Command>) -> usize {
    let number = commands.len();
    let taken = Taken::begin();
    let mut done = 0;
    let mut left = commands.into_iter().peekable();
    while left.peek().is_some() {
        let asking = left.by_ref().take(8 * till::BATCH_AT_MOST).map(|command| {
            let ctx = ctx.clone();
            tokio::spawn(async move { till::ask(&ctx, command).await.is_ok() })
        });
        for task in asking.collect::<Vec<_>>() {
            done += usize::from(task.await.unwrap());
        }
    }
    taken.tell(what, number, Vec::new());
    done
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
            newsletter: Default::default(),
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
    let holds = all_at_once(&ctx, "holds of coins", (0..LISTENERS * 2).map(|n| spend(&ctx, n)).collect()).await;
    assert_eq!(holds, LISTENERS * 2);
    // Let go again: coins that are set aside belong to an order, as the shop's audit knows.
    let let_go = |n: usize| {
        let (id, pending) = (["let go", &n.to_string()], ["spend", &n.to_string()]);
        let (id, pending) = (TransferId::of(&id), TransferId::of(&pending));
        till::Command::Ledger(Command::Settle { id, pending, how: Settlement::Void, memo: "{}".into() })
    };
    let voids = all_at_once(&ctx, "holds let go", (0..LISTENERS * 2).map(let_go).collect()).await;
    assert_eq!(voids, holds);
    heartbeats(&ctx).await;
    redemptions(&ctx, &Vault::at(&folder.path().join("vault"), &ctx.chance).unwrap()).await;

    let taken = Taken::begin();
    let mut reads = 0;
    while taken.began.elapsed() < EACH {
        for n in 0..100 {
            let listener = ListenerId(format!("listener {}", (reads + n) % LISTENERS));
            wallet(&ctx.db, &listener, ctx.clock.now_ms()).await.unwrap();
        }
        reads += 100;
    }
    taken.tell("wallets read, one after another", reads, Vec::new());

    let taken = Taken::begin();
    let audit = verify(&ctx.db, |_, _| {}).await.unwrap();
    assert_eq!(audit.wrong, None);
    taken.tell("audit", audit.transfers as usize, Vec::new());
    println!("{{\"what\":\"transfers\",\"number\":{},\"blocks\":{}}}", audit.transfers, audit.blocks);
}

/// Listeners who all tell of fifteen seconds, over and over, as fast as they are answered.
async fn heartbeats(ctx: &Ctx) {
    const LISTENING: usize = 1_000;
    let segments = (0..100).map(|n| (format!("s{n}"), 15_000)).collect();
    let spoken = Arc::new(Spoken { article: "an article".into(), segments });
    let taken = Taken::begin();
    let began = taken.began;
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
    taken.tell("heartbeats of 1000 listeners", waits.len(), waits);
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
    let taken = Taken::begin();
    let report = products::upload(ctx, vault, &tea, file.as_bytes()).await.unwrap();
    taken.tell("vouchers added", report.added, Vec::new());
    let listener = |n: usize| ListenerId(format!("buyer {}", n % LISTENERS));
    let coins = (0..LISTENERS).map(|n| {
        let Command::Transfer(asked) = earn(ctx, n + (1 << 42)) else { unreachable!("it is one") };
        let coins = (VOUCHERS / LISTENERS * 2) as i64;
        till::Command::Ledger(Command::Transfer(Asked { credit: Account::Wallet(listener(n)), coins, ..asked }))
    });
    all_at_once(ctx, "first coins of new listeners", coins.collect()).await;
    let commands: Vec<till::Command> = (0..VOUCHERS * 6 / 5)
        .map(|n| {
            let order = newsroom::orders::order_of(&listener(n), &n.to_string());
            let collection = vault.collection_digest(&vault.collection_code(&order));
            let (listener, product) = (listener(n), tea.clone());
            till::Command::Redeem(newsroom::orders::Redeem { order, listener, product, price_coins: 1, collection })
        })
        .collect();
    let sold = all_at_once(ctx, "redemptions", commands).await;
    assert_eq!(sold, VOUCHERS, "none is sold twice");
    let taken = Taken::begin();
    let ready = redeeming::fulfil(ctx).await.unwrap();
    taken.tell("orders made ready", ready, Vec::new());
    let taken = Taken::begin();
    assert_eq!(redeeming::audit(ctx).await.unwrap(), None);
    taken.tell("orders audited", ready, Vec::new());
}
