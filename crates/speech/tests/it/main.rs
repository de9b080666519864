//! What a listener would notice.

mod normalise_en;
mod split;
