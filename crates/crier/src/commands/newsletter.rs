//! `crier newsletter status|add|send|unknown|settle`

use std::io::BufRead;
use std::path::PathBuf;

use anyhow::{Context, bail};
use chrono::DateTime;
use clap::Subcommand;
use newsroom::ctx::Ctx;
use newsroom::mailing;
use newsroom::newsletter::copies::{self, Unknown, Verdict};
use newsroom::newsletter::issues::{self, Issue};
use newsroom::subscribers::{self, Choices, Rhythm};

use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Subcommand)]
pub enum Deed {
    /// Who gets it, what comes next, and how the last issues went
    Status,
    /// Take in people who agreed elsewhere to get it: a file with an address in each line
    Add {
        file: PathBuf,
        /// daily or weekly
        #[arg(long, default_value = "daily")]
        rhythm: String,
        /// Language of their letters: en or zh-Hant
        #[arg(long, default_value = "en")]
        lang: String,
    },
    /// Send the issue that comes next, now
    Send {
        /// daily or weekly
        rhythm: String,
        /// Language of the issue: en or zh-Hant
        #[arg(long, default_value = "en")]
        lang: String,
    },
    /// Copies of which nobody knows whether they arrived, because the program ended while they were handed over: when, to
    /// whom, and the Message-ID by which the mail server knows them
    Unknown,
    /// Say of such copies, once the mail server was asked, whether they arrived
    Settle {
        /// They arrived
        #[arg(long, conflicts_with = "again", required_unless_present = "again")]
        arrived: bool,
        /// They did not, and go again
        #[arg(long)]
        again: bool,
        /// Their Message-IDs; `-`: one in each line of the standard input
        #[arg(required = true)]
        message_ids: Vec<String>,
    },
}

pub async fn run(place: &Place, deed: &Deed) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    let ctx = newsroom_at::open(&config).await?;
    match deed {
        Deed::Status => status(&ctx).await?,
        Deed::Add { file, rhythm, lang } => {
            let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
            let lines = text.lines().map(|line| line.trim().to_string());
            let emails: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
            let mut tx = ctx.db.begin().await?;
            let choices = Choices::all(Rhythm::named(rhythm)?, known(lang)?);
            let added = subscribers::add(&mut tx, &ctx, &emails, &choices).await?;
            tx.commit().await?;
            println!("{added} added, {} were there already", emails.len() as u64 - added);
        }
        Deed::Send { rhythm, lang } => {
            mailing::look(&ctx).await?;
            let (rhythm, lang) = (Rhythm::named(rhythm)?, known(lang)?);
            let coming = issues::coming(&ctx.db).await?;
            let Some(issue) = coming.into_iter().find(|issue| issue.rhythm == rhythm && issue.lang == lang) else {
                bail!("no such issue is planned: nobody gets one, or there is no mail server (`crier doctor`)");
            };
            match mailing::send_now(&ctx, &issue).await? {
                0 => bail!("there is no story to hear in it yet: nothing was sent"),
                people => println!("it goes to {people} people; workers hand it over"),
            }
        }
        Deed::Unknown => {
            for copy in copies::unknown(&ctx.db, None).await? {
                let email = copy.email.clone().unwrap_or_else(|| "(has left)".into());
                println!("{}\t{email}\t{}\t{}", moment(copy.handed_at_ms), name(&ctx, &copy), copy.issue);
            }
        }
        Deed::Settle { arrived, message_ids, .. } => {
            let verdict = if *arrived { Verdict::Arrived } else { Verdict::Again };
            settle(&ctx, &named(message_ids)?, verdict).await?;
        }
    }
    Ok(())
}

fn known(lang: &str) -> anyhow::Result<&str> {
    anyhow::ensure!(["en", "zh-Hant"].contains(&lang), "letters are written in en or zh-Hant");
    Ok(lang)
}

async fn status(ctx: &Ctx) -> anyhow::Result<()> {
    for (state, people) in subscribers::counts(&ctx.db).await? {
        println!("subscribers\t{state}\t{people}");
    }
    for issue in issues::coming(&ctx.db).await? {
        println!("coming\t{}\t{}", kind(&issue), moment(Some(issue.goes_at_ms)));
    }
    for issue in issues::past(&ctx.db).await? {
        let counts = copies::counts(&ctx.db, &issue.id).await?;
        println!(
            "{}\t{}\t{}\tsent {}, waiting {}, unknown {}, refused {}, not in time {}, unsubscribed {}{}",
            issue.state,
            kind(&issue),
            moment(issue.begun_at_ms.or(Some(issue.goes_at_ms))),
            counts.sent,
            counts.waiting,
            counts.unknown,
            counts.refused,
            counts.lapsed,
            counts.unsubscribed,
            issue.problem.map(|problem| format!("\t{problem}")).unwrap_or_default()
        );
    }
    Ok(())
}

fn kind(issue: &Issue) -> String {
    let number = issue.number.map(|number| format!(" no. {number}")).unwrap_or_default();
    format!("{} {}{number}", issue.rhythm.name(), issue.lang)
}

fn moment(ms: Option<i64>) -> String {
    ms.and_then(DateTime::from_timestamp_millis)
        .map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string())
        .unwrap_or_default()
}

/// What the mail server knows a copy by.
fn name(ctx: &Ctx, copy: &Unknown) -> String {
    mailing::message_id(ctx, &copy.issue, &copy.subscriber)
}

fn named(given: &[String]) -> anyhow::Result<Vec<String>> {
    if given != ["-"] {
        return Ok(given.to_vec());
    }
    let lines = std::io::stdin().lock().lines().map(|line| Ok(line?.trim().to_string()));
    lines.filter(|line| !matches!(line, Ok(line) if line.is_empty())).collect()
}

async fn settle(ctx: &Ctx, message_ids: &[String], verdict: Verdict) -> anyhow::Result<()> {
    let mut settled = 0;
    for copy in copies::unknown(&ctx.db, None).await? {
        let own = name(ctx, &copy);
        if message_ids.iter().any(|id| id.trim_matches(['<', '>']) == own.trim_matches(['<', '>'])) {
            mailing::decide(ctx, &copy.issue, &copy.subscriber, verdict).await?;
            settled += 1;
        }
    }
    let of = message_ids.len();
    match verdict {
        Verdict::Arrived => println!("{settled} of {of} have arrived"),
        Verdict::Again => println!("{settled} of {of} go again"),
    }
    Ok(())
}
