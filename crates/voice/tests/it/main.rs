//! Tests of the voice child process, one program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
//! The embedded engine as a listener and an operator meet it. Needs eSpeak NG on the machine, like the program.

mod pipe;
mod piper;
mod pronouncing;
mod saying;
mod tiny;
