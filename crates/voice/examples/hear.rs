//! What the English voice makes of texts: `hear [--plain] < lines` prints each line's phonemes. For the audit of
//! pronunciation; `--plain` leaves out what we know better than the engine.

use std::error::Error;
use std::io::{BufRead, Write};

use speech::lang::Lang;
use speech::utter::utter;
use speech::wire::Request;

fn main() -> Result<(), Box<dyn Error>> {
    let plain = std::env::args().any(|argument| argument == "--plain");
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let mut utterances = utter(&line?, Lang::En);
        for utterance in utterances.iter_mut().filter(|_| plain) {
            utterance.sounds.clear();
        }
        let (reply, _) = voice::say(&Request { utterances, phonemes: true, ..Request::default() })?;
        let words: Vec<String> = reply.words.into_iter().filter_map(|word| word.phonemes).collect();
        writeln!(out, "{}", words.join(" "))?;
    }
    Ok(())
}
