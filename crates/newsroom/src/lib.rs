//! What a newsroom does, over one database. The only crate that names it.
//!
//! Floors, each using lower ones only: footing (`error` `clock` `ids` `keys` `slug` `story`), ground (`db` `migrate` `jobs`
//! `edition` `outside` `ctx`), rooms (each owns its tables), deeds (work across rooms), and `work`, the roof.

pub mod clock;
pub mod error;
pub mod ids;
pub mod keys;
pub mod slug;
pub mod story;

pub mod ctx;
pub mod db;
pub mod edition;
pub mod hearing;
pub mod held;
pub mod jobs;
pub mod ledger;
pub mod migrate;
pub mod orders;
pub mod outside;
pub mod passkeys;
pub mod till;
pub mod timetable;

pub mod reading;
pub mod segments;

pub mod allowances;
pub mod articles;
pub mod casting;
pub mod lexicon;
pub mod listeners;
pub mod mails;
pub mod marks;
pub mod narrations;
pub mod newsletter;
pub mod pictures;
pub mod products;
pub mod progress;
pub mod publications;
pub mod rates;
pub mod search;
pub mod spots;
pub mod staff;
pub mod subscribers;

pub mod adding;
pub mod backup;
pub mod bookkeeping;
pub mod earning;
pub mod importing;
pub mod leaving;
pub mod listening;
pub mod live;
pub mod mailing;
pub mod programmes;
pub mod redeeming;
pub mod sweeping;
pub mod topics;
pub mod voicing;

pub mod work;
