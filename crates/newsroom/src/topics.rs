//! Hot topics: stories of all publications that are about the same, found by the machine.
//!
//! [`gather`] reads the stories of two weeks, compares them ([`comparing`]), puts those together that are alike
//! ([`cluster`]), names each topic by its stories' own words ([`naming`]), says how hot it is ([`heat`]), keeps the address
//! of one that was there before ([`settling`]) and writes it down (`placing`). It runs after a story was published and every
//! ten minutes, and may run at any time.

pub mod cluster;
pub mod comparing;
mod gathering;
pub mod heat;
pub mod naming;
mod placing;
pub mod settling;
mod views;

pub use gathering::gather;
pub use views::{ON_A_PAGE, Topic, by_slug, hot, of_story, publications, tags};
