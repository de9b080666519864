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

#[cfg(test)]
mod tests {
    use super::{Part, read};

    #[test]
    fn a_player_gets_the_bytes_it_asks_for() {
        assert_eq!(read(Some("bytes=0-"), 10), Part::Bytes(0, 10));
        assert_eq!(read(Some("bytes=2-5"), 10), Part::Bytes(2, 6));
        assert_eq!(read(Some("bytes=2-500"), 10), Part::Bytes(2, 10));
        assert_eq!(read(Some("bytes=-3"), 10), Part::Bytes(7, 10));
        assert_eq!(read(Some("bytes=-30"), 10), Part::Bytes(0, 10));
        assert_eq!(read(None, 10), Part::Whole);
    }

    #[test]
    fn what_is_not_there_is_said_and_what_is_not_understood_is_ignored() {
        assert_eq!(read(Some("bytes=10-"), 10), Part::Nothing);
        assert_eq!(read(Some("bytes=20-30"), 10), Part::Nothing);
        assert_eq!(read(Some("bytes=-0"), 10), Part::Nothing);
        assert_eq!(read(Some("bytes=5-2"), 10), Part::Whole);
        assert_eq!(read(Some("bytes=a-b"), 10), Part::Whole);
        assert_eq!(read(Some("bytes=0-1,4-5"), 10), Part::Whole);
        assert_eq!(read(Some("bytes=18446744073709551615-"), 10), Part::Nothing);
        assert_eq!(read(Some("bytes=0-18446744073709551615"), 10), Part::Bytes(0, 10));
    }
}
