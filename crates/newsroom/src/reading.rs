//! Files, pages and feeds → stories: bytes in, stories out, nothing else touched.

pub mod byline;
pub mod compose;
pub mod dates;
pub mod decode;
pub mod feed;
pub mod figure;
pub mod html;
pub mod language;
pub mod markdown;
pub mod phrases;
pub mod unreadable;

pub use unreadable::{Reason, Unreadable};

/// What one document may weigh, whichever its kind. A long read with every mark is under 1 MB; pages that weigh more
/// carry scripts, and 10 MB of them is already more than any newsroom serves.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
