//! Two invented colleagues at the demo's desk, invited and not yet there: one edits the community paper, one keeps the shop.

use newsroom::ctx::Ctx;
use newsroom::error::Result;
use newsroom::publications;
use newsroom::staff::{self, Invitation, Role, Roles};

/// Name, address, and the publication whose stories are theirs; none: they keep the shop.
const PEOPLE: [(&str, &str, Option<&str>); 2] =
    [("陳予安", "yu-an@example.org", Some("riverbank-neighbour")), ("Mattias Orr", "mattias@example.org", None)];

/// Invites those who were never invited: who was let go stays away.
pub async fn invite(ctx: &Ctx) -> Result<()> {
    if staff::all(&ctx.db).await?.len() > 1 || !staff::deeds(&ctx.db).await?.is_empty() {
        return Ok(());
    }
    for (name, email, paper) in PEOPLE {
        let role = match paper {
            Some(slug) => Role::Editor(Some(publications::by_slug(&ctx.db, slug).await?.id)),
            None => Role::Shopkeeper,
        };
        let mut tx = ctx.db.begin().await?;
        staff::invite(&mut tx, ctx, &Invitation { name, email, roles: Roles(vec![role]) }).await?;
        tx.commit().await?;
    }
    Ok(())
}
