//! What the English voice makes of texts: `hear [--plain | --sounds] < lines`. For the audit of pronunciation.
//!
//! Prints each line's phonemes; with `--plain` those the engine would choose by itself; with `--sounds` every word
//! that is said otherwise than the engine would guess, its sound, and the line.

use std::error::Error;
use std::io::{BufRead, Write};

use speech::lang::Lang;
use speech::pronounce::How;
use speech::utter::utter;
use speech::wire::Request;

fn main() -> Result<(), Box<dyn Error>> {
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    let (plain, sounds) = (asked("--plain"), asked("--sounds"));
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut utterances = utter(&line, Lang::En);
        if sounds {
            for utterance in &utterances {
                for sound in &utterance.sounds {
                    let (How::Ipa(how) | How::Like(how)) = &sound.how;
                    writeln!(out, "{}\t{how}\t{line}", &utterance.text[sound.said.clone()])?;
                }
            }
            continue;
        }
        for utterance in utterances.iter_mut().filter(|_| plain) {
            utterance.sounds.clear();
        }
        let (reply, _) = voice::say(&Request { utterances, phonemes: true, ..Request::default() })?;
        let words: Vec<String> = reply.words.into_iter().filter_map(|word| word.phonemes).collect();
        writeln!(out, "{}", words.join(" "))?;
    }
    Ok(())
}
