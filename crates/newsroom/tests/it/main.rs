//! Tests of the newsroom, one program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod adding;
mod articles;
mod bookkeeping;
mod casting;
mod earning;
#[macro_use]
mod harness;
mod hearing;
mod ledger;
mod lexicon;
mod listeners;
mod list_server;
mod live;
mod mails;
mod narrations;
mod reading;
mod segments;
mod voice_servers;
