//! What the engine made of each word, for the audit of pronunciation.

use speech::utter::Word;

use crate::align;
use crate::espeak::WordEvent;

/// The phonemes of each word. `clauses` are those of the whole text, words apart by spaces.
///
/// The engine separates words by spaces in its answer and sends one event for each of them, so the
/// n-th group of a clause belongs to its n-th event. A word said together with the one before it ("of the")
/// has an empty string: the group stands with the first.
/// When groups and events do not pair off, they are dealt out by their place in the clause, the best that can be known.
pub fn per_word(text: &str, words: &[Word], events: &[WordEvent], clauses: &[String]) -> Vec<String> {
    let mut answer = vec![String::new(); words.len()];
    if words.is_empty() {
        return answer;
    }
    let anchored = align::anchored(text, words, events);
    let groups: Vec<Vec<&str>> = clauses
        .iter()
        .map(|clause| clause.split_whitespace().collect())
        .filter(|groups: &Vec<_>| !groups.is_empty())
        .collect();
    let heard: Vec<&[WordEvent]> = events.chunk_by(|a, b| a.clause == b.clause).collect();
    let mut give = |group: &str, event: usize| {
        let place = anchored.partition_point(|&(_, anchor)| anchor <= event);
        let word = if place == 0 { 0 } else { anchored[place - 1].0 };
        if !answer[word].is_empty() {
            answer[word].push(' ');
        }
        answer[word].push_str(group);
    };
    if groups.len() == heard.len() {
        let mut first = 0;
        for (groups, events) in groups.iter().zip(heard) {
            deal(groups, first, events.len(), &mut give);
            first += events.len();
        }
    } else {
        deal(&groups.concat(), 0, events.len(), &mut give);
    }
    answer
}

/// Gives each group to one of `count` events from `first` on.
fn deal(groups: &[&str], first: usize, count: usize, give: &mut impl FnMut(&str, usize)) {
    for (number, group) in groups.iter().enumerate() {
        let event = if groups.len() == count { number } else { number * count / groups.len() };
        give(group, first + event);
    }
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
            [0, 7, 14, 20].iter().map(|&character| WordEvent { character, sample: 0, clause: 0 }).collect();
        let groups = per_word(text, &words, &events, &["ʌvðə twˈɛnti θɹˈiː mˈɛn".to_owned()]);
        assert_eq!(groups, ["ʌvðə", "", "twˈɛnti θɹˈiː", "mˈɛn"]);
    }

    #[test]
    fn a_clause_that_does_not_pair_off_leaves_the_others_in_order() {
        let text = "a b, c d";
        let words: Vec<Word> =
            [0..1, 2..3, 5..6, 7..8].into_iter().map(|said| Word { written: said.clone(), said }).collect();
        let event = |character, clause| WordEvent { character, sample: 0, clause };
        let events = [event(0, 0), event(2, 0), event(5, 2), event(7, 2)];
        let clauses = ["A A2 B".to_owned(), String::new(), "C D".to_owned()];
        assert_eq!(per_word(text, &words, &events, &clauses), ["A A2", "B", "C", "D"]);
    }
}
