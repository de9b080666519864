//! Rows counted by suite and class, and those that missed.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

/// Counts of one class.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    all: usize,
}

struct Miss {
    place: String,
    asked: String,
    expected: String,
    got: String,
}

/// All rows measured.
#[derive(Default)]
pub struct Board {
    /// By suite, then by class within it.
    tallies: BTreeMap<(String, String), Tally>,
    misses: Vec<Miss>,
}

impl Board {
    /// Counts one row. `expected` is for the list of misses alone.
    pub fn count(&mut self, suite: &str, class: &str, right: bool, asked: &str, expected: &str, got: &str) {
        let tally = self.tallies.entry((suite.to_string(), class.to_string())).or_default();
        tally.all += 1;
        if right {
            tally.right += 1;
            return;
        }
        let place = if class.is_empty() { suite.to_string() } else { format!("{suite} {class}") };
        self.misses.push(Miss { place, asked: asked.into(), expected: expected.into(), got: got.into() });
    }

    /// A line for each class, and one for each suite of several classes.
    pub fn table(&self) -> String {
        let mut sums: BTreeMap<&str, (Tally, usize)> = BTreeMap::new();
        let mut out = String::new();
        for ((suite, class), tally) in &self.tallies {
            let (sum, classes) = sums.entry(suite).or_default();
            sum.right += tally.right;
            sum.all += tally.all;
            *classes += 1;
            if !class.is_empty() {
                line(&mut out, &format!("{suite} {class}"), *tally);
            }
        }
        for (suite, (sum, _)) in sums {
            line(&mut out, suite, sum);
        }
        out
    }

    pub fn failures(&self) -> String {
        let mut out = String::new();
        for Miss { place, asked, expected, got } in &self.misses {
            let _ = write!(out, "[{place}]\n  {asked}\n- {expected}\n+ {got}\n\n");
        }
        out
    }
}

fn line(out: &mut String, name: &str, Tally { right, all }: Tally) {
    let share = 100.0 * right as f64 / all.max(1) as f64;
    let _ = writeln!(out, "{name:24} {right:5} of {all:5}  {share:5.1} %");
}

/// NFKC, case-folded; every character that is no word character, space or apostrophe a space; apostrophes dropped;
/// runs of spaces squeezed.
pub fn loose(text: &str) -> String {
    let kept: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\'')
        .map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
