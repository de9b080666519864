//! Three invented readers of the demo's newsletter, so that the desk has an issue to compose. Their letters go to the desk's
//! page of mails, like all of the demo's.

use newsroom::ctx::Ctx;
use newsroom::error::Result;
use newsroom::mailing;
use newsroom::subscribers::{self, Choices, Rhythm};

const READERS: [(&str, Rhythm, &str); 3] = [
    ("wren@example.com", Rhythm::Daily, "en"),
    ("an-ching@example.com", Rhythm::Daily, "zh-Hant"),
    ("bastian@example.com", Rhythm::Weekly, "en"),
];

/// Adds them to a newsletter that nobody reads yet, and plans their first issues.
pub async fn subscribe(ctx: &Ctx) -> Result<()> {
    if !subscribers::counts(&ctx.db).await?.is_empty() {
        return Ok(());
    }
    let mut tx = ctx.db.begin().await?;
    for (email, rhythm, lang) in READERS {
        subscribers::add(&mut tx, ctx, &[email.to_string()], &Choices::all(rhythm, lang)).await?;
    }
    tx.commit().await?;
    mailing::look(ctx).await
}
