//! Byte ranges (RFC 9110, section 14): one range; a list of several is answered whole, as the RFC allows.

/// What part of a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// First byte, and the one after the last.
    Bytes(u64, u64),
    /// No byte of it is there: 416.
    Nothing,
}

/// Reads a `Range` header for a file of `length` bytes. What is not understood is ignored, as the RFC says.
pub fn read(header: Option<&str>, length: u64) -> Part {
    let Some(spec) = header.and_then(|h| h.trim().strip_prefix("bytes=")) else { return Part::Whole };
    if spec.contains(',') {
        return Part::Whole;
    }
    let Some((first, last)) = spec.trim().split_once('-') else { return Part::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim().is_empty(), number(first), last.trim().is_empty(), number(last)) {
        // The last n bytes.
        (true, _, false, Some(n)) if n > 0 && length > 0 => Part::Bytes(length.saturating_sub(n), length),
        (true, _, false, Some(_)) => Part::Nothing,
        (false, Some(from), true, _) if from < length => Part::Bytes(from, length),
        (false, Some(from), false, Some(to)) if from <= to && from < length => {
            Part::Bytes(from, to.saturating_add(1).min(length))
        }
        (false, Some(from), true, _) if from >= length => Part::Nothing,
        (false, Some(from), false, Some(to)) if from <= to => Part::Nothing,
        _ => Part::Whole,
    }
}
