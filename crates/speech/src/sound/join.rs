//! Pieces end to end: one MP3 and the table of where each segment lies in it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::encode;
use super::frame::{self, Run};
use super::piece::{Piece, WordTime};
use super::tag::{self, Tag};
use super::{FRAME_BYTES, FRAME_MS, SoundError};

/// A piece and the segment it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The segment's id.
    pub id: &'a str,
    /// As written.
    pub text: &'a str,
    pub piece: &'a Piece,
}

/// Where a segment lies. Times are in milliseconds from the file's start as a player that honours the Info frame
/// hears them; rows follow each other without a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    pub text: String,
    pub start_ms: u32,
    pub end_ms: u32,
    pub speech_start_ms: u32,
    pub speech_end_ms: u32,
    /// Bytes of the file, whole frames: these can be served or joined elsewhere as they are.
    pub bytes: Range<u64>,
    /// The frames in those bytes.
    pub run: Run,
    pub words: Vec<WordTime>,
}

/// Everything of a file but its pieces' bytes: `head`, then the pieces in order, then `tail`.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The ID3v2.4 tag and the Info frame.
    pub head: Vec<u8>,
    /// The closing frame: silence that pushes the last samples out of the decoder.
    pub tail: Vec<u8>,
    pub segments: Vec<Row>,
    pub duration_ms: u32,
    /// Length of the whole file.
    pub bytes: u64,
}

/// A whole narration.
#[derive(Clone, Debug)]
pub struct Joined {
    pub mp3: Vec<u8>,
    pub segments: Vec<Row>,
    pub duration_ms: u32,
}

/// Joins pieces behind a tag.
///
/// # Errors
/// [`SoundError::Tag`] when the tag cannot be written, e.g. a chapter that begins at no part; [`SoundError::TooLong`]
/// beyond 49 days.
pub fn join(parts: &[Part], tag: &Tag) -> Result<Joined, SoundError> {
    let plan = plan(parts, tag)?;
    let mut mp3 = Vec::with_capacity(usize::try_from(plan.bytes).unwrap_or(0));
    mp3.extend_from_slice(&plan.head);
    for part in parts {
        mp3.extend_from_slice(&part.piece.mp3);
    }
    mp3.extend_from_slice(&plan.tail);
    Ok(Joined { mp3, segments: plan.segments, duration_ms: plan.duration_ms })
}

/// Lays pieces out without copying them; their `mp3` may even be empty. For a bulletin of byte ranges.
///
/// # Errors
/// As [`join`].
pub fn plan(parts: &[Part], tag: &Tag) -> Result<Plan, SoundError> {
    let tail = encode::silence();
    // Times are counted in 32 bits of milliseconds: 49 days.
    let frames = parts.iter().map(|part| u64::from(part.piece.run.frames)).sum::<u64>() + 1;
    if frames * u64::from(FRAME_MS) > u64::from(u32::MAX) {
        return Err(SoundError::TooLong(usize::try_from(frames * u64::from(FRAME_MS) / 1000).unwrap_or(usize::MAX)));
    }
    let sound = parts.iter().fold(Run::default(), |run, part| run.then(part.piece.run));
    let starts: Vec<u32> = parts
        .iter()
        .scan(0, |frames: &mut u32, part| {
            let start = *frames;
            *frames += part.piece.run.frames;
            Some(start * FRAME_MS)
        })
        .collect();
    let duration_ms = sound.frames * FRAME_MS;
    let mut head = tag::write(tag, &starts, duration_ms)?;
    head.extend_from_slice(&frame::info(sound.then(Run::of(tail))));

    let mut at = head.len() as u64;
    let mut segments = Vec::with_capacity(parts.len());
    for (part, start_ms) in parts.iter().zip(starts) {
        let end = at + u64::from(part.piece.run.frames) * FRAME_BYTES as u64;
        segments.push(row(part, start_ms, at..end));
        at = end;
    }
    Ok(Plan { head, tail: tail.to_vec(), segments, duration_ms, bytes: at + tail.len() as u64 })
}

fn row(part: &Part, start_ms: u32, bytes: Range<u64>) -> Row {
    let piece = part.piece;
    Row {
        id: part.id.to_owned(),
        text: part.text.to_owned(),
        start_ms,
        end_ms: start_ms + piece.duration_ms,
        speech_start_ms: start_ms + piece.speech_start_ms,
        speech_end_ms: start_ms + piece.speech_end_ms,
        bytes,
        run: piece.run,
        words: piece
            .words
            .iter()
            .map(|word| WordTime { start_ms: start_ms + word.start_ms, end_ms: start_ms + word.end_ms, ..word.clone() })
            .collect(),
    }
}
