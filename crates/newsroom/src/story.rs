//! A story as it is read from somewhere or kept as a revision: structured blocks, never markup.

use serde::{Deserialize, Serialize};
use speech::lexicon::{Placed, Reading};

/// What a file, a page or a feed says of one story. Everything that was not found is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    pub slug: Option<String>,
    pub headline: String,
    /// How words of the headline and of the standfirst are said, where the writer set it: only [`Style::Say`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headline_marks: Vec<Mark>,
    pub standfirst: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standfirst_marks: Vec<Mark>,
    pub byline: Option<String>,
    /// Unix milliseconds.
    pub published_at_ms: Option<i64>,
    /// BCP 47, e.g. `en`, `zh-Hant`.
    pub lang: Option<String>,
    /// Slug of the publication and of the section, where the source names them.
    pub publication: Option<String>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub hero: Option<Figure>,
    /// Slug of the edition this one was translated from.
    pub translated_from: Option<String>,
    /// Where it was read: an address, or none for a file.
    pub source_url: Option<String>,
    /// Name of the site or feed it came from.
    pub site: Option<String>,
    pub blocks: Vec<Block>,
}

/// A picture in its place: the same picture may carry another caption elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// An address or a path beside the file that named it; once taken in, the picture's id.
    pub src: String,
    pub alt: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// One block of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    Paragraph {
        text: Text,
    },
    /// Level 2 to 4; the headline is level 1.
    Heading {
        level: u8,
        text: Text,
    },
    Quote {
        paragraphs: Vec<Text>,
        cite: Option<String>,
    },
    List {
        ordered: bool,
        items: Vec<Text>,
    },
    Image {
        figure: Figure,
    },
    /// A link to something shown elsewhere; never a frame.
    Embed {
        url: String,
        title: String,
    },
}

/// Running text: plain characters, with marks and sentences as byte ranges over them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Of the paragraph, kept across revisions as a sentence's is. Empty until the text becomes part of a revision.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    pub plain: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Empty until the text becomes part of a revision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Sentence>,
}

/// Emphasis or a link over `from..to` (bytes of `plain`). Marks may overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub from: usize,
    pub to: usize,
    #[serde(flatten)]
    pub style: Style,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "style", rename_all = "kebab-case")]
pub enum Style {
    Emphasis,
    Strong,
    Code,
    Link {
        href: String,
    },
    /// How the words are said; nothing that is seen.
    Say {
        reading: Reading,
    },
}

/// A sentence and its segment id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    pub id: String,
    pub from: usize,
    pub to: usize,
}

impl Text {
    pub fn plain(text: impl Into<String>) -> Text {
        Text { plain: text.into(), ..Text::default() }
    }

    /// The readings that the writer set within a stretch of the text, counted from its beginning.
    pub fn readings(&self, from: usize, to: usize) -> Vec<Placed> {
        let within = |mark: &&Mark| mark.from >= from && mark.to <= to;
        let said = |mark: &Mark| match &mark.style {
            Style::Say { reading } => {
                Some(Placed { written: mark.from - from..mark.to - from, reading: reading.clone() })
            }
            _ => None,
        };
        self.marks.iter().filter(within).filter_map(said).collect()
    }
}

impl Block {
    /// The running texts of a block, in reading order.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Block::Paragraph { text } | Block::Heading { text, .. } => vec![text],
            Block::Quote { paragraphs: texts, .. } | Block::List { items: texts, .. } => texts.iter().collect(),
            Block::Image { .. } | Block::Embed { .. } => Vec::new(),
        }
    }

    /// As [`Block::texts`], to be changed.
    pub fn texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Block::Paragraph { text } | Block::Heading { text, .. } => vec![text],
            Block::Quote { paragraphs: texts, .. } | Block::List { items: texts, .. } => texts.iter_mut().collect(),
            Block::Image { .. } | Block::Embed { .. } => Vec::new(),
        }
    }
}
