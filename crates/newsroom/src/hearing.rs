//! Proof of listening: what was heard, what of it is paid for. Hard bounds by the server's clock come first; a suspicion
//! only delays a payment.
//!
//! A listener opens a session for some narrations and tells what was heard in heartbeats, each showing the challenge of
//! the reply before it. [`session`] plans both on a slice in memory, [`credit`] keeps the bounds, [`rows`] fetches the
//! slice and writes it. Only the till calls them: what is credited and the coins it makes are one transaction.
//!
//! A perfect imitation of a listener in real time cannot be told from one. The bounds cap what it earns.

pub mod credit;
pub mod heard;
pub mod listened;
pub mod rows;
pub mod session;
pub mod sheet;
pub mod standing;

pub use credit::{Piece, Spoken};
pub use session::{Heartbeat, Open, Opened, Reply};
pub use sheet::Sheet;
