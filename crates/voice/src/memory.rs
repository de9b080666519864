//! A ceiling on the memory of a voice process.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Memory that a voice process may have at most, in megabytes, unless the operator says otherwise: two large Piper
/// voices and the longest run take about half of it. Past it the process ends, and its sentence fails; without a ceiling
/// the system would choose whom to end, and might choose the site.
pub const DEFAULT_MB: u64 = 2048;

/// Bounds this process for good. On Linux that is the memory it may write to; on macOS the address space, which that
/// system does not always hold a process to.
///
/// # Errors
/// When the system refuses.
pub fn cap(megabytes: u64) -> std::io::Result<()> {
    #[cfg(target_os = "macos")]
    let resource = Resource::As;
    #[cfg(not(target_os = "macos"))]
    let resource = Resource::Data;
    let maximum = getrlimit(resource).maximum;
    let wanted = megabytes.saturating_mul(1 << 20);
    // Nobody may go above what the system has set for this user.
    let wanted = maximum.map_or(wanted, |most| most.min(wanted));
    Ok(setrlimit(resource, Rlimit { current: Some(wanted), maximum })?)
}
