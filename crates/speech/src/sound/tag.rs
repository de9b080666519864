//! The ID3v2.4 tag in front of a file.

use id3::frame::{Chapter as ChapterFrame, Comment, Content, Picture as PictureFrame, PictureType, TableOfContents};
use id3::{Frame, TagLike, Timestamp, Version};
use serde::{Deserialize, Serialize};

use super::SoundError;

/// What a player shows. Empty fields are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub title: String,
    /// Who is heard: the publication, or the author.
    pub artist: String,
    pub album: String,
    /// ISO 8601, as much of it as is known: `2025-04-22` or `2025-04-22T09:00:00`.
    pub date: String,
    /// BCP 47, e.g. `zh-Hant-TW`.
    pub lang: String,
    /// Says that the voice is synthetic; players and the law want it in the file itself.
    pub comment: String,
    pub chapters: Vec<Chapter>,
    pub cover: Option<Picture>,
}

/// A chapter that lasts until the next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    pub title: String,
    /// Index of the part it begins with; chapters are in order.
    pub part: usize,
}

/// A cover picture as it is in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// `image/jpeg` or `image/png`.
    pub mime: String,
    pub bytes: Vec<u8>,
}

/// Largest cover in bytes: it stands before the sound, so a listener waits for it.
const MAX_COVER: usize = 512 * 1024;
/// Most chapters: the table of contents counts them in one byte.
const MAX_CHAPTERS: usize = 255;

/// The tag's bytes. `starts` are the parts' starts in milliseconds.
pub fn write(tag: &Tag, starts: &[u32], duration_ms: u32) -> Result<Vec<u8>, SoundError> {
    let mut out = id3::Tag::with_version(Version::Id3v24);
    for (id, text) in [("TIT2", &tag.title), ("TPE1", &tag.artist), ("TALB", &tag.album)] {
        if !text.is_empty() {
            out.set_text(id, plain(text));
        }
    }
    if !tag.date.is_empty() {
        let date: Timestamp = tag.date.parse().map_err(|_| SoundError::Tag(format!("`{}` is not a date", tag.date)))?;
        out.set_date_recorded(date);
        out.set_date_released(date);
    }
    let lang = three_letters(&tag.lang);
    if !tag.lang.is_empty() {
        out.set_text("TLAN", lang);
    }
    out.set_text("TLEN", duration_ms.to_string());
    if !tag.comment.is_empty() {
        out.add_frame(Comment { lang: lang.to_owned(), description: String::new(), text: plain(&tag.comment) });
    }
    add_chapters(&mut out, &tag.chapters, starts, duration_ms)?;
    if let Some(cover) = &tag.cover {
        if cover.bytes.len() > MAX_COVER {
            return Err(SoundError::Tag(format!("the cover is larger than {MAX_COVER} bytes")));
        }
        out.add_frame(PictureFrame {
            mime_type: cover.mime.clone(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data: cover.bytes.clone(),
        });
    }
    let mut bytes = Vec::new();
    out.write_to(&mut bytes, Version::Id3v24).map_err(|error| SoundError::Tag(error.to_string()))?;
    Ok(bytes)
}

fn add_chapters(out: &mut id3::Tag, chapters: &[Chapter], starts: &[u32], duration_ms: u32) -> Result<(), SoundError> {
    if chapters.is_empty() {
        return Ok(());
    }
    if chapters.len() > MAX_CHAPTERS {
        return Err(SoundError::Tag(format!("more than {MAX_CHAPTERS} chapters")));
    }
    if chapters.windows(2).any(|pair| pair[0].part >= pair[1].part) {
        return Err(SoundError::Tag("chapters out of order".to_owned()));
    }
    let start = |chapter: &Chapter| {
        let at = starts.get(chapter.part).copied();
        at.ok_or_else(|| SoundError::Tag(format!("the chapter `{}` begins at no part", chapter.title)))
    };
    let mut elements = Vec::with_capacity(chapters.len());
    for (number, chapter) in chapters.iter().enumerate() {
        let element_id = format!("chp{number}");
        let start_time = start(chapter)?;
        let end_time = chapters.get(number + 1).map_or(Ok(duration_ms), start)?;
        elements.push(element_id.clone());
        out.add_frame(ChapterFrame {
            element_id,
            start_time,
            end_time,
            // All ones: go by the times.
            start_offset: u32::MAX,
            end_offset: u32::MAX,
            frames: vec![Frame::with_content("TIT2", Content::Text(plain(&chapter.title)))],
        });
    }
    out.add_frame(TableOfContents {
        element_id: "toc".to_owned(),
        top_level: true,
        ordered: true,
        elements,
        frames: Vec::new(),
    });
    Ok(())
}

/// Text without NUL, which separates values in ID3v2.4, and other control characters.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The ISO 639-2 code that ID3 wants; `und` (undetermined) for a language not listed here.
fn three_letters(lang: &str) -> &'static str {
    match lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => "eng",
        "zh" | "cmn" => "zho",
        "ar" => "ara",
        "cs" => "ces",
        "da" => "dan",
        "de" => "deu",
        "el" => "ell",
        "es" => "spa",
        "fi" => "fin",
        "fr" => "fra",
        "he" => "heb",
        "hi" => "hin",
        "hu" => "hun",
        "id" => "ind",
        "it" => "ita",
        "ja" => "jpn",
        "ko" => "kor",
        "ms" => "msa",
        "nan" => "nan",
        "nb" | "no" => "nor",
        "nl" => "nld",
        "pl" => "pol",
        "pt" => "por",
        "ro" => "ron",
        "ru" => "rus",
        "sv" => "swe",
        "th" => "tha",
        "tr" => "tur",
        "uk" => "ukr",
        "vi" => "vie",
        "yue" => "yue",
        _ => "und",
    }
}
