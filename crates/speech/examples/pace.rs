//! How fast a text is read: megabytes of it in a second of one processor, for each thing that is done with a text.
//!
//! `cargo run --release -p speech --example pace -- en < TEXT`. A line is one text, as in `crier script`; each way is
//! gone several times, and the quickest counts.

use std::io::Read;
use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::{lexicon::Lexicon, misreading, normalise, pinyin, split, utter};

/// Times that each way is gone: enough that one of them is hardly disturbed by others on the machine.
const ROUNDS: usize = 5;

/// What is done with a text, and a number that tells how much came of it: nothing may be left out by the compiler.
type Way = (&'static str, fn(&str, Lang) -> usize);

const WAYS: [Way; 6] = [
    ("script", |text, lang| normalise::spoken_line(text, lang).len()),
    ("utter", |text, lang| utter::utter(text, lang).len()),
    ("sentences", |text, lang| split::sentences(text, lang).len()),
    ("pinyin", |text, _| pinyin::words(text).len()),
    ("misreadings", |text, lang| misreading::find(text, lang, &[]).len()),
    ("lexicon", |text, lang| Lexicon::default().find(text, lang).len()),
];

fn main() -> std::io::Result<()> {
    let lang = Lang::of(&std::env::args().nth(1).unwrap_or_else(|| "en".into()));
    let only = std::env::args().nth(2);
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    for (name, way) in WAYS.iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == name)) {
        let mut best = Duration::MAX;
        let mut made = 0;
        for _ in 0..ROUNDS {
            let before = spent();
            made = text.lines().map(|line| way(line, lang)).sum();
            best = best.min(spent().saturating_sub(before));
        }
        println!("{name:<12} {:>7.2} MB/s  ({made} made)", text.len() as f64 / 1e6 / best.as_secs_f64());
    }
    Ok(())
}

/// Processor time of this thread where the system tells it (Linux), so that a busy machine does not count; else the
/// time that went by.
fn spent() -> Duration {
    use std::sync::OnceLock;
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGAN.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}
