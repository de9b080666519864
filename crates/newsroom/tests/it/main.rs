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
mod held;
mod honest;
mod ledger;
mod lexicon;
mod list_server;
mod listeners;
mod live;
mod mails;
mod marks;
mod narrations;
mod newsletter;
mod products;
mod progress;
mod rates;
mod reading;
mod redeeming;
mod search;
mod segments;
mod spots;
mod staff;
mod topics;
mod voice_servers;
