//! Web pages, and pieces of markup, → stories.

mod address;
pub mod blocks;
mod picture;
mod table;
pub mod tree;
