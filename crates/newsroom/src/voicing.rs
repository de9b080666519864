//! Articles become sound: script, pieces by their hash, one file, and then one transaction that shows it.

mod script;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::ids::NarrationId;
use crate::jobs::Job;

pub use script::{disclosure, script};

pub async fn voice(_ctx: &Ctx, _id: &NarrationId, _job: &Job) -> Result<()> {
    Ok(())
}
