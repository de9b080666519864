//! Tests of the newsroom, one program.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod articles;
#[macro_use]
mod harness;
mod lexicon;
mod live;
mod narrations;
mod reading;
mod segments;
mod voice_servers;
