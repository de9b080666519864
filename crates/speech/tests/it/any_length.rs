//! Texts that once took time by the square of their length.

use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::{pinyin, split, utter};

/// Bytes of each text: what costs its square takes minutes.
const SIZE: usize = 300_000;

/// A busy machine and a build for tests take well under a second for each.
const LONGEST: Duration = Duration::from_secs(15);

fn in_time(name: &str, deed: impl FnOnce()) {
    let began = Instant::now();
    deed();
    assert!(began.elapsed() < LONGEST, "{name} took {:?}", began.elapsed());
}

fn over_and_over(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

#[test]
fn names_without_end_are_joined_in_time() {
    for unit in ["陳小明", "部長石"] {
        let text = over_and_over(unit);
        in_time(unit, || drop(pinyin::words(&text)));
    }
}

#[test]
fn heteronyms_without_end_are_settled_in_time() {
    for unit in ["does ", "Record ", "a Record "] {
        let text = over_and_over(unit);
        in_time(unit, || drop(utter::utter(&text, Lang::En)));
    }
}

#[test]
fn marks_of_a_list_far_behind_their_bullet_are_found_in_time() {
    let marks: String = (2..2_000).map(|n| format!("{}. A ", n % 1_000)).collect();
    let text = format!("1. A • {}{marks}", " ".repeat(SIZE));
    in_time("a list", || drop(split::sentences(&text, Lang::En)));
}
