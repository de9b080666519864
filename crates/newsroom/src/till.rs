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
use crate::hearing::{self, Heartbeat, Open, Opened, Reply};
use crate::ledger::{self, Receipt};
use crate::orders::{self, Placed, Redeem};

/// Commands that share a commit. More make the wait of the first ones longer, and commits hardly rarer.
pub const BATCH_AT_MOST: usize = 1_024;
/// Commands that wait; then the till says so, and whoever asked asks again.
pub const WAITING_AT_MOST: usize = 16_384;

/// What the till can be asked.
#[derive(Clone, Debug)]
pub enum Command {
    /// Coins move.
    Ledger(ledger::Command),
    /// Somebody begins to listen.
    Open(Open),
    /// Somebody tells what they heard, and earns.
    Hear(Heartbeat),
    /// Somebody gives coins for a product.
    Redeem(Redeem),
    /// An order is taken a step on.
    SettleOrder(orders::Settle),
}

/// What was done, to each kind of command its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Moved(Receipt),
    Opened(Opened),
    Heard(Reply),
    Placed(Placed),
}

type Answer = Result<Done>;

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

/// Moves coins, as [`ask`].
pub async fn transfer(ctx: &Ctx, command: ledger::Command) -> Result<Receipt> {
    match ask(ctx, Command::Ledger(command)).await? {
        Done::Moved(receipt) => Ok(receipt),
        other => Err(Error::Broken(format!("the till answered something else: {other:?}"))),
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
    let zone = ctx.settings.time_zone;
    let mut tx = ctx.db.begin().await?;
    let head = ledger::rows::hold(&mut tx).await?;
    // Time in the books never goes back, and what is heard goes by the same time.
    let now_ms = ctx.clock.now_ms().max(head.at_ms);
    let (mut opens, mut heartbeats, mut moves) = (Vec::new(), Vec::new(), Vec::new());
    let (mut redeems, mut settles) = (Vec::new(), Vec::new());
    for command in commands {
        match command {
            Command::Ledger(command) => moves.push(command.clone()),
            Command::Open(open) => opens.push(open),
            Command::Hear(heartbeat) => heartbeats.push(heartbeat),
            Command::Redeem(redeem) => redeems.push(redeem),
            Command::SettleOrder(settle) => settles.push(settle),
        }
    }
    let mut slice = None;
    if !opens.is_empty() || !heartbeats.is_empty() {
        let sheet = hearing::rows::sheet(&mut tx, now_ms).await?;
        moves.extend(heartbeats.iter().map(|heartbeat| hearing::session::may_earn(heartbeat, &sheet, zone, now_ms)));
        slice = Some(hearing::rows::fetch(&mut tx, now_ms, zone, sheet, &opens, &heartbeats).await?);
    }
    let mut shop = None;
    if !redeems.is_empty() || !settles.is_empty() {
        moves.extend(redeems.iter().map(|redeem| orders::plan::hold(redeem)));
        // What an order cost is known when it is fetched; which transfers its step needs is known now.
        moves.extend(settles.iter().map(|settle| orders::plan::settlement(settle, 0)));
        shop = Some(orders::rows::fetch(&mut tx, now_ms, &redeems, &settles).await?);
    }
    let mut books = ledger::rows::fetch(&mut tx, head, now_ms, &moves).await?;
    let answers = commands
        .iter()
        .map(|command| match (command, &mut slice, &mut shop) {
            (Command::Ledger(command), ..) => ledger::plan::plan(&mut books, command).map(Done::Moved),
            (Command::Open(open), Some(slice), _) => hearing::session::open(slice, open).map(Done::Opened),
            (Command::Hear(heartbeat), Some(slice), _) => {
                hearing::session::hear(slice, &mut books, heartbeat).map(Done::Heard)
            }
            (Command::Redeem(redeem), _, Some(shop)) => {
                orders::plan::redeem(shop, &mut books, redeem).map(Done::Placed)
            }
            (Command::SettleOrder(settle), _, Some(shop)) => {
                orders::plan::settle(shop, &mut books, settle).map(Done::Placed)
            }
            (Command::Open(_) | Command::Hear(_), None, _)
            | (Command::Redeem(_) | Command::SettleOrder(_), _, None) => {
                Err(Error::Broken("nothing was fetched".into()))
            }
        })
        .collect();
    if books.changed() {
        ledger::rows::write(&mut tx, &books).await?;
    }
    let heard = slice.filter(hearing::session::Slice::changed);
    if let Some(slice) = &heard {
        hearing::rows::write(&mut tx, slice).await?;
    }
    // An order never changes without coins that move.
    let shop = shop.filter(orders::Slice::changed);
    if let Some(shop) = &shop {
        orders::rows::write(&mut tx, ctx, shop).await?;
    }
    if books.changed() || heard.is_some() {
        tx.commit().await?;
    }
    if shop.is_some_and(|shop| shop.has_new()) {
        ctx.bell.notify_one();
    }
    Ok(answers)
}
