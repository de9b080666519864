//! `crier doctor`: checks everything a newsroom stands on, and says how to mend each.

mod servers;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use newsroom::ledger::stop;
use newsroom::newsletter::{copies, issues};
use newsroom::outside::files::Files;
use newsroom::outside::mail::Mail;
use newsroom::outside::voices::Voices;
use newsroom::pictures::lettering::Lettering;
use newsroom::{casting, jobs, mails, voicing};
use speech::lang::Lang;

use crate::config::{Config, Place};
use crate::newsroom_at;

/// Below this much room, making voices may fail.
const ROOM_AT_LEAST_MB: u64 = 500;
/// A clock that stands before this program was made is wrong: 2026-01-01.
const CLOCK_AT_LEAST_MS: i64 = 1_767_225_600_000;

struct Finding {
    name: String,
    good: bool,
    says: String,
}

pub async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let config = match Config::read(place, None) {
        Ok(config) => config,
        Err(error) => {
            println!("✗ configuration  {error:#}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut findings = vec![
        clock(),
        database(&config).await,
        files(&config).await,
        disk(&config),
        voice("voice: English", &config, "en", "The bell rings at seven.").await,
        voice("voice: Chinese", &config, "zh-Hant", "鐘聲七點響起。").await,
        cards(),
        cast(&config).await,
        mail(&config).await,
        signature(&config),
        newsletter(&config).await,
        books(&config).await,
    ];
    findings.extend(servers::look(&config).await.into_iter().map(|(name, outcome)| finding(name, outcome)));
    for finding in &findings {
        println!("{} {:<15} {}", if finding.good { "✓" } else { "✗" }, finding.name, finding.says);
    }
    Ok(if findings.iter().all(|finding| finding.good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn finding(name: impl Into<String>, outcome: Result<String, String>) -> Finding {
    let good = outcome.is_ok();
    Finding { name: name.into(), good, says: outcome.unwrap_or_else(|says| says) }
}

fn clock() -> Finding {
    let now = newsroom::clock::Clock::System.now_ms();
    let said = chrono::DateTime::from_timestamp_millis(now).map(|at| at.to_rfc3339()).unwrap_or_default();
    let right = now >= CLOCK_AT_LEAST_MS;
    finding(
        "clock",
        if right { Ok(said) } else { Err(format!("{said}: set the machine's clock (timedatectl set-ntp true)")) },
    )
}

async fn database(config: &Config) -> Finding {
    let url = config.database_url();
    let outcome = async {
        let ctx = newsroom_at::open(config).await.map_err(|e| {
            format!("{e:#}. SQLite: is the folder writable? PostgreSQL: is it running, is the address right?")
        })?;
        let (waiting, failed) = jobs::count(&ctx).await.map_err(|e| e.to_string())?;
        ctx.db.close().await;
        if failed > 0 {
            return Err(format!("{failed} jobs rest as failed; the log of `crier work` or `crier serve` says why"));
        }
        Ok(format!("{} ({waiting} jobs wait)", hidden(&url)))
    };
    finding("database", outcome.await)
}

/// The address without its password.
fn hidden(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut url) if url.password().is_some() => {
            let _ = url.set_password(Some("…"));
            url.to_string()
        }
        _ => url.to_string(),
    }
}

async fn files(config: &Config) -> Finding {
    const NAME: &str = "doctor/probe";
    let outcome = async {
        let files = Files::open(&config.files_url()).map_err(|e| e.to_string())?;
        files.put(NAME, "probe").await.map_err(|e| format!("{e}: make the folder writable for this program"))?;
        let there = files.get(NAME).await.map_err(|e| e.to_string())?;
        files.delete(NAME).await.map_err(|e| e.to_string())?;
        if there.as_deref() == Some(b"probe") {
            Ok(config.files_url())
        } else {
            Err("what was written was not read back".into())
        }
    };
    finding("files", outcome.await)
}

fn disk(config: &Config) -> Finding {
    // A newsroom that has not begun yet stands where its folder will be.
    let there = config.data().ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("."));
    let free = fs4::available_space(there).map_err(|e| e.to_string());
    let outcome = free.and_then(|bytes| match bytes >> 20 {
        mb if mb >= ROOM_AT_LEAST_MB => Ok(format!("{mb} MB free")),
        mb => Err(format!(
            "only {mb} MB free in {}: make room, or choose another folder with --data",
            config.data().display()
        )),
    });
    finding("disk", outcome)
}

async fn voice(name: &'static str, config: &Config, lang: &str, text: &str) -> Finding {
    let outcome = async {
        let voices: Voices = newsroom_at::voices(config).map_err(|e| e.to_string())?;
        let (pieces, choice) = voicing::speak_one(&voices, text, Lang::of(lang), lang)
            .await
            .map_err(|e| format!("{e}. Install it: apt-get install espeak-ng, or brew install espeak-ng"))?;
        let voice = choice.voice();
        let said = format!("{voice} ({} ms for “{text}”)", pieces.duration_ms);
        Ok(match choice.instead_of() {
            Some(missing) => format!(
                "{said}, because {missing}, which is understood better, is not installed: apt-get install libflite1, or \
                 brew install flite; stories are read by it from the minute after"
            ),
            None => said,
        })
    };
    finding(name, outcome.await)
}

/// Whether the cards of shared stories can show Chinese headlines. Many newsrooms have none: missing letters are no illness.
fn cards() -> Finding {
    let letters = Lettering::of(web::assets::faces());
    let says = if letters.has('鐘') {
        "headlines in Latin letters and in Chinese"
    } else {
        "headlines in Latin letters; in Chinese, Japanese and Korean they are left out: apt-get install fonts-noto-cjk"
    };
    finding("share cards", Ok(says.to_string()))
}

/// Whether all voices that were cast are there.
async fn cast(config: &Config) -> Finding {
    let outcome = async {
        let ctx = newsroom_at::open(config).await.map_err(|_| "the database cannot be asked".to_string())?;
        let castings = casting::all(&ctx.db).await.map_err(|e| e.to_string())?;
        let mut missing = Vec::new();
        for voice in castings.iter().map(|casting| &casting.voice).collect::<BTreeSet<_>>() {
            if let Some(why) = voicing::missing(&ctx.voices, voice).await {
                missing.push(format!("{voice}: {why}"));
            }
        }
        ctx.db.close().await;
        match missing.as_slice() {
            [] if castings.is_empty() => Ok("nobody: the embedded voices speak".into()),
            [] => Ok(format!("{} castings, all voices are there", castings.len())),
            missing => Err(format!(
                "{}. The embedded voice stands in: add the voice again, or cast another (crier voices who)",
                missing.join("; ")
            )),
        }
    };
    finding("voices: cast", outcome.await)
}

/// Whether coins can move.
async fn books(config: &Config) -> Finding {
    let outcome = async {
        let ctx = newsroom_at::open(config).await.map_err(|e| format!("{e:#}"))?;
        let closed = stop::closed(&ctx.db).await.map_err(|e| e.to_string())?;
        ctx.db.close().await;
        match closed {
            None => Ok("open".to_string()),
            Some((_, why)) => Err(format!(
                "closed, no coin moves: {why}. Look into it (`crier ledger verify`), put a backup back if need be, then `crier ledger reopen`"
            )),
        }
    };
    finding("books of coins", outcome.await)
}

/// Whether people can be written to, and whether letters went out.
async fn mail(config: &Config) -> Finding {
    let outcome = async {
        let mail = config.mail().map_err(|e| e.to_string())?;
        match &mail {
            Mail::None => return Ok("none is set: listeners sign in by passkey alone".to_string()),
            Mail::Desk => return Ok("letters are shown at /desk/mails and not sent".to_string()),
            Mail::Smtp(_) => {}
        }
        if !mail.answers().await.map_err(|e| format!("{e}: is the address in `mail` right, and the password?"))? {
            return Err("the mail server answers, and refuses: is the name in `mail` right, and the password?".into());
        }
        let ctx = newsroom_at::open(config).await.map_err(|e| format!("{e:#}"))?;
        let (stuck, why) = mails::stuck(&ctx).await.map_err(|e| e.to_string())?;
        ctx.db.close().await;
        match why {
            Some(why) => {
                Err(format!("the mail server answers, but {stuck} letters of the last week could not be sent: {why}"))
            }
            None => Ok("the mail server answers".to_string()),
        }
    };
    finding("mail", outcome.await)
}

/// Whether letters are signed, and what belongs into the DNS.
fn signature(config: &Config) -> Finding {
    let outcome = match config.dkim() {
        Ok(None) => Ok("none: letters are signed by your mail server, or by nobody (`crier mail key`)".to_string()),
        // A letter of our own comes through the signing whole, so the key is one.
        Ok(Some(dkim)) => match dkim.sign(b"From: a@example.org\r\n\r\n") {
            Ok(_) => Ok(format!("{} has to be a TXT record: {}", dkim.record_name(), dkim.record())),
            Err(error) => Err(error.to_string()),
        },
        Err(error) => Err(error.to_string()),
    };
    finding("mail: signature", outcome)
}

/// Whether issues go out, and of which copies nobody knows.
async fn newsletter(config: &Config) -> Finding {
    let outcome = async {
        if !config.newsletter || config.mail.is_none() {
            return Ok("none: it needs a mail server, and newsletter = true".to_string());
        }
        let ctx = newsroom_at::open(config).await.map_err(|e| format!("{e:#}"))?;
        let stuck = issues::past(&ctx.db).await.map_err(|e| e.to_string())?;
        let stuck = stuck
            .into_iter()
            .find(|issue| matches!(issue.state.as_str(), "held" | "sending") && issue.problem.is_some());
        let unknown = copies::unknown(&ctx.db, None).await.map_err(|e| e.to_string())?.len();
        let coming = issues::coming(&ctx.db).await.map_err(|e| e.to_string())?.len();
        ctx.db.close().await;
        if let Some(issue) = stuck {
            let why = issue.problem.unwrap_or_default();
            return Err(format!("an issue is {}: {why}. The desk has it: /desk/newsletter/{}", issue.state, issue.id));
        }
        if unknown > 0 {
            return Err(format!(
                "of {unknown} copies nobody knows whether they arrived: ask the mail server for them (`crier newsletter unknown`), \
                 and say so (`crier newsletter settle`), or decide at /desk/newsletter"
            ));
        }
        Ok(format!("{coming} issues are planned"))
    };
    finding("newsletter", outcome.await)
}
