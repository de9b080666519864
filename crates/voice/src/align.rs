//! Lays the engine's word events over our words.
//!
//! The engine merges words ("of the"), splits them ("twenty-three") and sometimes points at the
//! bracket before one. Every word gets a time; where there was no event it is estimated from the letters.

use std::ops::Range;

use speech::utter::Word;

use crate::espeak::WordEvent;
use crate::flite::HeardToken;

/// Samples quieter than this are silence: −54 dB of full scale; the engine's pauses are exact zeros.
const SILENT: u16 = 64;
/// A shorter silence is the closure of a stop consonant and belongs to its word, in milliseconds.
const SHORTEST_PAUSE_MS: usize = 30;
/// A longer silence before a word is a pause and not the closure of its first consonant, in milliseconds.
const LONGEST_CLOSURE_MS: usize = 120;

/// Start and end sample of each word, monotone and inside the sound.
///
/// `words` are in order of their place in the text.
pub fn align(text: &str, words: &[Word], events: &[WordEvent], samples: &[i16], sample_rate: u32) -> Vec<Range<usize>> {
    let anchors = anchors(text, words, events, samples.len());
    let mut spans = Vec::with_capacity(words.len());
    for (place, &(first, start)) in anchors.iter().enumerate() {
        let (next, end) = anchors.get(place + 1).copied().unwrap_or((words.len(), samples.len()));
        let end = sounding_end(samples, start..end, sample_rate);
        let sound = sounding_start(samples, start..end, sample_rate)..end;
        share(&words[first..next], sound, &mut spans);
    }
    spans
}

/// Start and end sample of each word and what was said for it, from tokens whose times are known.
///
/// A word of several tokens lasts from the first to the last of them; words said as one token share its time by their
/// letters; a word that was not said has no length.
pub fn deal(words: &[Word], tokens: &[HeardToken], length: usize) -> (Vec<Range<usize>>, Vec<String>) {
    let mut spans = Vec::with_capacity(words.len());
    let mut said = vec![String::new(); words.len()];
    // Tokens, and the words that they were said for: they touch, or another token and word in between touches both.
    let (mut at, mut next, mut floor) = (0, 0, 0);
    while next < words.len() {
        let word = &words[next].said;
        while at < tokens.len() && tokens[at].place.end <= word.start {
            at += 1;
        }
        let (first, mut until) = (at, word.end);
        let mut last = next + 1;
        while at < tokens.len() && tokens[at].place.start < until {
            while last < words.len() && words[last].said.start < tokens[at].place.end {
                until = words[last].said.end;
                last += 1;
            }
            at += 1;
        }
        let sound = match tokens.get(first..at) {
            Some([token]) => token.samples.clone(),
            Some([token, .., end]) => token.samples.start..end.samples.end,
            _ => floor..floor,
        };
        let start = sound.start.clamp(floor, length.max(floor));
        floor = sound.end.clamp(start, length.max(start));
        share(&words[next..last], start..floor, &mut spans);
        said[next] = tokens[first..at].iter().map(|token| token.phonemes.as_str()).collect::<Vec<_>>().join(" ");
        next = last;
    }
    (spans, said)
}

/// For each word with a phoneme group of its own: its index and the event it was anchored to.
///
/// Words between two anchors were said together with the first of them.
pub fn anchored(text: &str, words: &[Word], events: &[WordEvent]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut bytes = text.char_indices().map(|(byte, _)| byte);
    let mut at = (0, bytes.next().unwrap_or(0));
    for (number, event) in events.iter().enumerate() {
        if event.character < at.0 {
            continue;
        }
        while at.0 < event.character {
            at = (at.0 + 1, bytes.next().unwrap_or(text.len()));
        }
        // The word the event points into, or the next one when it points at a space or a quote.
        let word = words.partition_point(|word| word.said.end <= at.1);
        if word < words.len() && found.last().is_none_or(|&(last, _)| word > last) {
            found.push((word, number));
        }
    }
    found
}

/// Word index and start sample, strictly rising in index and never falling in sample; begins with word 0.
fn anchors(text: &str, words: &[Word], events: &[WordEvent], length: usize) -> Vec<(usize, usize)> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut anchors: Vec<(usize, usize)> = Vec::new();
    for (word, number) in anchored(text, words, events) {
        let floor = anchors.last().map_or(0, |&(_, sample)| sample);
        anchors.push((word, events[number].sample.clamp(floor, length)));
    }
    // Words before the first event share its group: they cannot have been said earlier.
    match anchors.first_mut() {
        Some(first) => first.0 = 0,
        None => anchors.push((0, 0)),
    }
    anchors
}

/// Divides a stretch among words by their letters.
fn share(words: &[Word], sound: Range<usize>, spans: &mut Vec<Range<usize>>) {
    let weight = |word: &Word| word.said.len() + 1;
    let total: usize = words.iter().map(weight).sum();
    let mut done = 0;
    for word in words {
        let start = sound.start + sound.len() * done / total;
        done += weight(word);
        spans.push(start..sound.start + sound.len() * done / total);
    }
}

/// Where the sound of a stretch begins: after a pause the engine's event comes up to 50 ms early when the word begins
/// with a closed mouth, as "two" does. In running speech the closure is heard as part of its word.
fn sounding_start(samples: &[i16], stretch: Range<usize>, sample_rate: u32) -> usize {
    let is_loud = |sample: &i16| sample.unsigned_abs() >= SILENT;
    let rise = stretch.start + samples[stretch.clone()].iter().position(is_loud).unwrap_or(0);
    let fall = samples[..stretch.start].iter().rposition(is_loud).map_or(0, |last| last + 1);
    let pause = LONGEST_CLOSURE_MS * sample_rate as usize / 1000;
    if fall == 0 || rise - fall >= pause { rise } else { stretch.start }
}

/// Where the sound of a stretch ends, leaving out a pause at its end.
fn sounding_end(samples: &[i16], stretch: Range<usize>, sample_rate: u32) -> usize {
    let loud = samples[stretch.clone()].iter().rposition(|sample| sample.unsigned_abs() >= SILENT);
    let end = stretch.start + loud.map_or(0, |last| last + 1);
    let pause = SHORTEST_PAUSE_MS * sample_rate as usize / 1000;
    if stretch.end - end >= pause { end } else { stretch.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        let mut from = 0;
        for word in text.split(' ') {
            words.push(Word { said: from..from + word.len(), written: from..from + word.len() });
            from += word.len() + 1;
        }
        words
    }

    fn event(character: usize, sample: usize) -> WordEvent {
        WordEvent { character, sample, clause: 0 }
    }

    #[test]
    fn words_said_as_one_share_its_time_by_their_letters() {
        let text = "end of the day";
        let events = [event(0, 0), event(4, 1000), event(11, 2000)];
        let spans = align(text, &words(text), &events, &[900; 3000], 22_050);
        assert_eq!(spans, [0..1000, 1000..1428, 1428..2000, 2000..3000]);
    }

    #[test]
    fn a_word_the_engine_splits_begins_with_its_first_part() {
        let text = "twenty-three men";
        let events = [event(0, 0), event(7, 700), event(13, 1500)];
        let spans = align(text, &words(text), &events, &[900; 2000], 22_050);
        assert_eq!(spans, [0..1500, 1500..2000]);
    }

    #[test]
    fn positions_count_characters_so_an_accent_does_not_shift_the_words_after_it() {
        let text = "“über” café now";
        let events = [event(1, 0), event(7, 500), event(12, 900)];
        let spans = align(text, &words(text), &events, &[900; 1000], 22_050);
        assert_eq!(spans, [0..500, 500..900, 900..1000]);
    }

    #[test]
    fn a_pause_after_a_comma_belongs_to_no_word() {
        let text = "yes, no";
        let mut sound = vec![900; 4000];
        sound[1000..3000].fill(0);
        let spans = align(text, &words(text), &[event(0, 0), event(5, 3000)], &sound, 22_050);
        assert_eq!(spans, [0..1000, 3000..4000]);
    }

    #[test]
    fn after_a_pause_a_word_begins_where_it_is_heard_and_in_running_speech_where_the_mouth_closes() {
        let text = "yes, two";
        let events = [event(0, 0), event(5, 3600)];
        let mut paused = vec![900; 6000];
        paused[1000..4000].fill(0);
        assert_eq!(align(text, &words(text), &events, &paused, 22_050), [0..1000, 4000..6000]);
        let mut running = vec![900; 6000];
        running[3500..4000].fill(0);
        assert_eq!(align(text, &words(text), &events, &running, 22_050), [0..3600, 3600..6000]);
        assert_eq!(align(text, &words(text), &events, &[0; 6000], 22_050)[1], 3600..3600);
    }

    #[test]
    fn events_out_of_order_or_out_of_range_never_make_time_run_backwards() {
        let text = "one two three four";
        let events = [event(4, 900), event(0, 100), event(8, 300), event(700, 5000), event(14, 9_999_999)];
        let spans = align(text, &words(text), &events, &[900; 1000], 22_050);
        assert_eq!(spans.len(), 4);
        assert!(spans.windows(2).all(|pair| pair[0].start <= pair[1].start && pair[0].end <= pair[1].start));
        assert!(spans.iter().all(|span| span.start <= span.end && span.end <= 1000));
    }

    #[test]
    fn tokens_and_words_that_touch_share_their_time() {
        let token = |place: Range<usize>, samples: Range<usize>| HeardToken {
            place: place.clone(),
            samples,
            phonemes: format!("{place:?}"),
        };
        let text = "a Xi-Obama le monde 👍 won";
        let tokens = [
            token(0..1, 100..200),
            token(2..4, 300..400),
            token(4..10, 400..700),
            token(11..19, 700..1000),
            token(25..28, 1200..1500),
        ];
        let (spans, said) = deal(&words(text), &tokens, 1450);
        assert_eq!(spans, [100..200, 300..700, 700..800, 800..1000, 1000..1000, 1200..1450]);
        assert_eq!(said, ["0..1", "2..4 4..10", "11..19", "", "", "25..28"]);
        assert_eq!(deal(&words("a b"), &[], 0).0, [0..0, 0..0]);
    }

    #[test]
    fn no_events_still_give_every_word_a_time() {
        let text = "a b";
        assert_eq!(align(text, &words(text), &[], &[900; 100], 22_050), [0..50, 50..100]);
        assert!(align("", &[], &[], &[900; 100], 22_050).is_empty());
        assert_eq!(align(text, &words(text), &[], &[], 22_050), [0..0, 0..0]);
    }
}
