//! Text to a mastered MP3 and its segment table, for measuring: `say VOICE OUT.mp3 < text`, one segment a line.
//!
//! Writes `OUT.mp3` and `OUT.mp3.json`, and prints where the time went. With `--calibrate` it prints the gain that
//! brings the voice to our loudness instead.

use std::error::Error;
use std::io::Read;
use std::time::{Duration, Instant};

use speech::sound::{self, Gains, Part, Pcm, Tag};
use speech::utter::{Tongue, Utterance, Word};
use speech::wire::Request;

/// Silence after each segment.
const PAUSE_MS: u32 = 350;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [voice, out] = arguments.as_slice() else { return Err("say VOICE OUT.mp3|--calibrate < text".into()) };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();

    let (mut speaking, mut making) = (Duration::ZERO, Duration::ZERO);
    let mut pieces = Vec::with_capacity(lines.len());
    let (mut all, mut rate) = (Vec::new(), 0);
    for line in &lines {
        let request = request(voice, line);
        let begun = Instant::now();
        let (reply, samples) = voice::say(&request)?;
        speaking += begun.elapsed();
        if out == "--calibrate" {
            all.extend_from_slice(&samples);
            rate = reply.sample_rate;
            continue;
        }
        let begun = Instant::now();
        pieces.push(sound::make(&request, &reply, &samples, PAUSE_MS, &Gains::default())?);
        making += begun.elapsed();
    }
    if out == "--calibrate" {
        println!("{voice} {:.2}", sound::calibrate(Pcm { samples: &all, rate })?);
        return Ok(());
    }
    let begun = Instant::now();
    let ids: Vec<String> = (1..=lines.len()).map(|number| format!("s{number}")).collect();
    let parts: Vec<Part> =
        ids.iter().zip(&lines).zip(&pieces).map(|((id, text), piece)| Part { id, text, piece }).collect();
    let tag = Tag { title: out.clone(), comment: "A synthetic voice.".to_owned(), ..Tag::default() };
    let joined = sound::join(&parts, &tag)?;
    std::fs::write(out, &joined.mp3)?;
    std::fs::write(format!("{out}.json"), sound::json(&joined.segments))?;
    println!(
        "{} s; speech {speaking:?}, master and encode {making:?}, join {:?}",
        joined.duration_ms / 1000,
        begun.elapsed()
    );
    Ok(())
}

/// The whole line as one utterance, its words what stands between spaces.
fn request(voice: &str, line: &str) -> Request {
    let tongue = if voice.contains("pinyin") { Tongue::Pinyin } else { Tongue::English };
    let mut words = Vec::new();
    let mut from = 0;
    for word in line.split(' ') {
        let said = from..from + word.len();
        from = said.end + 1;
        if !word.is_empty() {
            words.push(Word { written: said.clone(), said });
        }
    }
    Request {
        utterances: vec![Utterance::new(tongue, line.to_owned(), words)],
        voices: vec![(tongue, voice.to_owned())],
        ..Request::default()
    }
}
