//! What a listener may take along, and what they leave behind: the whole account as one JSON file, and its erasure.

use serde_json::{Value as Json, json};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::ids::ListenerId;
use crate::ledger::wallet::{self, Line};
use crate::newsletter::copies;
use crate::orders::views::{self, Before, Order};
use crate::{hearing, held, listeners, listening, mails, marks, progress, subscribers};

/// Everything that is kept of a listener, in words that need no program of ours.
pub async fn export(ctx: &Ctx, listener: &ListenerId) -> Result<Json> {
    let account = listeners::by_id(ctx, listener).await?;
    let newsletter = match &account.email {
        Some(email) => subscribers::by_email(&ctx.db, email).await?,
        None => None,
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut before = i64::MAX;
    loop {
        let page = wallet::statement(&ctx.db, listener, before).await?;
        let Some(last) = page.last() else { break };
        before = last.seq;
        lines.extend(page);
    }
    let mut orders: Vec<Order> = Vec::new();
    let mut before = Before::all();
    loop {
        let page = views::of_listener(&ctx.db, listener, &before).await?;
        let Some(last) = page.last() else { break };
        before = Before::of(last);
        orders.extend(page);
    }
    Ok(json!({
        "about": format!("All that {} keeps of this account. Times are Unix milliseconds.", ctx.settings.site_name),
        "made_at_ms": ctx.clock.now_ms(),
        "account": account,
        "newsletter": newsletter,
        "devices": listeners::sessions(ctx, listener).await?,
        "passkeys": listeners::passkeys::of(ctx, listener).await?,
        "wallet": wallet::wallet(&ctx.db, listener, ctx.clock.now_ms()).await?,
        "statement": lines,
        "orders": orders,
        "appeals": held::appeals(&ctx.db, listener).await?,
        "heard": hearing::rows::heard_by(&ctx.db, listener).await?,
        "listening": listening::export(ctx, listener).await?,
    }))
}

/// Erases an account. Who it was and what they heard is gone at once; the ledger's lines and the orders stay, under a
/// number that belongs to nobody, for without them the books would not add up. What an order brings can be seen by
/// nobody any more. The newsletter that went to the same address ends.
pub async fn erase(ctx: &Ctx, listener: &ListenerId) -> Result<()> {
    let email = listeners::by_id(ctx, listener).await?.email;
    let mut tx = ctx.db.begin().await?;
    listeners::erase(&mut tx, ctx, listener).await?;
    if let Some(email) = email {
        mails::forget(&mut tx, &email).await?;
        // The same person: whoever goes gets no letter any more.
        if let Some(subscriber) = subscribers::leave_by_email(&mut tx, &email).await? {
            copies::withdraw(&mut tx, ctx, &subscriber, None).await?;
        }
    }
    hearing::rows::forget(&mut tx, listener).await?;
    held::forget(&mut tx, listener).await?;
    progress::erase(&mut tx, listener).await?;
    marks::erase(&mut tx, listener).await?;
    tx.commit().await
}
