//! Words put together of others, where an engine would not see the joint.

use super::known;

/// Shortest and longest word that is looked at: `jobseeker`.
const SHORTEST: usize = 8;
const LONGEST: usize = 24;
/// Shortest word behind the joint, and before it.
const TAIL: usize = 4;
const HEAD: usize = 3;

/// Endings that look like words; their joint is no joint.
const ENDINGS: [&str; 6] = ["ling", "ring", "rest", "ting", "ding", "ning"];

/// A word in lower case with a hyphen in its joint, if letters on both sides of it would be taken for one sound:
/// `bikeshare` → `bike-share`, for its e is silent; `butthurt` → `butt-hurt`, which has no th.
pub fn hyphened(word: &str) -> Option<String> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // An engine has another u in this one.
    if let Some(rest) = word.strip_prefix("ultra").filter(|rest| rest.len() >= HEAD) {
        return Some(format!("ultra-{rest}"));
    }
    let bytes = word.as_bytes();
    let joint = |at: &usize| {
        let (before, last, next) = (bytes[at - 2], bytes[at - 1], bytes[*at]);
        last == b'e' && !is_vowel(before) && !is_vowel(next) && *at > HEAD || next == b'h' && b"cgpst".contains(&last)
    };
    let mut joints = (HEAD..=word.len() - TAIL).filter(joint).peekable();
    if joints.peek().is_none() || known::has(word) {
        return None;
    }
    joints.find_map(|at| {
        let (head, tail) = word.split_at(at);
        (!ENDINGS.contains(&tail) && known::has(head) && known::has(tail)).then(|| format!("{head}-{tail}"))
    })
}

fn is_vowel(b: u8) -> bool {
    b"aeiouy".contains(&b)
}

/// Most words that are sought in one run of letters.
const MOST_WORDS: usize = 5;
/// From this length on every known word may be a part; a shorter one only if it is among the commonest.
const PLAIN_PART: usize = 4;

/// A run of small letters cut into known words, the fewest that will do: `daviscupfinals` → `davis cup finals`.
/// `common` tells the commonest among the short words.
pub fn apart(run: &str, common: impl Fn(&str) -> bool) -> Option<String> {
    if !(SHORTEST..=LONGEST).contains(&run.len()) || !run.bytes().all(|b| b.is_ascii_lowercase()) || known::has(run) {
        return None;
    }
    // For each end, the fewest words up to it and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; run.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=run.len() {
        for from in 0..=end - 2 {
            let Some((words, _)) = best[from].filter(|(words, _)| *words < MOST_WORDS) else { continue };
            let part = &run[from..end];
            let is_word = || if part.len() < PLAIN_PART { common(part) } else { known::has(part) };
            if best[end].is_none_or(|(least, _)| words + 1 < least) && is_word() {
                best[end] = Some((words + 1, from));
            }
        }
    }
    let mut cuts = Vec::new();
    let mut end = run.len();
    while end > 0 {
        let (_, from) = best[end]?;
        cuts.push(&run[from..end]);
        end = from;
    }
    cuts.reverse();
    Some(cuts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_e_stays_silent_before_the_joint() {
        assert_eq!(hyphened("bikeshare").as_deref(), Some("bike-share"));
        assert_eq!(hyphened("ultrasound").as_deref(), Some("ultra-sound"));
        for word in ["basement", "therapist", "manslaughter", "motherhood", "government", "krasznahorkai", "zzzzzzzzz"]
        {
            assert_eq!(hyphened(word), None, "{word}");
        }
    }

    #[test]
    fn a_run_of_letters_is_cut_into_the_fewest_words() {
        let common = |word: &str| ["the", "cup", "of", "is", "our"].contains(&word);
        let cut = |run| apart(run, common);
        assert_eq!(cut("daviscupfinals").as_deref(), Some("davis cup finals"));
        assert_eq!(cut("ourdailynews").as_deref(), Some("our daily news"));
        assert_eq!(cut("houseofcommons").as_deref(), Some("house of commons"));
        assert_eq!(cut("krasznahorkai"), None);
        assert_eq!(cut("government"), None);
    }
}
