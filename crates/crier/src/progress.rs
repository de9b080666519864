//! Progress bars, for what takes longer than a second. Where nobody watches (no terminal), nothing is drawn.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over bytes that come from elsewhere.
pub fn bytes_bar(doing: &str, total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:28} {bytes}/{total_bytes} {bytes_per_sec}, {eta}") {
        bar.set_style(style);
    }
    bar.set_prefix(doing.to_string());
    bar
}

/// A bar over `total` steps, named by what is being done.
pub fn bar(doing: &str, total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:28} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar.set_prefix(doing.to_string());
    bar
}
