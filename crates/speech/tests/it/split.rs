//! Sentences end where a reader would stop.
