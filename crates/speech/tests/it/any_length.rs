//! No text takes longer than its length allows: whatever stands in it, twice as much takes about twice as long.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::lexicon::{self, Entry, Lexicon, Reading};
use speech::{misreading, normalise, pinyin, split, utter};

mod texts;
use texts::{UNITS, odd, repeated};

/// What is done with a text, and in which languages it makes a difference.
type Way = (&'static str, &'static [Lang], fn(&str, Lang));

const EVERY: &[Lang] = &[Lang::En, Lang::Zh, Lang::Es, Lang::Other];

const WAYS: [Way; 9] = [
    ("script", EVERY, |text, lang| drop(normalise::spoken_line(text, lang))),
    ("sentences", EVERY, |text, lang| drop(split::sentences(text, lang))),
    ("German sentences", &[Lang::Other], |text, _| drop(split::sentences_in(text, "de"))),
    ("Russian sentences", &[Lang::Other], |text, _| drop(split::sentences_in(text, "ru"))),
    ("Hindi sentences", &[Lang::Other], |text, _| drop(split::sentences_in(text, "hi"))),
    ("utter", EVERY, |text, lang| drop(utter::utter(text, lang))),
    ("misreadings", EVERY, |text, lang| drop(misreading::find(text, lang, &[]))),
    ("pinyin", &[Lang::Zh], |text, _| drop(pinyin::words(text))),
    ("lexicon", &[Lang::En, Lang::Zh], settled),
];

/// A text with a lexicon that has something for much of it, and all that is done with its readings.
fn settled(text: &str, lang: Lang) {
    let entry = |lang: &str, written: &str, inside| Entry {
        lang: lang.to_owned(),
        written: written.to_owned(),
        reading: Reading::Letters,
        exact_case: written.len() == 1,
        inside,
    };
    let entries = [
        entry("en", "a", true),
        entry("en", "aaaa", true),
        entry("en", "I", false),
        entry("en", "1", true),
        entry("en", "b", false),
        entry("zh", "漢", true),
        entry("zh", "長", true),
    ];
    let lexicon = Lexicon::of("zh", entries);
    let placed = lexicon::placed(text, lang, &lexicon, &[]);
    utter::utter_by(text, lang, &placed);
    misreading::find(text, lang, &placed);
}

/// The shortest of some times; others use the machine, and its caches, as well.
fn quickest(times: usize, deed: impl Fn()) -> Duration {
    let once = || {
        let before = spent();
        deed();
        spent().saturating_sub(before)
    };
    (0..times).map(|_| once()).min().unwrap_or_default()
}

/// Processor time of this thread where the system tells it (Linux), so that waiting for a turn does not count; else
/// the time that went by.
fn spent() -> Duration {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGAN.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Bytes of a text that was once slow: what costs its square takes minutes.
const LONG: usize = 300_000;

/// A busy machine and a build for tests take well under a second for each.
const AT_MOST: Duration = Duration::from_secs(15);

fn in_time(name: &str, deed: impl FnOnce()) {
    let began = Instant::now();
    deed();
    assert!(began.elapsed() < AT_MOST, "{name} took {:?}", began.elapsed());
}

#[test]
fn names_without_end_are_joined_in_time() {
    for unit in ["陳小明", "部長石"] {
        let text = repeated(unit, LONG);
        in_time(unit, || drop(pinyin::words(&text)));
    }
}

#[test]
fn heteronyms_without_end_are_settled_in_time() {
    for unit in ["does ", "Record ", "a Record "] {
        let text = repeated(unit, LONG);
        in_time(unit, || drop(utter::utter(&text, Lang::En)));
    }
}

#[test]
fn marks_of_a_list_far_behind_their_bullet_are_found_in_time() {
    let marks: String = (2..2_000).map(|n| format!("{}. A ", n % 1_000)).collect();
    let text = format!("1. A • {}{marks}", " ".repeat(LONG));
    in_time("a list", || drop(split::sentences(&text, Lang::En)));
}

/// One long text may take three times as long as eight that are an eighth of it; what looks at all the text for every
/// part of it takes eight times as long. Each text is tried in one language for each way, another for the next text.
#[test]
#[ignore = "a minute: `make soak`"]
fn one_long_text_takes_about_as_long_as_eight_short_ones() {
    const SHORT: usize = 1_000;
    const TIMES: usize = 8;
    /// Below this a clock tells nothing; what is slow only in longer texts is noticed below.
    const NOTHING: Duration = Duration::from_millis(25);
    let texts =
        |size: usize| -> Vec<String> { UNITS.iter().map(|unit| repeated(unit, size)).chain(odd(size)).collect() };
    for (turn, (short, long)) in texts(SHORT).iter().zip(&texts(TIMES * SHORT)).enumerate() {
        for (name, langs, way) in WAYS {
            let lang = langs[turn % langs.len()];
            let slow = quickest(1, || way(long, lang));
            if slow < NOTHING {
                continue;
            }
            let quick = quickest(3, || (0..TIMES).for_each(|_| way(short, lang)));
            let slow = quickest(3, || way(long, lang)).min(slow);
            let begins: String = short.chars().take(12).collect();
            assert!(slow < quick * 3 + NOTHING, "{name} of {begins:?}… in {lang:?}: {quick:?}, then {slow:?}");
        }
    }
}

/// The whole promise: a megabyte of anything is done within a second.
#[test]
#[ignore = "a quarter of an hour: `make soak`"]
fn a_megabyte_of_anything_takes_less_than_a_second() {
    let size = asked(1 << 20);
    let mut slowest = (Duration::ZERO, String::new());
    let ascii = (' '..='~').map(String::from);
    let all = UNITS.iter().map(|unit| (*unit).to_owned()).chain(ascii).map(|unit| repeated(&unit, size));
    let mut late = Vec::new();
    for text in all.chain(odd(size)) {
        for (name, langs, way) in WAYS {
            for &lang in langs {
                within(&text, size, (name, lang, way), &mut slowest, &mut late);
            }
        }
    }
    println!("slowest: {slowest:?}");
    assert!(late.is_empty(), "{}", late.join("\n"));
}

/// Every pair of what rules look for, a sixteenth as long.
#[test]
#[ignore = "a quarter of an hour: `make soak`"]
fn any_two_signs_over_and_over_take_no_longer() {
    let size = asked(1 << 16);
    const SIGNS: [&str; 36] = [
        "a", "A", "I", "1", "0", " ", ".", ",", "-", "–", "/", ":", ";", "!", "'", "’", "\"", "“", "(", ")", "$", "%",
        "#", "@", "&", "+", "°", "\n", "漢", "一", "長", "年", "「", "。", "\u{301}", "\u{200d}",
    ];
    let mut slowest = (Duration::ZERO, String::new());
    let mut late = Vec::new();
    for a in SIGNS {
        for b in SIGNS {
            let text = repeated(&format!("{a}{b}"), size);
            for (name, langs, way) in WAYS {
                for &lang in langs {
                    within(&text, size, (name, lang, way), &mut slowest, &mut late);
                }
            }
        }
    }
    println!("slowest: {slowest:?}");
    assert!(late.is_empty(), "{}", late.join("\n"));
}

/// `CRIER_SHORTER=8`: texts an eighth as long, for a look in a minute or two.
fn asked(size: usize) -> usize {
    let shorter = std::env::var("CRIER_SHORTER").ok().and_then(|times| times.parse().ok());
    size / shorter.unwrap_or(1)
}

fn within(
    text: &str,
    size: usize,
    (name, lang, way): (&str, Lang, fn(&str, Lang)),
    slowest: &mut (Duration, String),
    late: &mut Vec<String>,
) {
    // A build for tests checks every sum: it may take three times as long.
    let second = Duration::from_secs(if cfg!(debug_assertions) { 3 } else { 1 });
    let most = second.mul_f64(size as f64 / (1 << 20) as f64).max(Duration::from_millis(100));
    let mut took = quickest(1, || way(text, lang));
    if took > most {
        // Somebody else's work is not counted against us.
        took = took.min(quickest(2, || way(text, lang)));
    }
    let said = || format!("{name} of {:?}… in {lang:?}: {took:?}", text.chars().take(12).collect::<String>());
    if took > slowest.0 {
        *slowest = (took, said());
    }
    if took > most {
        println!("too late: {}", said());
        late.push(said());
    }
}
