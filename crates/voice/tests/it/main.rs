//! Tests of the voice child process, one program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
//! The embedded engines as a listener and an operator meet them. Needs eSpeak NG and Flite on the machine.

mod pipe;
mod pronouncing;
mod recorded;
mod saying;
