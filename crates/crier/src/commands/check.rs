//! `crier check --misreadings`: what in a story is likely to be read wrongly.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use newsroom::reading::decode;
use newsroom::segments::{Content, assign};
use newsroom::voicing::{self, About};
use newsroom::{articles, lexicon};
use serde::Serialize;
use speech::lexicon::Lexicon;
use speech::misreading::{self, Why};
use speech::script::Segment;

use crate::commands::import::{is_address, read_file};
use crate::commands::lexicon::file;
use crate::commands::say;
use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Args)]
pub struct Flags {
    /// A Markdown, HTML or text file, an address, or the slug of an article in the newsroom
    input: String,
    /// List words that are likely to be read wrongly, the likeliest first
    #[arg(long, required = true)]
    misreadings: bool,
    /// Language of the text, such as en or zh-Hant [default: what the text says or looks like]
    #[arg(long)]
    lang: Option<String>,
    /// A lexicon file: what it settles is not listed
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// For a file: the publication whose lexicon counts
    #[arg(long, value_name = "SLUG", conflicts_with = "lexicon")]
    publication: Option<String>,
    /// As JSON, with every place of every word
    #[arg(long)]
    json: bool,
}

/// A word in doubt, and where it stands.
#[derive(Serialize)]
struct Found {
    word: String,
    why: Why,
    reason: &'static str,
    /// How it is said now, where that can be written down.
    said: String,
    /// From 1 to 100, for sorting: no measured chance.
    likely: u8,
    segment: String,
    /// Line of the file, if it was found there.
    line: Option<usize>,
    /// Characters before it in its sentence.
    at: usize,
    sentence: String,
}

pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<()> {
    let (segments, source) = script(place, flags).await?;
    let mut found = Vec::new();
    let mut lines = Lines::of(source.as_deref());
    for segment in &segments {
        for doubt in misreading::find(&segment.text, segment.lang, &segment.readings) {
            let word = segment.text[doubt.written.clone()].to_owned();
            found.push(Found {
                line: lines.line(&segment.text, &word),
                why: doubt.why,
                reason: doubt.why.reason(),
                said: doubt.said,
                likely: doubt.likely,
                segment: segment.id.clone(),
                at: segment.text[..doubt.written.start].chars().count(),
                sentence: segment.text.clone(),
                word,
            });
        }
    }
    // The sort is stable: what is as likely stays in the order of the text.
    found.sort_by_key(|f| std::cmp::Reverse(f.likely));
    let mut out = BufWriter::new(std::io::stdout().lock());
    if flags.json {
        serde_json::to_writer_pretty(&mut out, &found)?;
        writeln!(out)?;
    } else {
        print(&mut out, &found)?;
    }
    out.flush().context("writing the list")
}

/// One line a word: where it first stands, the word and how often, why, how it is said, its sentence.
fn print(out: &mut impl Write, found: &[Found]) -> anyhow::Result<()> {
    let mut times: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for f in found {
        *times.entry((&f.word, f.reason)).or_default() += 1;
    }
    for f in found {
        let Some(times) = times.remove(&(f.word.as_str(), f.reason)) else { continue };
        let place = f.line.map_or(f.segment.clone(), |line| format!("line {line}"));
        let times = if times > 1 { format!(" ×{times}") } else { String::new() };
        let said = if f.said.is_empty() { String::new() } else { format!(" (said {})", f.said) };
        writeln!(out, "{place}\t{}{times}\t{}{said}\t{}", f.word, f.reason, f.sentence)?;
    }
    Ok(())
}

/// What is said of the text, and the file that it stands in.
async fn script(place: &Place, flags: &Flags) -> anyhow::Result<(Vec<Segment>, Option<String>)> {
    let is_file = Path::new(&flags.input).is_file();
    let is_slug = !is_file && !is_address(&flags.input) && newsroom::slug::of(&flags.input) == flags.input;
    if is_slug {
        let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
        let article = articles::by_slug(&ctx.db, &flags.input).await;
        let article = article.with_context(|| format!("“{}” is no file, and as an article", flags.input))?;
        return Ok((voicing::said_of(&ctx, &article).await?.0, None));
    }
    let story = say::read(&flags.input).await?;
    let tag = flags.lang.clone().or(story.lang.clone()).unwrap_or("en".into());
    let lexicon = match (&flags.lexicon, &flags.publication) {
        (Some(path), _) => file::lexicon(path, &tag)?,
        (None, Some(slug)) => {
            let ctx = newsroom_at::open(&Config::read(place, None)?).await?;
            newsroom::publications::by_slug(&ctx.db, slug).await.with_context(|| format!("looking for “{slug}”"))?;
            lexicon::of_publication(&ctx.db, slug, &tag).await?
        }
        (None, None) => Lexicon::default(),
    };
    let mut content = Content::of(&story);
    assign(&mut content, None, &tag, &mut 1);
    let mut segments = voicing::script(&content, &About { lang: &tag, lexicon: Some(&lexicon), ..About::default() });
    // What the voice says of itself is ours.
    segments.retain(|segment| segment.id != "voice");
    let source = match is_file {
        true => Some(decode::text(&read_file(Path::new(&flags.input))?)?.into_owned()),
        false => None,
    };
    Ok((segments, source))
}

/// Finds lines again from which the text was read: markup was taken off since, so a sentence is looked for by its
/// beginning, and else the word behind the one before.
struct Lines<'a> {
    source: Option<&'a str>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn of(source: Option<&'a str>) -> Lines<'a> {
        Lines { source, at: 0 }
    }

    fn line(&mut self, sentence: &str, word: &str) -> Option<usize> {
        const BEGINNING: usize = 24;
        let source = self.source?;
        let beginning: String = sentence.chars().take(BEGINNING).collect();
        let from = source.find(&beginning).unwrap_or(self.at);
        let found = source[from..].find(word).map(|at| from + at).or_else(|| source.find(word))?;
        self.at = found;
        Some(1 + source[..found].matches('\n').count())
    }
}
