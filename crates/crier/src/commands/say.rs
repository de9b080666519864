//! `crier say`: a text read aloud into files, with no newsroom.

use std::collections::BTreeMap;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use newsroom::outside::fetch::Fetch;
use newsroom::outside::voices::Voices;
use newsroom::reading::{self, What};
use newsroom::segments::{Content, assign};
use newsroom::story::{Block, Story, Text};
use newsroom::voicing::{self, About, Choice, Said, StoodIn, Told, Watched};
use serde_json::json;
use speech::lang::Lang;
use speech::script::Segment;
use speech::sound::{self, Joined, Tag};
use speech::wire::Request;

use crate::commands::import::{is_address, read_file};
use crate::commands::lexicon;
use crate::config::{Config, Place};
use crate::{newsroom_at, progress};

#[derive(Args)]
pub struct Flags {
    /// A Markdown, HTML or text file, an address, or - for standard input
    input: String,
    /// The MP3 to write; the transcript goes beside it as .vtt [default: the input's name with .mp3]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Language of the text, such as en or zh-Hant [default: what the text says or looks like]
    #[arg(long)]
    lang: Option<String>,
    /// Voice for the text's own language, such as flite:rms, espeak:en-gb or, of a server, server:NAME/VOICE
    #[arg(long)]
    voice: Option<String>,
    /// A lexicon to say words by: comma- or tab-separated values, as `crier lexicon export` writes them
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Print the segment table with word times as JSON
    #[arg(long)]
    json: bool,
    /// Print word by word what the voice received, and write no sound
    #[arg(long)]
    phonemes: bool,
    /// Print what a server would be sent, and what it would ask for it; nothing is sent
    #[arg(long, conflicts_with = "phonemes")]
    estimate: bool,
}

pub async fn run(place: &Place, flags: &Flags) -> anyhow::Result<()> {
    let config = Config::read(place, None)?;
    let voices = newsroom_at::voices(&config)?;
    let story = read(&flags.input).await?;
    let tag = flags.lang.clone().or(story.lang.clone()).unwrap_or("en".into());
    let mut content = Content::of(&story);
    assign(&mut content, None, &tag, &mut 1);
    let publication = story.site.as_deref().unwrap_or_default();
    let lexicon = flags.lexicon.as_deref().map(|path| lexicon::file::lexicon(path, &tag)).transpose()?;
    let about = About { lang: &tag, publication, lexicon: lexicon.as_ref(), ..About::default() };
    let segments = voicing::script(&content, &about);
    let choice = Choice::of(&voices, &tag, flags.voice.clone()).await;
    if flags.estimate {
        let estimates = voicing::estimate(&voices, None, &segments, &choice).await?;
        if estimates.is_empty() {
            println!("{}\tnothing is sent", choice.voice());
        }
        estimates.iter().for_each(|estimate| println!("{}\t{estimate}", estimate.server));
        return Ok(());
    }
    if flags.phonemes {
        return phonemes(&voices, &segments, &choice).await;
    }
    let out = out(flags)?;
    let bar = progress::bar("Speaking", segments.len() as u64);
    let look = |count: usize| bar.set_position(count as u64);
    let told = voicing::tell(&voices, None, segments, choice, &Watched::By(&look)).await?;
    bar.finish_and_clear();
    let Some(Told { said, choice, stood_in }) = told.filter(|told| !told.said.is_empty()) else {
        anyhow::bail!("{} has nothing that can be said", flags.input)
    };
    if let Some(stood_in) = &stood_in {
        eprintln!("read by {} instead of {}: {}", stood_in.voice, stood_in.meant, stood_in.why);
    }
    let about = Tag {
        title: story.headline.clone(),
        artist: story.byline.clone().unwrap_or_default(),
        album: story.site.clone().unwrap_or_default(),
        lang: tag.clone(),
        comment: voicing::disclosure(Lang::of(&tag)).to_string(),
        ..Tag::default()
    };
    let joined = voicing::join(&said, &about)?;
    write(&out, &joined)?;
    if flags.json {
        println!("{}", table(&out, &choice, stood_in.as_ref(), &said, &joined));
    } else {
        eprintln!(
            "{}  {:.1} s, {} segments, {}{}",
            out.display(),
            f64::from(joined.duration_ms) / 1000.0,
            joined.segments.len(),
            choice.voice(),
            choice.instead_of().map(|missing| format!(" ({missing} is not there)")).unwrap_or_default()
        );
    }
    Ok(())
}

/// Reads a story from a file, an address or standard input.
pub async fn read(input: &str) -> anyhow::Result<Story> {
    let (name, kind, bytes) = if input == "-" {
        let mut bytes = Vec::new();
        let most = reading::MAX_BYTES as u64 + 1;
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).context("reading standard input")?;
        ("-".to_string(), None, bytes)
    } else if is_address(input) {
        let page = Fetch::new().get(input).await?;
        (page.url, page.content_type, page.bytes.to_vec())
    } else {
        (input.to_string(), None, read_file(Path::new(input))?)
    };
    match reading::read(&name, kind.as_deref(), &bytes) {
        Ok(What::Story(story)) => Ok(story),
        // A single line is enough to be said.
        Err(reading::Unreadable { reason: reading::Reason::NoBody | reading::Reason::NoHeadline, .. }) => {
            let text = String::from_utf8_lossy(&bytes).trim().to_string();
            Ok(Story { blocks: vec![Block::Paragraph { text: Text::plain(text) }], ..Story::default() })
        }
        Err(unreadable) => Err(unreadable).with_context(|| input.to_string()),
        Ok(What::Feed(_)) => {
            anyhow::bail!("{input} is a feed: `crier import` takes its stories in, and `crier say` one of them")
        }
    }
}

fn out(flags: &Flags) -> anyhow::Result<PathBuf> {
    if let Some(out) = &flags.out {
        return Ok(out.clone());
    }
    let name = if flags.input == "-" || is_address(&flags.input) { "out" } else { flags.input.as_str() };
    let stem = Path::new(name).file_stem().context("name the file to write with -o")?;
    Ok(PathBuf::from(stem).with_extension("mp3"))
}

fn write(out: &Path, joined: &Joined) -> anyhow::Result<()> {
    let doing = |path: &Path| format!("writing {}", path.display());
    std::fs::write(out, &joined.mp3).with_context(|| doing(out))?;
    let vtt = out.with_extension("vtt");
    std::fs::write(&vtt, sound::vtt(&joined.segments)).with_context(|| doing(&vtt))
}

fn table(out: &Path, choice: &Choice, stood_in: Option<&StoodIn>, said: &[Said], joined: &Joined) -> serde_json::Value {
    let row = |(row, said): (&sound::Row, &Said)| {
        let words: Vec<_> = row
            .words
            .iter()
            .map(|w| json!({ "text": &row.text[w.written.clone()], "start_ms": w.start_ms, "end_ms": w.end_ms }))
            .collect();
        json!({
            "id": row.id, "role": said.segment.role, "text": row.text, "start_ms": row.start_ms, "end_ms": row.end_ms,
            "speech_start_ms": row.speech_start_ms, "speech_end_ms": row.speech_end_ms,
            "bytes": [row.bytes.start, row.bytes.end], "words": words,
        })
    };
    json!({
        "file": out, "lang": choice.tag, "voice": choice.voice(), "duration_ms": joined.duration_ms,
        "instead_of": stood_in.map(|stood_in| json!({ "voice": stood_in.meant, "why": stood_in.why })),
        "segments": joined.segments.iter().zip(said).map(row).collect::<Vec<_>>(),
    })
}

/// One line a word: the written text, what was handed over for it, and the phonemes the engine made of it.
async fn phonemes(voices: &Voices, segments: &[Segment], choice: &Choice) -> anyhow::Result<()> {
    let mut lines = BufWriter::new(std::io::stdout().lock());
    for segment in segments {
        writeln!(lines, "# {} {}", segment.id, segment.text)?;
        let request = Request { phonemes: true, ..voicing::request(segment, choice) };
        if request.utterances.is_empty() {
            continue;
        }
        let spoken = voices.speak(&request).await?;
        let heard: BTreeMap<(usize, usize), &str> =
            spoken.reply.words.iter().map(|w| ((w.utterance, w.word), w.phonemes.as_deref().unwrap_or(""))).collect();
        for (u, utterance) in request.utterances.iter().enumerate() {
            for (w, word) in utterance.words.iter().enumerate() {
                let written = &segment.text[word.written.clone()];
                let handed = &utterance.text[word.said.clone()];
                writeln!(lines, "{written}\t{handed}\t{}", heard.get(&(u, w)).copied().unwrap_or("(not said)"))?;
            }
        }
    }
    lines.flush().context("writing the words")
}
