//! Finished sounds one after another as one file, laid out from what their Info frames say: nothing is encoded again,
//! and no sound is read.

use std::ops::Range;

use super::frame::{self, Run};
use super::join::{Part, plan};
use super::piece::Piece;
use super::tag::{Chapter, Tag};
use super::{FRAME_BYTES, FRAME_MS, SoundError};

/// One sound of a programme: a narration, a sting, a spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// A chapter of this name begins with it; `None` belongs to the chapter before.
    pub chapter: Option<String>,
    pub run: Run,
}

/// Everything of a programme but its sounds' bytes: `head`, the stretches in order, `tail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The ID3v2.4 tag with its chapters, and the Info frame.
    pub head: Vec<u8>,
    pub tail: Vec<u8>,
    /// Where each stretch lies in the file.
    pub bytes: Vec<Range<u64>>,
    /// When each begins, in milliseconds after the decoder's trim.
    pub starts_ms: Vec<u32>,
    pub duration_ms: u32,
    /// Length of the whole file.
    pub length: u64,
}

/// Lays stretches end to end. The tag's chapters are those of the stretches.
///
/// # Errors
/// As [`super::join`].
pub fn lay_out(stretches: &[Stretch], tag: &Tag) -> Result<Layout, SoundError> {
    let pieces: Vec<Piece> = stretches.iter().map(|stretch| unread(stretch.run)).collect();
    let parts: Vec<Part> = pieces.iter().map(|piece| Part { id: "", text: "", piece }).collect();
    let chapters = stretches.iter().enumerate().filter_map(|(part, stretch)| {
        let title = stretch.chapter.clone()?;
        Some(Chapter { title, part })
    });
    let plan = plan(&parts, &Tag { chapters: chapters.collect(), ..tag.clone() })?;
    Ok(Layout {
        head: plan.head,
        tail: plan.tail,
        bytes: plan.segments.iter().map(|row| row.bytes.clone()).collect(),
        starts_ms: plan.segments.iter().map(|row| row.start_ms).collect(),
        duration_ms: plan.duration_ms,
        length: plan.bytes,
    })
}

/// The sound of a file that [`super::join`] made, from its Info frame and its last frame alone: the frames between
/// the two. `None` when these are not such frames.
pub fn sound_of(info: &[u8; FRAME_BYTES], last: &[u8; FRAME_BYTES]) -> Option<Run> {
    if last[..4] != frame::HEADER {
        return None;
    }
    frame::told(info)?.before(last)
}

/// A piece that is only counted, never read.
fn unread(run: Run) -> Piece {
    Piece {
        mp3: Vec::new(),
        run,
        duration_ms: run.frames.saturating_mul(FRAME_MS),
        speech_start_ms: 0,
        speech_end_ms: 0,
        words: Vec::new(),
    }
}
