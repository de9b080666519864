//! Readings set by hand in the text: `[Łódź]{say="Wootch"}`, `[WHO]{letters}`, `[重]{pinyin="chong2"}`.
//!
//! The notation goes, the words stay, and a mark over them says how they are said. It is told by the key in its braces:
//! braces that hold anything else (`{.note}`, `{lang="fr"}`) are text, and so is everything within code.

use speech::lang::Lang;
use speech::lexicon::{Kind, Reading};

use crate::reading::{Reason, Unreadable};
use crate::story::{Block, Mark, Story, Style, Text};

const HINT: &str =
    "Write it as [Łódź]{say=\"Wootch\"}, [Łódź]{ipa=\"wutʃ\"}, [WHO]{letters} or [臺北]{pinyin=\"tai2 bei3\"}.";

/// What people write for one of our keys.
const MEANT: &[(&str, &str)] = &[
    ("like", "say"),
    ("as", "say"),
    ("sound", "say"),
    ("sounds", "say"),
    ("says", "say"),
    ("said", "say"),
    ("read", "say"),
    ("pron", "say"),
    ("letter", "letters"),
    ("spell", "letters"),
    ("spelled", "letters"),
    ("zhuyin", "pinyin"),
    ("bopomofo", "pinyin"),
];

/// What is wrong with a reading, and the braces it stands in.
struct Faulty {
    braces: String,
    problem: String,
}

/// Takes the notation out of a story's texts, headline and standfirst. `source` is the file, for naming the line.
///
/// # Errors
/// [`Reason::Reading`]: the key is mistyped, nothing stands in brackets before it, or its value cannot be said.
pub fn take(story: &mut Story, source: &str) -> Result<(), Unreadable> {
    let lang = story.lang.as_deref().map(Lang::of);
    let unreadable = |faulty: Faulty| {
        let at = source.find(&faulty.braces);
        let line = at.map_or(0, |at| 1 + source[..at].matches('\n').count());
        Unreadable::new(Reason::Reading { line, problem: faulty.problem }, HINT)
    };
    for text in story.blocks.iter_mut().flat_map(Block::texts_mut) {
        strip(text, lang).map_err(unreadable)?;
    }
    let mut headline = Text::plain(std::mem::take(&mut story.headline));
    strip(&mut headline, lang).map_err(unreadable)?;
    (story.headline, story.headline_marks) = (headline.plain, headline.marks);
    if let Some(standfirst) = story.standfirst.take() {
        let mut standfirst = Text::plain(standfirst);
        strip(&mut standfirst, lang).map_err(unreadable)?;
        story.standfirst = Some(standfirst.plain);
        story.standfirst_marks = standfirst.marks;
    }
    if let Some(byline) = &story.byline {
        let mut text = Text::plain(byline.as_str());
        strip(&mut text, lang).map_err(unreadable)?;
        if !text.marks.is_empty() {
            let problem = "a byline has no place for one: put the name into the lexicon".to_owned();
            return Err(unreadable(Faulty { braces: byline.clone(), problem }));
        }
    }
    Ok(())
}

/// One reading as it was found.
struct Found {
    /// What goes: the opening bracket, and the closing one with the braces.
    open: std::ops::Range<usize>,
    close: std::ops::Range<usize>,
    reading: Reading,
}

fn strip(text: &mut Text, lang: Option<Lang>) -> Result<(), Faulty> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(brace) = text.plain[at..].find('{').map(|found| at + found) {
        at = brace + 1;
        let Some(braces) = Braces::of(&text.plain[brace..]) else { continue };
        if text.marks.iter().any(|m| m.style == Style::Code && m.from <= brace && m.to > brace) {
            continue;
        }
        found.push(one(text, brace, &braces, lang)?);
        at = brace + braces.length;
    }
    if found.is_empty() {
        return Ok(());
    }
    let gone: Vec<&std::ops::Range<usize>> = found.iter().flat_map(|f| [&f.open, &f.close]).collect();
    let moved = |at: usize| at - gone.iter().map(|range| at.min(range.end).saturating_sub(range.start)).sum::<usize>();
    for mark in &mut text.marks {
        (mark.from, mark.to) = (moved(mark.from), moved(mark.to));
    }
    text.marks.retain(|mark| mark.from < mark.to);
    for f in &found {
        let (from, to) = (moved(f.open.end), moved(f.close.start));
        text.marks.push(Mark { from, to, style: Style::Say { reading: f.reading.clone() } });
    }
    for range in gone.into_iter().rev() {
        text.plain.replace_range(range.clone(), "");
    }
    text.marks.sort_by_key(|mark| (mark.from, std::cmp::Reverse(mark.to)));
    Ok(())
}

fn one(text: &Text, brace: usize, braces: &Braces, lang: Option<Lang>) -> Result<Found, Faulty> {
    let faulty = |problem: String| Faulty { braces: text.plain[brace..brace + braces.length].to_owned(), problem };
    let (kind, said) = braces.read().map_err(faulty)?;
    let end = brace + braces.length;
    // A link's brackets are gone already; a reading may stand right behind it.
    let link = text.marks.iter().rev().find(|m| m.to == brace && matches!(m.style, Style::Link { .. }));
    let (open, close) = match (link, opening(&text.plain[..brace])) {
        (_, Some(from)) => (from..from + 1, brace - 1..end),
        (Some(link), None) => (link.from..link.from, brace..end),
        (None, None) => return Err(faulty("no words in square brackets stand right before it".into())),
    };
    let words = &text.plain[open.end..close.start];
    // Where no language is told, the words tell.
    let lang = lang.unwrap_or(if kind == Kind::Pinyin { Lang::Zh } else { Lang::En });
    let reading = Reading::parse(kind, words, said, lang).map_err(|fault| faulty(fault.to_string()))?;
    Ok(Found { open, close, reading })
}

/// Where the bracket opens that closes at the end of `text`.
fn opening(text: &str) -> Option<usize> {
    let inside = text.strip_suffix(']')?;
    let mut depth = 0;
    for (at, c) in inside.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What stands in braces, when it is for us.
struct Braces {
    key: String,
    /// Behind the `=`, with its quotation marks; `None`: there is no `=`.
    value: Option<String>,
    /// In bytes, with the braces; up to the end of the text if they never close.
    length: usize,
    closed: bool,
}

impl Braces {
    /// `text` begins with `{`. Nothing for braces that hold no key of ours.
    fn of(text: &str) -> Option<Braces> {
        const LONGEST: usize = 400;
        let inside = &text[1..];
        let trimmed = inside.trim_start();
        let end = trimmed.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(trimmed.len());
        let (key, behind) = (trimmed[..end].to_ascii_lowercase(), trimmed[end..].trim_start());
        let ours = matches!(key.as_str(), "say" | "ipa" | "letters" | "pinyin");
        // Words that only look like a key are text, unless a value follows: {as} is no reading, {as="…"} is meant.
        let meant = MEANT.iter().any(|(other, _)| *other == key) && behind.starts_with('=');
        if !(ours && behind.starts_with(['=', '}']) || meant) {
            return None;
        }
        let mut quote = None;
        for (at, c) in inside.char_indices().take_while(|(at, _)| *at < LONGEST) {
            match (c, quote) {
                ('}', None) => {
                    let value = behind.starts_with('=').then(|| {
                        let from = behind.as_ptr() as usize - inside.as_ptr() as usize + 1;
                        inside.get(from..at).unwrap_or_default().trim().to_owned()
                    });
                    return Some(Braces { key, value, length: 1 + at + 1, closed: true });
                }
                ('"' | '\'' | '“', None) if inside[..at].trim_end().ends_with('=') => {
                    quote = Some(if c == '“' { '”' } else { c });
                }
                (c, Some(end)) if c == end => quote = None,
                _ => {}
            }
        }
        Some(Braces { key, value: None, length: text.len().min(1 + key_end(inside)), closed: false })
    }

    /// The kind, and what is said, without quotation marks.
    fn read(&self) -> Result<(Kind, &str), String> {
        if !self.closed {
            return Err(format!("{{{}… never ends: close it with a quotation mark and }}", self.key));
        }
        let kind = match self.key.as_str() {
            "say" => Kind::Like,
            "ipa" => Kind::Ipa,
            "letters" => Kind::Letters,
            "pinyin" => Kind::Pinyin,
            other => {
                let ours = MEANT.iter().find(|(meant, _)| *meant == other).map_or("say", |(_, ours)| ours);
                return Err(format!("“{other}” is not understood, write “{ours}”"));
            }
        };
        let value = self.value.as_deref().unwrap_or_default();
        let bare = [('"', '"'), ('\'', '\''), ('“', '”')]
            .into_iter()
            .find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close))
            .unwrap_or(value);
        if kind != Kind::Letters && bare.trim().is_empty() {
            return Err(format!("behind “{}” it must stand how the words are read", self.key));
        }
        Ok((kind, bare))
    }
}

/// Where the first word of the braces ends.
fn key_end(inside: &str) -> usize {
    inside.find(['=', ' ']).unwrap_or(inside.len())
}
