//! Prints Chinese text with the syllable behind every character, to check readings by eye.
//!
//! `cargo run -p speech --example syllables < TEXT`: one line of pinyin, words in brackets, for each line of text.

use std::io::BufRead;

use speech::normalise::zh::{Script, join, read_as};
use speech::pinyin;

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let spoken = join(&read_as(&line?, Script::Hant));
        let mut at = 0;
        let mut out = String::new();
        for word in pinyin::words(&spoken) {
            out.push_str(&spoken[at..word.range.start]);
            let letters = spoken[word.range.clone()].chars().zip(&word.syllables);
            let said: Vec<String> = letters.map(|(c, s)| format!("{c}{s}")).collect();
            out.push_str(&format!("[{}]", said.join(" ")));
            at = word.range.end;
        }
        out.push_str(&spoken[at..]);
        println!("{out}");
    }
    Ok(())
}
