//! Samples → mastered, encoded, joined, described.
