//! What the engine made of each word, for the audit of pronunciation.

use speech::utter::Word;

use crate::align;
use crate::espeak::WordEvent;

/// The phonemes of each word. `clauses` are those of the whole text, words apart by spaces. A word said together with
/// the one before it ("of the") has an empty string: the group stands with the first.
pub fn per_word(text: &str, words: &[Word], events: &[WordEvent], clauses: &[String]) -> Vec<String> {
    gathered(words.len(), clauses, &owners(text, words, events, clauses))
}

/// The groups of every clause, put together by the word that [`owners`] found for each.
pub fn gathered(count: usize, clauses: &[String], owners: &[Vec<usize>]) -> Vec<String> {
    let mut answer = vec![String::new(); count];
    let groups = clauses.iter().flat_map(|clause| clause.split_whitespace());
    for (group, &word) in groups.zip(owners.iter().flatten()) {
        if !answer[word].is_empty() {
            answer[word].push(' ');
        }
        answer[word].push_str(group);
    }
    answer
}

/// For every group of every clause the word that it was said for; nothing where there are no words.
///
/// The engine separates words by spaces in its answer and sends one event for each of them, so the
/// n-th group of a clause belongs to its n-th event.
/// When groups and events do not pair off, they are dealt out by their place in the clause, the best that can be known.
pub fn owners(text: &str, words: &[Word], events: &[WordEvent], clauses: &[String]) -> Vec<Vec<usize>> {
    if words.is_empty() {
        return vec![Vec::new(); clauses.len()];
    }
    let anchored = align::anchored(text, words, events);
    let word = |event: usize| {
        let place = anchored.partition_point(|&(_, anchor)| anchor <= event);
        if place == 0 { 0 } else { anchored[place - 1].0 }
    };
    let counts: Vec<usize> = clauses.iter().map(|clause| clause.split_whitespace().count()).collect();
    let heard: Vec<usize> = events.chunk_by(|a, b| a.clause == b.clause).map(<[WordEvent]>::len).collect();
    let pairs_off = counts.iter().filter(|count| **count > 0).count() == heard.len();
    let all: usize = counts.iter().sum();
    let (mut first, mut done, mut spoken) = (0, 0, heard.into_iter());
    let mut owners = Vec::with_capacity(clauses.len());
    for count in counts {
        let place = |number: usize, count: usize, of: usize| if count == of { number } else { number * of / count };
        owners.push(if pairs_off {
            let of = if count > 0 { spoken.next().unwrap_or(0) } else { 0 };
            let dealt = (0..count).map(|number| word(first + place(number, count, of))).collect();
            first += of;
            dealt
        } else {
            (0..count).map(|number| word(place(done + number, all, events.len()))).collect()
        });
        done += count;
    }
    owners
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
