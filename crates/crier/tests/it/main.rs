//! The program as an operator runs it: its commands, their answers, and what survives when it is killed.

mod commands;
mod lexicon;
#[path = "../../../newsroom/tests/it/list_server.rs"]
mod list_server;
mod recorded;
#[path = "../../../voice/tests/it/tiny.rs"]
#[allow(dead_code, reason = "the tests of `voice` use all of it")]
mod tiny;
mod two_processes;
mod voice_process;
mod voices;
mod workshop;
