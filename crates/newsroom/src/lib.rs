//! What a newsroom does, over one database.

pub mod reading;
pub mod story;
