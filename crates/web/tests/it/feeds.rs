//! Feeds, structured data, sitemaps and transcripts as readers and search engines see them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod any_text;
mod atom;
mod content;
mod inline;
mod json_feed;
mod json_ld;
mod podcast;
mod sample;
mod sitemap;
mod transcript;
mod xml;
