//! stub
use crate::ctx::Ctx; use crate::error::Result; use crate::ids::NarrationId; use crate::jobs::Job;
pub async fn voice(_ctx: &Ctx, _id: &NarrationId, _job: &Job) -> Result<()> { Ok(()) }
