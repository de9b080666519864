//! The till: the one way coins move. Commands wait in a queue, a batch of them shares one transaction and one commit,
//! and each is answered after it. A command that is refused takes none of the others with it.
//!
//! Nobody runs it: the first who asks while nothing is under way starts a batch, and who comes during it shares the
//! next. So the more ask at once, the fewer commits each costs. Several processes on one database take turns by the
//! ledger's head row.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ledger::{Command, Receipt, plan, rows};

/// Commands that share a commit. More make the wait of the first ones longer, and commits hardly rarer.
pub const BATCH_AT_MOST: usize = 1_024;
/// Commands that wait; then the till says so, and whoever asked asks again.
pub const WAITING_AT_MOST: usize = 16_384;

type Answer = Result<Receipt>;

/// The queue before the ledger.
#[derive(Default)]
pub struct Till(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Command, oneshot::Sender<Answer>)>,
    busy: bool,
}

impl Till {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next batch; none ends the run, and the next who asks begins another.
    fn next(&self) -> Vec<(Command, oneshot::Sender<Answer>)> {
        let mut queue = self.queue();
        let many = queue.waiting.len().min(BATCH_AT_MOST);
        queue.busy = many > 0;
        queue.waiting.drain(..many).collect()
    }
}

/// Hands a command to the till and waits until it is on the disk. Asked again with the same id, it is the same transfer.
///
/// # Errors
/// `busy` when too many wait; what the books refuse; [`Error::Broken`] when it is not known whether it was written, in
/// which case asking again with the same id is safe and right.
pub async fn ask(ctx: &Ctx, command: Command) -> Answer {
    let (tell, told) = oneshot::channel();
    {
        let mut queue = ctx.till.queue();
        if queue.waiting.len() >= WAITING_AT_MOST {
            return Err(Error::refused("busy", "too many coins move at this moment: try again"));
        }
        queue.waiting.push_back((command, tell));
        if !std::mem::replace(&mut queue.busy, true) {
            // Not in the caller's own task: one who hangs up would take everybody's commit with them.
            tokio::spawn(work_off(ctx.clone()));
        }
    }
    told.await.unwrap_or_else(|_| Err(Error::Broken("the till stopped while it was writing".into())))
}

async fn work_off(ctx: Ctx) {
    loop {
        let batch = ctx.till.next();
        if batch.is_empty() {
            return;
        }
        // In a task of its own: should it panic, those who wait behind are served nevertheless.
        let ctx = ctx.clone();
        if let Err(error) = tokio::spawn(async move { serve(&ctx, batch).await }).await {
            tracing::error!(%error, "a batch of the till was lost");
        }
    }
}

async fn serve(ctx: &Ctx, batch: Vec<(Command, oneshot::Sender<Answer>)>) {
    let (commands, tell): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    for (tell, answer) in tell.into_iter().zip(settle(ctx, &commands).await) {
        // Whoever asked may be gone; what they asked for is done.
        let _ = tell.send(answer);
    }
}

/// Runs commands as one batch, in their order, and answers each. Where the database refuses the whole, each is tried
/// alone: so a command that it cannot bear fails by itself.
pub async fn settle(ctx: &Ctx, commands: &[Command]) -> Vec<Answer> {
    match together(ctx, commands).await {
        Ok(answers) => answers,
        Err(error) if commands.len() == 1 => vec![Err(error)],
        Err(error @ Error::Refused { .. }) => {
            let again = |_| Err(Error::refused(code(&error), error.to_string()));
            commands.iter().map(again).collect()
        }
        Err(error) => {
            tracing::error!(%error, commands = commands.len(), "a batch failed, and is tried one by one");
            let mut answers = Vec::with_capacity(commands.len());
            for command in commands {
                let alone = together(ctx, std::slice::from_ref(command)).await;
                answers.push(alone.and_then(|mut answers| {
                    answers.pop().unwrap_or_else(|| Err(Error::Broken("the till gave no answer".into())))
                }));
            }
            answers
        }
    }
}

fn code(error: &Error) -> &'static str {
    if let Error::Refused { code, .. } = error { code } else { "refused" }
}

async fn together(ctx: &Ctx, commands: &[Command]) -> Result<Vec<Answer>> {
    let mut tx = ctx.db.begin().await?;
    let wanted: Vec<&Command> = commands.iter().collect();
    let mut books = rows::fetch(&mut tx, ctx.clock.now_ms(), &wanted).await?;
    let answers = commands.iter().map(|command| plan::plan(&mut books, command)).collect();
    if books.changed() {
        rows::write(&mut tx, &books).await?;
        tx.commit().await?;
    }
    Ok(answers)
}
