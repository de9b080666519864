//! `crier lexicon try`: an entry that is not yet one, by ear.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use newsroom::voicing::{self, Choice, Watched};
use speech::lang::Lang;
use speech::lexicon::{Entry, Lexicon, is_chinese, main_tag};
use speech::script::{Role, Segment};
use speech::sound::Tag;
use speech::wire::Request;

use super::{How, kind_meant, reading};
use crate::config::{Config, Place};
use crate::newsroom_at;

#[derive(Args)]
pub struct Try {
    /// The word or phrase as it stands in texts
    words: String,
    /// How it is said
    #[arg(long = "as", value_name = "SAID", default_value = "")]
    said: String,
    #[command(flatten)]
    how: How,
    /// A sentence to hear it in [default: the words alone]
    #[arg(long = "in", value_name = "SENTENCE")]
    sentence: Option<String>,
    /// Voice for the text's own language, such as flite:rms or espeak:en-gb
    #[arg(long)]
    voice: Option<String>,
    /// The MP3 to write
    #[arg(short, long, value_name = "FILE", default_value = "try.mp3")]
    out: PathBuf,
}

pub async fn run(place: &Place, what: &Try) -> anyhow::Result<()> {
    let voices = newsroom_at::voices(&Config::read(place, None)?)?;
    let text = what.sentence.clone().unwrap_or_else(|| what.words.clone());
    let own = if is_chinese(&what.words) { "zh" } else { "en" };
    let tag = what.how.lang.clone().unwrap_or_else(|| own.to_owned());
    let kind = what.how.kind.unwrap_or_else(|| kind_meant(&what.words, &what.said));
    let entry = Entry {
        lang: main_tag(&tag),
        written: what.words.clone(),
        reading: reading(kind, &what.words, &what.said, &tag)?,
        exact_case: false,
        inside: false,
    };
    // An English word in a Chinese sentence is tried with the voices of that sentence.
    let tag = if is_chinese(&text) && Lang::of(&tag) == Lang::En { "zh-Hant".to_owned() } else { tag };
    let lang = Lang::of(&tag);
    let readings = Lexicon::of(&tag, [entry]).find(&text, lang);
    anyhow::ensure!(!readings.is_empty(), "“{}” does not stand in “{text}” as a whole word", what.words);
    let segment = Segment { id: "s1".into(), role: Role::Body, lang, text: text.clone(), pause_ms: 0, readings };
    let choice = Choice::of(&voices, &tag, what.voice.clone()).await;
    let request = Request { phonemes: true, ..voicing::request(&segment, &choice) };
    let heard = voices.speak(&request).await?.reply;
    let phonemes: Vec<&str> = heard.words.iter().filter_map(|word| word.phonemes.as_deref()).collect();
    let said = voicing::speak(&voices, None, vec![segment], &choice, &Watched::By(&|_| {})).await?.unwrap_or_default();
    let joined = voicing::join(&said, &Tag { title: text, lang: tag, ..Tag::default() })?;
    std::fs::write(&what.out, &joined.mp3).with_context(|| format!("writing {}", what.out.display()))?;
    println!("{}\t{:.1} s\t{}", what.out.display(), f64::from(joined.duration_ms) / 1000.0, phonemes.join(" "));
    Ok(())
}
