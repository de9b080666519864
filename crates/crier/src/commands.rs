//! One file per command.

pub mod article;
pub mod backup;
pub mod check;
pub mod demo;
pub mod doctor;
pub mod eval;
pub mod extract;
pub mod import;
pub mod ledger;
pub mod lexicon;
pub mod mail;
pub mod newsletter;
pub mod publication;
pub mod say;
pub mod script;
pub mod sentences;
pub mod serve;
pub mod speak;
pub mod spots;
pub mod staff;
pub mod topics;
pub mod voices;
