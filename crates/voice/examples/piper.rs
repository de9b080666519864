//! A Piper voice beside Piper itself, for measuring: `piper ids|say FOLDER VOICE [OUT] < lines`, one sentence a line.
//!
//! `ids` prints for each line, as JSON, the text that is handed over and the numbers that the voice is spoken with, a list
//! for each run; names are left to the engine's guess, as Piper does. `say` writes what is heard as OUT/1.wav, 2.wav …
//! (without OUT nowhere), prints the text, and at the end on standard error seconds of sound and seconds taken.

use std::error::Error;
use std::io::{BufRead, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::utter::{Tongue, Utterance, utter};
use speech::wire::{Request, write_samples};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (deed, folder, voice, out) = match arguments.as_slice() {
        [deed, folder, voice] => (deed, folder, voice, None),
        [deed, folder, voice, out] => (deed, folder, voice, Some(out)),
        _ => return Err("piper ids|say FOLDER VOICE [OUT] < lines".into()),
    };
    voice::keep_voices_in(Path::new(folder));
    let mut told = std::io::stdout().lock();
    let (mut taken, mut lasting) = (Duration::ZERO, 0.0);
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let mut utterances = utter(&line?, Lang::En);
        let text: Vec<&str> = utterances.iter().map(|utterance| utterance.text.as_str()).collect();
        let text = text.join(" ");
        if deed == "ids" {
            utterances.iter_mut().for_each(|utterance| utterance.sounds.clear());
            let ids = voice::piper_ids(&request(voice, utterances))?;
            writeln!(told, "{}", serde_json::json!({ "text": text, "runs": ids }))?;
            continue;
        }
        let begun = Instant::now();
        let (reply, samples) = voice::say(&request(voice, utterances))?;
        taken += begun.elapsed();
        lasting += samples.len() as f64 / f64::from(reply.sample_rate);
        writeln!(told, "{text}")?;
        if let Some(out) = out {
            std::fs::write(Path::new(out).join(format!("{}.wav", number + 1)), wav(&samples, reply.sample_rate))?;
        }
    }
    eprintln!("{lasting:.3} {:.3}", taken.as_secs_f64());
    Ok(())
}

fn request(voice: &str, utterances: Vec<Utterance>) -> Request {
    Request { utterances, voices: vec![(Tongue::English, voice.to_owned())], ..Request::default() }
}

/// A header of 44 bytes and the samples.
fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
    let bytes = write_samples(samples);
    let length = bytes.len() as u32;
    let mut out = Vec::with_capacity(44 + bytes.len());
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(36 + length).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend_from_slice(&rate.to_le_bytes());
    out.extend_from_slice(&(rate * 2).to_le_bytes());
    out.extend_from_slice(b"\x02\0\x10\0data");
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&bytes);
    out
}
