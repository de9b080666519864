//! One test program for the pages, feeds and addresses.

mod account;
mod desk;
mod feeds;
mod harness;
mod live;
mod pages;
mod programmes;
mod range;
mod search;
mod security;
mod shop;
mod sound;
mod spots;
mod staff;
