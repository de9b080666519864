//! English texts read by a voice, for a recogniser to hear: `ear VOICE FOLDER < texts`, one text a line.
//!
//! Writes `FOLDER/1.wav`, `2.wav`, … and prints for each text the words that the voice was handed.

use std::error::Error;
use std::io::{BufRead, Write};
use std::path::Path;

use speech::lang::Lang;
use speech::utter::{Tongue, utter};
use speech::wire::{Request, write_samples};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [voice, folder] = arguments.as_slice() else { return Err("ear VOICE FOLDER < texts".into()) };
    let mut out = std::io::stdout().lock();
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let utterances = utter(&line?, Lang::En);
        let handed: Vec<&str> = utterances.iter().map(|utterance| utterance.text.as_str()).collect();
        writeln!(out, "{}", handed.join(" "))?;
        let voices = vec![(Tongue::English, voice.clone())];
        let (reply, samples) = voice::say(&Request { utterances, voices, ..Request::default() })?;
        std::fs::write(Path::new(folder).join(format!("{}.wav", number + 1)), wav(&samples, reply.sample_rate))?;
    }
    Ok(())
}

/// 16-bit mono samples as a RIFF file.
fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
    let sound = write_samples(samples);
    let length = u32::try_from(sound.len()).expect("a text is minutes long");
    let mut file = Vec::with_capacity(44 + sound.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + length).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    for field in [16, 0x1_0001, rate, 2 * rate, 0x10_0002] {
        file.extend_from_slice(&field.to_le_bytes());
    }
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&sound);
    file
}
