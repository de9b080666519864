//! One test program for the pages, feeds and addresses.

mod account;
mod desk;
mod feeds;
mod harness;
mod live;
mod newsletter;
mod pages;
mod programmes;
mod progress;
mod range;
mod search;
mod security;
mod shop;
mod sound;
mod staff;
mod topics;
