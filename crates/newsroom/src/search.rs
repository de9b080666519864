//! The archive: what was published, by its words.
//!
//! An article's [`terms`] are written in its own transaction ([`index`]). A [`query`] finds a bounded number of articles
//! that may be meant, the same ones on both databases, and [`rank`] puts them in order.

pub mod alike;
pub mod find;
pub mod index;
pub mod near;
pub mod passage;
pub mod query;
pub mod rank;
mod stop_words;
pub mod terms;

pub use find::{Ask, Found, find};
pub use index::{Entry, put, remove};
pub use passage::{Passage, passage};
