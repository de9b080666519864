//! The program as an operator runs it: its commands, their answers, and what survives when it is killed.

mod commands;
mod lexicon;
#[path = "../../../newsroom/tests/it/list_server.rs"]
mod list_server;
mod recorded;
mod two_processes;
mod voices;
mod workshop;
