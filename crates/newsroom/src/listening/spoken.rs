//! Progress by the clock of the sound that there is now. Pure.
//!
//! What is kept are sentences and thousandths, which outlive a voice; what a player needs is a ms.

use serde::Serialize;

use crate::hearing::heard::WHOLE;
use crate::narrations::Timed;
use crate::progress::merge::{Place, Story};

/// What was heard of a story, as it is spoken now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spoken {
    pub length_ms: i64,
    /// Where the listener is; `None` when they are nowhere, or where nothing is spoken any more.
    pub ms: Option<i64>,
    pub heard_ms: i64,
    /// Parts of the whole, in thousandths of its length.
    pub heard: Vec<(i64, i64)>,
}

impl Spoken {
    pub fn of(story: &Story, timed: &[Timed]) -> Spoken {
        let length_ms = timed.last().map_or(0, |last| i64::from(last.end_ms));
        if length_ms == 0 {
            return Spoken::default();
        }
        let mut parts: Vec<(i64, i64)> = Vec::new();
        // Whether all was heard up to where a sentence begins: the pause before it, too, if it goes on from there.
        let mut up_to_here = true;
        for one in timed {
            let mut goes_on = up_to_here;
            up_to_here = false;
            for (from, to, _) in story.heard.get(&one.id).iter().flat_map(|times| times.iter()) {
                let goes_on_here =
                    (goes_on && from == 0) || parts.last().is_some_and(|last| last.1 == within(one, from));
                match parts.last_mut() {
                    Some(last) if goes_on_here => last.1 = within(one, to),
                    None if goes_on_here => parts.push((0, within(one, to))),
                    _ => parts.push((within(one, from), within(one, to))),
                }
                goes_on = false;
                up_to_here = to == WHOLE;
            }
        }
        let thousandth = |ms: i64| ms * 1000 / length_ms;
        Spoken {
            length_ms,
            ms: story.latest.as_ref().and_then(|(_, place)| at(place, timed).or_else(|| last_heard(story, timed))),
            heard_ms: parts.iter().map(|(from, to)| to - from).sum(),
            heard: parts
                .iter()
                .map(|(from, to)| (thousandth(*from), thousandth(*to + length_ms / 1000).min(1000)))
                .collect(),
        }
    }
}

fn within(one: &Timed, thousandth: u32) -> i64 {
    let (start, end) = (i64::from(one.start_ms), i64::from(one.end_ms));
    start + (end - start) * i64::from(thousandth) / 1000
}

fn at(place: &Place, timed: &[Timed]) -> Option<i64> {
    let one = timed.iter().find(|one| one.id == place.segment)?;
    Some(within(one, place.thousandth.min(WHOLE)))
}

/// The sentence of the place was corrected away: where that was which was heard last of what is left.
fn last_heard(story: &Story, timed: &[Timed]) -> Option<i64> {
    let all = timed.iter().flat_map(|one| {
        let times = story.heard.get(&one.id);
        times.into_iter().flat_map(|times| times.iter()).map(move |(_, to, at_ms)| (at_ms, within(one, to)))
    });
    all.max().map(|(_, ms)| ms)
}

#[cfg(test)]
mod tests {
    use super::{Spoken, Timed};
    use crate::hearing::Piece;
    use crate::progress::merge::{Place, Stamp, Story};

    /// Three sentences of a second each, with a pause of half a second before each.
    fn timed() -> Vec<Timed> {
        let one = |n: u32| Timed {
            id: format!("s{n}"),
            role: "body".into(),
            text: String::new(),
            start_ms: n * 1_500 - 1_000,
            end_ms: n * 1_500,
            bytes: (0, 0),
            sound: String::new(),
            words: Vec::new(),
        };
        (1..=3).map(one).collect()
    }

    fn heard(pieces: &[(&str, u32, u32)], place: (&str, u32)) -> Story {
        let pieces: Vec<Piece> = pieces
            .iter()
            .map(|(segment, from, to)| Piece { segment: segment.to_string(), from: *from, to: *to })
            .collect();
        let mut story = Story::default();
        let place = Place { segment: place.0.into(), thousandth: place.1 };
        story.hear(&pieces, Stamp { at_ms: 1, device: "a phone".into() }, place);
        story
    }

    #[test]
    fn all_that_was_heard_is_one_part_with_its_pauses() {
        let all = heard(&[("s1", 0, 1000), ("s2", 0, 1000), ("s3", 0, 1000)], ("s3", 1000));
        let spoken = Spoken::of(&all, &timed());
        assert_eq!((spoken.length_ms, spoken.ms, spoken.heard_ms), (4_500, Some(4_500), 4_500));
        assert_eq!(spoken.heard, [(0, 1000)]);
    }

    #[test]
    fn what_was_left_out_inside_a_sentence_or_between_two_was_not_heard() {
        let some = heard(&[("s1", 0, 300), ("s1", 400, 1000), ("s3", 0, 500)], ("s3", 500));
        let spoken = Spoken::of(&some, &timed());
        assert_eq!((spoken.ms, spoken.heard_ms), (Some(4_000), 800 + 600 + 500));
        assert_eq!(spoken.heard.len(), 3);
    }

    #[test]
    fn a_place_that_was_corrected_away_is_the_end_of_what_was_heard_last() {
        let gone = heard(&[("s1", 0, 1000), ("s2", 0, 500)], ("s9", 10));
        assert_eq!(Spoken::of(&gone, &timed()).ms, Some(2_500));
        assert_eq!(Spoken::of(&gone, &[]), Spoken::default());
    }
}
