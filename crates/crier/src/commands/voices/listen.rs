//! `crier voices try`: a voice by ear, with its length, loudness and speed.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use newsroom::outside::voice_folder::full_name;
use newsroom::voicing::{self, Choice, Watched};
use speech::sound::Tag;

use crate::config::Config;
use crate::newsroom_at;

#[derive(Args)]
pub struct Try {
    /// A name from `crier voices list`, such as en_US-joe-medium or espeak:en-gb
    voice: String,
    /// What to say [default: a sentence of its language with a date, a name and a question]
    text: Option<String>,
    /// Language of the text [default: the voice's]
    #[arg(long)]
    lang: Option<String>,
    /// The MP3 to write
    #[arg(short, long, value_name = "FILE", default_value = "try.mp3")]
    out: PathBuf,
}

pub async fn run(config: &Config, what: &Try) -> anyhow::Result<()> {
    let voices = newsroom_at::voices(config)?;
    let voice = full_name(&what.voice);
    let tag = what.lang.clone().or_else(|| voices.language(&voice));
    let tag =
        tag.with_context(|| format!("there is no voice “{}”; `crier voices list` shows what there is", what.voice))?;
    let text = what.text.clone().unwrap_or_else(|| voicing::sample(&tag).to_string());
    let segments = voicing::segments(&text, &tag);
    let choice = Choice::of(&voices, &tag, Some(voice.clone())).await;
    let tried = voicing::tried(&voices, &segments, &choice).await?;
    let said = voicing::speak(&voices, None, segments, &choice, &Watched::By(&|_| {})).await?.unwrap_or_default();
    anyhow::ensure!(!said.is_empty(), "nothing can be said of “{text}”");
    let joined = voicing::join(&said, &Tag { title: text, lang: tag, ..Tag::default() })?;
    std::fs::write(&what.out, &joined.mp3).with_context(|| format!("writing {}", what.out.display()))?;
    println!(
        "{}\t{voice}\t{:.1} s\t{:.1} LUFS\t{:.1}× real time\tloaded in {:.2} s",
        what.out.display(),
        f64::from(joined.duration_ms) / 1000.0,
        tried.lufs,
        tried.times_real_time(),
        tried.loading.as_secs_f64()
    );
    Ok(())
}
