//! Chinese characters with several readings, and those with none.

use super::{Misreading, Why};
use crate::lexicon::{Placed, Reading};
use crate::normalise::zh::is_han;
use crate::pinyin::{self, Fixed, polyphones};

pub fn find(text: &str, settled: &[Placed]) -> Vec<Misreading> {
    let fixed: Vec<Fixed> = settled
        .iter()
        .filter(|p| text[p.written.clone()].chars().all(is_han))
        .map(|p| Fixed {
            range: p.written.clone(),
            syllables: match &p.reading {
                Reading::Pinyin(syllables) => Some(syllables.clone()),
                _ => None,
            },
        })
        .collect();
    let words = pinyin::words_around(text, &fixed);
    let mut out = Vec::new();
    let mut end = 0;
    for word in &words {
        left_out(text, end..word.range.start, &mut out);
        end = word.range.end;
        let written = &text[word.range.clone()];
        let Some(readings) = polyphones::of(written) else { continue };
        let mut chars = written.chars();
        let likely = match (chars.next(), chars.next()) {
            // Small words stand in every sentence, and their rules were made for them.
            (Some(c), None) if "了的地得著着都還还和為为會会給给與与".contains(c) => continue,
            (Some(c), None) if polyphones::has_rules(c) => 20,
            (Some(_), None) => 40,
            _ => 30,
        };
        let others: Vec<&str> = readings.iter().copied().filter(|r| *r != word.syllables.join("-")).collect();
        let said = format!("{}, not {}", word.syllables.join(" "), others.join(" or ").replace('-', " "));
        out.push(Misreading { written: word.range.clone(), why: Why::Polyphone, said, likely });
    }
    left_out(text, end..text.len(), &mut out);
    out
}

fn left_out(text: &str, between: std::ops::Range<usize>, out: &mut Vec<Misreading>) {
    let Some(gap) = text.get(between.clone()) else { return };
    for (at, c) in gap.char_indices().filter(|(_, c)| is_han(*c)) {
        let written = between.start + at..between.start + at + c.len_utf8();
        out.push(Misreading { written, why: Why::LeftOut, said: String::new(), likely: 99 });
    }
}
