//! `crier staff`

use anyhow::{Context, bail};
use clap::Args;
use newsroom::publications;
use newsroom::staff::{self, Invitation, Role, Roles};

use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Args)]
pub struct Flags {
    /// Whom to let in, by their address; without one: whoever runs this machine, who owns the newsroom
    email: Option<String>,
    /// Their name; needed for somebody who is not of the staff yet
    #[arg(long, requires = "email")]
    name: Option<String>,
    /// What they may do: owner (everything), shopkeeper (products, orders, coins) or editor (stories); needed for
    /// somebody who is not of the staff yet
    #[arg(long, requires = "email")]
    role: Option<String>,
    /// Of an editor: the one publication whose stories are theirs, by its slug; without it all of them
    #[arg(long, requires = "email")]
    publication: Option<String>,
}

pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    let ctx = newsroom_at::open(&config).await?;
    let Some(email) = &flags.email else {
        println!("{}/desk/sign-in?token={}", config.public_url, staff::let_in(&ctx).await?);
        eprintln!("This link opens the desk once, within a day.");
        return Ok(());
    };
    let known = staff::all(&ctx.db).await?.into_iter().find(|one| one.email.as_deref() == Some(&email.to_lowercase()));
    let publication = match &flags.publication {
        Some(slug) => Some(publications::by_slug(&ctx.db, slug).await?.id),
        None => None,
    };
    let mut tx = ctx.db.begin().await?;
    let secret = match known {
        Some(member) => {
            if flags.name.is_some() || flags.role.is_some() || flags.publication.is_some() {
                bail!(
                    "{email} is of the staff already: leave --name, --role and --publication out for a new link; an owner changes roles at /desk/staff"
                );
            }
            staff::link_for(&mut tx, &ctx, &member.id).await?
        }
        None => {
            let name = flags.name.as_deref().context("say who it is: --name NAME")?;
            let role = flags.role.as_deref().context("say what they may do: --role owner, shopkeeper or editor")?;
            let roles = Roles(vec![Role::named(role, publication)?]);
            staff::invite(&mut tx, &ctx, &Invitation { name, email, roles }).await?.1
        }
    };
    tx.commit().await?;
    println!("{}/desk/sign-in?token={secret}", config.public_url);
    eprintln!("This link lets {email} in once, within {} days.", staff::INVITATION_LIVES_MS / (24 * 60 * 60_000));
    Ok(())
}
