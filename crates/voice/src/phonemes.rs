//! What the engine made of each word, for the audit of pronunciation.

use speech::utter::Word;

use crate::align;
use crate::espeak::WordEvent;

/// The phonemes of each word.
///
/// The engine separates words by spaces in its answer and sends one event for each of them, so the
/// n-th group belongs to the n-th event. A word said together with the one before it ("of the")
/// has an empty string: the group stands with the first.
/// When groups and events do not pair off, they are dealt out by their place in the text, the best that can be known.
pub fn per_word(text: &str, words: &[Word], events: &[WordEvent], phonemes: &str) -> Vec<String> {
    let groups: Vec<&str> = phonemes.split_whitespace().collect();
    let mut answer = vec![String::new(); words.len()];
    if words.is_empty() || events.is_empty() {
        if let Some(first) = answer.first_mut() {
            phonemes.clone_into(first);
        }
        return answer;
    }
    let anchored = align::anchored(text, words, events);
    for (number, group) in groups.iter().enumerate() {
        let event = if groups.len() == events.len() { number } else { number * events.len() / groups.len() };
        let place = anchored.partition_point(|&(_, anchor)| anchor <= event);
        let word = if place == 0 { 0 } else { anchored[place - 1].0 };
        if !answer[word].is_empty() {
            answer[word].push(' ');
        }
        answer[word].push_str(group);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_words_stand_with_the_first_and_split_words_stay_together() {
        let text = "of the twenty-three men";
        let words: Vec<Word> =
            [0..2, 3..6, 7..19, 20..23].into_iter().map(|said| Word { written: said.clone(), said }).collect();
        let events: Vec<WordEvent> =
            [0, 7, 14, 20].iter().map(|&character| WordEvent { character, sample: 0 }).collect();
        let groups = per_word(text, &words, &events, "ʌvðə twˈɛnti θɹˈiː mˈɛn");
        assert_eq!(groups, ["ʌvðə", "", "twˈɛnti θɹˈiː", "mˈɛn"]);
    }
}
