//! Programmes as one file: narrations one after another with a sting between them. Nothing is encoded or copied: what is
//! kept is the list of byte ranges, and the few bytes that are the programme's own.
//!
//! The list is a file named by its digest, so an address always means the same bytes: a player that asks for the rest of
//! a programme never gets the rest of another. It stands on no row: what it points at is asked for its audience each time.

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use speech::lang::Lang;
use speech::sound::{self, FRAME_BYTES, Run, Stretch, Tag};

use crate::articles::Listed;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::digest;
use crate::sweeping::{audio_file, programme_file};
use crate::voicing::disclosure;

/// Read of each sound file at first: its tag and its Info frame, as long as it has no cover.
const HEAD_BYTES: u64 = 4 << 10;
/// Files looked into at the same time.
const AT_ONCE: usize = 8;
/// Largest list that is read back, in bytes. Forty stories with their chapters take some 30 KB.
const LIST_AT_MOST: usize = 4 << 20;

/// What a programme says of itself in its tag.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub title: &'a str,
    /// Who is heard: the newsroom's name.
    pub artist: &'a str,
    /// BCP 47.
    pub lang: &'a str,
}

/// A programme as it is kept.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Of the whole file, in bytes.
    pub length: u64,
    /// In order and without a gap: together they are the file.
    spans: Vec<Span>,
    /// Tag, Info frame, sting, closing frame.
    own: Bytes,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Span {
    /// First byte, and the one after the last, in the programme.
    at: (u64, u64),
    source: Source,
}

/// Where a span's first byte is found. Spots are not among them: of one file for all nobody could tell who has heard what
/// (docs/decisions/0029-spots-follow-nobody.md).
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Source {
    /// In the programme's own bytes.
    Own(u64),
    /// In the sound file of this digest.
    Audio(String, u64),
}

/// Some bytes of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bit<'a> {
    Own(Bytes),
    /// Bytes `from..to` of the sound file of this digest.
    Audio {
        digest: &'a str,
        from: u64,
        to: u64,
    },
}

#[derive(Serialize, Deserialize)]
struct List {
    length: u64,
    spans: Vec<Span>,
}

/// Joins the stories that can be heard, and keeps the list; answers its digest. Joined again, the same stories have the
/// same digest. `None`: there is nothing to hear.
pub async fn join(ctx: &Ctx, about: &About<'_>, stories: &[Listed]) -> Result<Option<String>> {
    let mut files = Vec::with_capacity(stories.len());
    for (at, story) in stories.iter().enumerate() {
        if let (Some(audio), Some(length)) = (&story.audio, story.audio_bytes) {
            files.push((at, audio.clone(), length.unsigned_abs()));
        }
    }
    let looked: Vec<_> = futures::stream::iter(files)
        .map(|(at, audio, length)| {
            let ctx = ctx.clone();
            async move {
                let found = look(&ctx, &audio, length).await?;
                Ok::<_, Error>((at, audio, found))
            }
        })
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let mut heard = Vec::with_capacity(looked.len());
    for (at, audio, found) in looked {
        let story = &stories[at];
        match found {
            Some((first, run)) => heard.push(Heard { story, audio, first, run }),
            None => tracing::warn!(story.slug, audio, "a narration's file is missing, or none of ours: left out"),
        }
    }
    if heard.is_empty() {
        return Ok(None);
    }
    let kept = list(about, &heard)?.pack()?;
    let name = digest(&kept);
    // Written even when it is there already: the sweep goes by its age, and somebody is about to ask for it.
    ctx.files.put(&programme_file(&name), kept).await?;
    Ok(Some(name))
}

/// The programme of a digest, if it is still kept.
pub async fn by_digest(ctx: &Ctx, name: &str) -> Result<Option<Programme>> {
    let Some(kept) = ctx.files.get(&programme_file(name)).await? else { return Ok(None) };
    if kept.len() > LIST_AT_MOST || digest(&kept) != name {
        return Err(Error::Broken(format!("the list {} is damaged; delete it", programme_file(name))));
    }
    Programme::unpack(kept).map(Some)
}

impl Programme {
    /// The digests of the sound files in it.
    pub fn audio(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().filter_map(|span| match &span.source {
            Source::Audio(digest, _) => Some(digest.as_str()),
            Source::Own(_) => None,
        })
    }

    /// Bytes from `from` on, up to `to` or the end of what lies in one place. `None` past the end.
    pub fn bit(&self, from: u64, to: u64) -> Option<Bit<'_>> {
        let span = self.spans.get(self.spans.partition_point(|span| span.at.1 <= from))?;
        let to = to.min(span.at.1);
        if from >= to {
            return None;
        }
        let (skip, length) = (from - span.at.0, to - from);
        Some(match &span.source {
            Source::Own(at) => {
                let first = (at + skip) as usize;
                Bit::Own(self.own.slice(first..first + length as usize))
            }
            Source::Audio(digest, at) => Bit::Audio { digest, from: at + skip, to: at + skip + length },
        })
    }

    /// A `u32` (little-endian) length, that much JSON, the own bytes.
    fn pack(&self) -> Result<Bytes> {
        let list = List { length: self.length, spans: self.spans.clone() };
        let json = serde_json::to_vec(&list).map_err(|e| Error::broken("writing a programme", e))?;
        let length = u32::try_from(json.len()).map_err(|e| Error::broken("writing a programme", e))?;
        Ok([&length.to_le_bytes()[..], &json, &self.own].concat().into())
    }

    fn unpack(kept: Bytes) -> Result<Programme> {
        let damaged = || Error::Broken("a programme's list is damaged".into());
        let (length, rest) = kept.split_first_chunk::<4>().ok_or_else(damaged)?;
        let (json, own) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(damaged)?;
        let list: List = serde_json::from_slice(json).map_err(|_| damaged())?;
        let own = kept.slice_ref(own);
        let inside = list.spans.iter().all(|span| match span.source {
            Source::Own(at) => span.at.1 >= span.at.0 && at + (span.at.1 - span.at.0) <= own.len() as u64,
            Source::Audio(..) => span.at.1 >= span.at.0,
        });
        if inside { Ok(Programme { length: list.length, spans: list.spans, own }) } else { Err(damaged()) }
    }
}

/// A story, and where its sound lies in its file.
struct Heard<'a> {
    story: &'a Listed,
    audio: String,
    first: u64,
    run: Run,
}

/// Lays the stories out.
fn list(about: &About<'_>, heard: &[Heard]) -> Result<Programme> {
    let refused = |e: sound::SoundError| Error::refused("sound-failed", e.to_string());
    let sting = sound::sting().map_err(refused)?;
    let (mut stretches, mut sources) = (Vec::new(), Vec::new());
    for (n, Heard { story, audio, first, run }) in heard.iter().enumerate() {
        if n > 0 {
            stretches.push(Stretch { chapter: None, run: sting.run });
            sources.push(None);
        }
        stretches.push(Stretch { chapter: Some(story.headline.clone()), run: *run });
        sources.push(Some((audio.clone(), *first)));
    }
    let newest = heard.iter().filter_map(|heard| heard.story.published_at_ms).max();
    let date = newest.and_then(chrono::DateTime::from_timestamp_millis).map(|at| at.format("%Y-%m-%d").to_string());
    let tag = Tag {
        title: about.title.to_string(),
        artist: about.artist.to_string(),
        album: about.artist.to_string(),
        date: date.unwrap_or_default(),
        lang: about.lang.to_string(),
        comment: disclosure(Lang::of(about.lang)).to_string(),
        ..Tag::default()
    };
    let layout = sound::lay_out(&stretches, &tag).map_err(refused)?;
    let own: Bytes = [&layout.head[..], &sting.mp3, &layout.tail].concat().into();
    let sting_at = layout.head.len() as u64;
    let tail_at = sting_at + sting.mp3.len() as u64;
    let mut spans = vec![Span { at: (0, sting_at), source: Source::Own(0) }];
    for (bytes, source) in layout.bytes.iter().zip(sources) {
        let source = source.map_or(Source::Own(sting_at), |(audio, first)| Source::Audio(audio, first));
        spans.push(Span { at: (bytes.start, bytes.end), source });
    }
    spans.push(Span { at: (layout.length - layout.tail.len() as u64, layout.length), source: Source::Own(tail_at) });
    Ok(Programme { length: layout.length, spans, own })
}

/// Where a narration's sound begins in its file of `length` bytes, and its run; from two short reads. `None`: the file
/// is not there, or not as we write them.
async fn look(ctx: &Ctx, audio: &str, length: u64) -> Result<Option<(u64, Run)>> {
    let file = audio_file(audio);
    let frame = FRAME_BYTES as u64;
    if length < HEAD_BYTES.min(2 * frame) {
        return Ok(None);
    }
    let Some(head) = ctx.files.get_range(&file, 0, HEAD_BYTES.min(length)).await? else { return Ok(None) };
    let Some(tag) = tag_length(&head).filter(|tag| tag + 2 * frame <= length) else { return Ok(None) };
    let info = match head.get(tag as usize..(tag + frame) as usize) {
        Some(info) => Some(head.slice_ref(info)),
        None => ctx.files.get_range(&file, tag, tag + frame).await?,
    };
    let last = ctx.files.get_range(&file, length - frame, length).await?;
    let (Some(info), Some(last)) = (info, last) else { return Ok(None) };
    let (Ok(info), Ok(last)) = (info[..].try_into(), last[..].try_into()) else { return Ok(None) };
    let run = sound::sound_of(info, last);
    // A file that was cut short, or is another than the row says, would shift all that follows it.
    let first = tag + frame;
    Ok(run.filter(|run| first + (u64::from(run.frames) + 1) * frame == length).map(|run| (first, run)))
}

/// Length of the ID3v2 tag that a file begins with (ID3v2.4.0, section 3.1).
fn tag_length(head: &[u8]) -> Option<u64> {
    let header = head.first_chunk::<10>().filter(|header| header.starts_with(b"ID3"))?;
    Some(10 + header[6..].iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7F)))
}
