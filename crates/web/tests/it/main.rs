//! One test program for the pages, feeds and addresses.

mod account;
mod app;
mod desk;
mod feeds;
mod harness;
mod lines;
mod live;
mod newsletter;
mod pages;
mod programmes;
mod progress;
mod range;
mod search;
mod security;
mod share_card;
mod shop;
mod sound;
mod spots;
mod staff;
mod topics;
