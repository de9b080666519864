//! One test program for the pages, feeds and addresses.

mod feeds;
