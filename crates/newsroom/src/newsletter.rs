//! The newsletter: its issues, the stories in them, and each person's copy.
//!
//! An issue goes to everybody of one rhythm and one language. It is a draft until its time has come, and what it will hold
//! is looked for anew whenever somebody looks; then it is made fast, and a copy is written down for each person.

pub mod calendar;
pub mod copies;
pub mod html;
pub mod issues;
pub mod letter;
pub mod picking;
pub mod words;
