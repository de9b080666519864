//! The roof: which job runs which deed, and the timetable.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, MailId, NarrationId, SpotId};
use crate::jobs::{self, Job, Take};
use crate::timetable::{self, Entry};
use crate::{articles, bookkeeping, mailing, mails, orders, redeeming, spots, sweeping, topics, voicing};

/// A bell may be missed (another process rang it): the table is looked at this often anyway. Somebody may be waiting for
/// the first word of a story, and a look reads a few rows.
const LOOK: Duration = Duration::from_millis(50);
/// After an error.
const REST: Duration = Duration::from_secs(2);
/// Jobs taken beyond the number of voices when somebody waits for them: a story that is wanted now does not wait until
/// another, which nobody listens to yet, is spoken to its end.
const URGENT_PLACES: usize = 2;
const SWEEP: Duration = Duration::from_secs(600);
/// The second sweep after a start finds what a killed process left in its last seconds.
const SWEEP_AGAIN: Duration = Duration::from_secs(15);
/// How long running jobs may take to end when the program is asked to stop; past it their leases expire.
const LEAVE: Duration = Duration::from_secs(10);

/// What comes back by the clock, beside the sweep, which each worker does for itself.
const TIMETABLE: &[Entry] = &[
    Entry { kind: articles::ARCHIVE, every_ms: 60 * 60_000 },
    Entry { kind: "audit", every_ms: 60 * 60_000 },
    Entry { kind: "expire", every_ms: 10 * 60_000 },
    Entry { kind: "topics", every_ms: 10 * 60_000 },
    Entry { kind: "warn", every_ms: 6 * 60 * 60_000 },
    Entry { kind: mailing::LOOK, every_ms: 60_000 },
];
/// How often the timetable is looked at.
const LOOK_AT_TIMETABLE: Duration = Duration::from_secs(20);

/// Works until told to stop. Jobs run side by side, as many as there are voices.
pub async fn work(ctx: Ctx, stop: CancellationToken) {
    let mut under_way = JoinSet::new();
    let places = ctx.voices.places();
    let voices = ctx.voices.clone();
    tokio::spawn(async move { voices.wake().await });
    let mut next_sweep = tokio::time::Instant::now();
    let mut sweeps = 0;
    let mut next_timetable = tokio::time::Instant::now();
    while !stop.is_cancelled() {
        if tokio::time::Instant::now() >= next_sweep {
            report("sweep", sweeping::sweep(&ctx).await.map(|_| ()));
            sweeps += 1;
            next_sweep = tokio::time::Instant::now() + if sweeps == 1 { SWEEP_AGAIN } else { SWEEP };
        }
        if tokio::time::Instant::now() >= next_timetable {
            report("timetable", timetable::look(&ctx, TIMETABLE).await.map(|_| ()));
            next_timetable = tokio::time::Instant::now() + LOOK_AT_TIMETABLE;
        }
        while under_way.try_join_next().is_some() {}
        let take = if under_way.len() < places { Take::Due } else { Take::Urgent };
        let claimed = if under_way.len() < places + URGENT_PLACES { claim(&ctx, take).await } else { Ok(None) };
        match claimed {
            Ok(Some(job)) => {
                let ctx = ctx.clone();
                under_way.spawn(async move { run(&ctx, job).await });
            }
            Ok(None) => tokio::select! {
                () = stop.cancelled() => {}
                () = ctx.bell.notified() => {}
                Some(_) = under_way.join_next(), if !under_way.is_empty() => {}
                () = tokio::time::sleep(LOOK) => {}
            },
            Err(error) => {
                tracing::error!(%error, "cannot claim a job");
                tokio::select! { () = stop.cancelled() => {} () = tokio::time::sleep(REST) => {} }
            }
        }
    }
    let _ = tokio::time::timeout(LEAVE, async { while under_way.join_next().await.is_some() {} }).await;
}

/// Looks before it writes: most looks find nothing.
async fn claim(ctx: &Ctx, take: Take) -> Result<Option<Job>> {
    if jobs::waits(ctx, take).await? { jobs::claim(ctx, take).await } else { Ok(None) }
}

/// Runs jobs until none is due: for commands that work and go, and for tests.
pub async fn work_off(ctx: &Ctx) -> Result<usize> {
    let mut ran = 0;
    while let Some(job) = jobs::claim(ctx, Take::Due).await? {
        run(ctx, job).await;
        ran += 1;
    }
    Ok(ran)
}

async fn run(ctx: &Ctx, job: Job) {
    // Both go on side by side. A lease prolonged inside a branch would leave the deed unpolled, and the deed may just
    // have been handed the one connection that writes: each would wait for the other.
    let outcome = tokio::select! {
        outcome = deed(ctx, &job) => outcome,
        () = keep_lease(ctx, &job) => return, // another worker has it
    };
    let ended = match &outcome {
        Ok(()) => jobs::finish(ctx, &job).await,
        Err(error) => {
            let again = matches!(error, Error::Broken(_));
            tracing::warn!(kind = job.kind, attempt = job.attempts, %error, "a job failed");
            jobs::fail(ctx, &job, &error.to_string(), again).await
        }
    };
    report("ending a job", ended);
}

/// Prolongs the lease while the job runs; ends when the job is no longer ours.
async fn keep_lease(ctx: &Ctx, job: &Job) {
    loop {
        tokio::time::sleep(Duration::from_millis(jobs::LEASE_MS as u64 / 3)).await;
        if let Ok(false) = jobs::hold(ctx, job).await {
            return;
        }
    }
}

async fn deed(ctx: &Ctx, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        "voice" => voicing::voice(ctx, &NarrationId(job.payload.clone()), job).await,
        voicing::OPENING => voicing::opening(ctx, &ArticleId(job.payload.clone())).await,
        "lexicon" => voicing::again(ctx, &job.payload).await.map(|_| ()),
        voicing::BACK => voicing::back(ctx, &job.payload).await.map(|_| ()),
        spots::VOICE => voicing::voice_spot(ctx, &SpotId(job.payload.clone()), job).await,
        spots::TURN => spots::campaigns::turn(ctx).await,
        "cast" => voicing::recast(ctx, &job.payload).await.map(|_| ()),
        "publish" => {
            let mut tx = ctx.db.begin().await?;
            articles::publish_if_due(&mut tx, ctx, &ArticleId(job.payload.clone())).await?;
            tx.commit().await
        }
        "mail" => mails::send(ctx, &MailId(job.payload.clone())).await,
        mailing::LOOK => mailing::look(ctx).await,
        mailing::SEND => mailing::send(ctx, job).await,
        mailing::TEST => mailing::test(ctx, &job.payload).await,
        articles::ARCHIVE => articles::enter_missing(ctx).await.map(|_| ()),
        "topics" => topics::gather(ctx).await.map(|_| ()),
        "audit" => bookkeeping::audit(ctx).await,
        "expire" => bookkeeping::expire(ctx).await.map(|_| ()),
        "warn" => bookkeeping::warn(ctx).await.map(|_| ()),
        orders::FULFIL => redeeming::fulfil(ctx).await.map(|_| ()),
        orders::SWEEP => redeeming::sweep(ctx).await.map(|_| ()),
        "sweep" => sweeping::sweep(ctx).await.map(|_| ()),
        other => Err(Error::refused("unknown-job", format!("no deed is called “{other}”"))),
    }
}

fn report(doing: &str, outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "{doing} failed");
    }
}
