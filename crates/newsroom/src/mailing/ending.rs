//! An issue comes to its end, or is held: what its refusals say of mailboxes, and when they say more of us.

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::IssueId;
use crate::newsletter::copies::{self, Tally};
use crate::newsletter::issues::{self, End};
use crate::subscribers;

/// Of one mailbox alone that refuses nobody can tell whose doing it is. Where two do and none takes its copy, it is more
/// likely that the mail server takes nothing of ours than that everybody has gone.
const REFUSED_BY_ALL: i64 = 2;
/// From so many copies on, more that are refused than taken are too many to be mailboxes that are gone; below, two or three
/// old addresses make the greater part.
const COPIES_TO_JUDGE_BY: i64 = 10;

/// Ends an issue of which nothing waits any more, and learns from it, once, which mailboxes are gone. One whose refusals
/// cannot be believed is held instead.
pub async fn finish(ctx: &Ctx, issue: &IssueId) -> Result<()> {
    let mut tx = ctx.db.begin().await?;
    copies::let_go(&mut tx, ctx, issue).await?;
    let tally = copies::tally(&mut tx, issue).await?;
    if tally.waiting == 0 && is_doubtful(&tally) {
        hold(&mut tx, ctx, issue, &doubt(&tally)).await?;
    } else if issues::end(&mut tx, ctx, issue).await? == End::First {
        subscribers::learn_from(&mut tx, issue).await?;
    }
    tx.commit().await
}

/// Goes no further with an issue until somebody has said so. What mailboxes have refused waits again: it was hardly them.
pub async fn hold(tx: &mut Tx, ctx: &Ctx, issue: &IssueId, because: &str) -> Result<()> {
    if issues::hold(tx, issue, because).await? {
        tracing::error!(%issue, because, "an issue is held");
        copies::take_back_refusals(tx, ctx, issue).await?;
    }
    Ok(())
}

/// Whether so much was refused that it says something of us. What is refused again after somebody has let the issue go on
/// is not counted, so that it comes to an end.
fn is_doubtful(tally: &Tally) -> bool {
    let by_all = tally.taken == 0 && tally.refused >= REFUSED_BY_ALL;
    let by_most = tally.refused + tally.taken >= COPIES_TO_JUDGE_BY && tally.refused > tally.taken;
    by_all || by_most
}

fn doubt(tally: &Tally) -> String {
    let (refused, of) = (tally.refused, tally.refused + tally.taken);
    let said = tally.answer.as_deref().unwrap_or_default();
    format!("{refused} of {of} mailboxes refused it, too many to be gone. The mail server said: {said}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubtful(refused: i64, taken: i64) -> bool {
        is_doubtful(&Tally { waiting: 0, taken, refused, answer: None })
    }

    #[test]
    fn what_nobody_takes_or_most_refuse_is_not_the_mailboxes_fault() {
        assert!(doubtful(2, 0) && doubtful(3, 0) && doubtful(6, 4) && doubtful(60, 40));
    }

    #[test]
    fn a_few_mailboxes_that_are_gone_are_believed() {
        assert!(!doubtful(0, 0) && !doubtful(1, 0) && !doubtful(1, 1) && !doubtful(5, 4));
        assert!(!doubtful(5, 5) && !doubtful(40, 60));
    }

    #[test]
    fn whoever_looks_reads_what_the_mail_server_said() {
        let tally = Tally { waiting: 0, taken: 4, refused: 6, answer: Some("554 relay access denied".into()) };
        assert_eq!(
            doubt(&tally),
            "6 of 10 mailboxes refused it, too many to be gone. The mail server said: 554 relay access denied"
        );
    }
}
