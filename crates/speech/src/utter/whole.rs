//! A sentence in one piece, for a voice that reads the text's own language by itself: words and punctuation, Chinese as
//! characters, and nothing that only an engine of ours understands.
//!
//! Readings of the newsroom reach such a voice as respellings and letters. IPA and Pinyin cannot, and the word is left
//! as it is written. Our own list of names is left out as well: its respellings are made for eSpeak NG's rules.

use super::chinese::{Line, latin_length};
use super::lexical::{self, Piece};
use super::marks::Mark;
use super::{Tongue, Utterance, Word, add_words, bare};
use crate::lang::Lang;
use crate::lexicon::{self, Placed};
use crate::normalise::{self, en, zh};
use crate::pinyin;

/// The utterance for one sentence; `None` where nothing is to be said. Its tongue is [`Tongue::Other`]: the text's own,
/// whatever that is.
pub fn whole(text: &str, lang: Lang, placed: &[Placed]) -> Option<Utterance> {
    let placed = lexicon::fitting(text, lang, placed);
    let mut out = Utterance::new(Tongue::Other, String::new(), Vec::new());
    match lang {
        Lang::Zh => characters(&mut out, text, &placed),
        _ => words(&mut out, text, lang, &placed),
    }
    (!out.words.is_empty()).then_some(out)
}

fn words(out: &mut Utterance, text: &str, lang: Lang, placed: &[Placed]) {
    let read = |text: &str| normalise::read(text, lang);
    for piece in lexical::pieces(text, read(text), placed, read) {
        match piece {
            Piece::Wanted(wanted) => wanted.write(out, text, false),
            Piece::Rules(reading) => add_words(out, &reading.spoken, &bare(text, &reading.written)),
        }
    }
}

/// Numbers and signs as Chinese reads them, Latin words among them as English does.
fn characters(out: &mut Utterance, text: &str, placed: &[Placed]) {
    let line = Line::of(text, placed);
    let mut words = pinyin::words_around(&line.spoken, &line.fixed).into_iter().peekable();
    let mut wanted = line.wanted.iter().peekable();
    // Of several marks in a row the one with the longest pause; one before the first word is none.
    let mut pending: Option<Mark> = None;
    let mut at = 0;
    while let Some(c) = line.spoken[at..].chars().next() {
        if let Some((range, wanted)) = wanted.next_if(|(range, _)| range.start == at) {
            stop(out, &mut pending);
            wanted.write(out, text, false);
            at = range.end;
            while words.next_if(|w| w.range.start < at).is_some() {}
        } else if let Some(word) = words.next_if(|w| w.range.start == at) {
            stop(out, &mut pending);
            let from = out.text.len();
            out.text.push_str(&line.spoken[word.range.clone()]);
            out.words.push(Word { said: from..out.text.len(), written: line.written(&word.range) });
            at = word.range.end;
        } else if c.is_ascii_alphanumeric() || zh::is_latin(c) {
            let limit = wanted.peek().map_or(line.spoken.len(), |(range, _)| range.start);
            let end = at + latin_length(&line.spoken[at..], limit - at);
            stop(out, &mut pending);
            let stretch = &line.spoken[at..end];
            for reading in en::read_among(stretch) {
                let inside = bare(stretch, &reading.written);
                add_words(out, &reading.spoken, &line.written(&(at + inside.start..at + inside.end)));
            }
            at = end;
        } else {
            pending = pending.max(Mark::of(c));
            at += c.len_utf8();
        }
    }
    stop(out, &mut pending);
}

/// Writes the waiting mark behind the last word, unless one stands there.
fn stop(out: &mut Utterance, pending: &mut Option<Mark>) {
    if let Some(mark) = pending.take()
        && out.text.ends_with(|c: char| Mark::of(c).is_none())
    {
        out.text.push(mark.pinyin());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Reading;

    fn said(text: &str, lang: Lang) -> String {
        whole(text, lang, &[]).map_or(String::new(), |out| out.text)
    }

    fn with(text: &str, lang: Lang, word: &str, reading: Reading) -> String {
        let from = text.find(word).expect("the word stands in the text");
        let placed = [Placed { written: from..from + word.len(), reading }];
        whole(text, lang, &placed).map_or(String::new(), |out| out.text)
    }

    #[test]
    fn a_server_is_sent_words_and_marks_and_no_trick_meant_for_espeak() {
        assert_eq!(
            said("The U.S. paid $94.8 billion, Dr. Li said.", Lang::En),
            "The U S paid ninety four point eight billion dollars, doctor Li said."
        );
        assert!(!said("The FAA and the AI firm met at 7 a.m.", Lang::En).contains("eh"));
    }

    #[test]
    fn chinese_is_sent_as_characters_with_its_marks_and_numbers_in_words() {
        assert_eq!(said("北約（NATO）秘書長說：「3人獲救。」", Lang::Zh), "北約， Nato，秘書長說：三人獲救。");
        assert_eq!(said("中国大陆的GDP增长5.5%。", Lang::Zh), "中国大陆的 GDP增长百分之五点五。");
    }

    #[test]
    fn respellings_and_letters_reach_a_server_and_ipa_leaves_the_word_as_it_is() {
        let text = "The mayor of Łódź, an OSINT fan, spoke.";
        let like = with(text, Lang::En, "Łódź", Reading::Like("Wootch".into()));
        assert!(like.starts_with("The mayor of Wootch, an "), "{like}");
        let letters = with(text, Lang::En, "OSINT", Reading::Letters);
        assert!(letters.contains("an O S I N T fan"), "{letters}");
        let ipa = with(text, Lang::En, "Łódź", Reading::Ipa("ˈwutʃ".into()));
        assert!(ipa.contains("of Łódź, an"), "{ipa}");
        let zh = with("市長重劃校園。", Lang::Zh, "重劃", Reading::Like("崇劃".into()));
        assert_eq!(zh, "市長崇劃校園。");
    }

    #[test]
    fn every_word_lights_up_what_it_stands_for() {
        for (text, lang) in [("On 3 May, $5 fell.", Lang::En), ("柯文哲開庭　法官裁定延押2個月", Lang::Zh)]
        {
            let out = whole(text, lang, &[]).expect("something is said");
            assert!(out.sounds.is_empty());
            for word in &out.words {
                assert!(out.text.get(word.said.clone()).is_some_and(|said| !said.trim().is_empty()));
                assert!(text.get(word.written.clone()).is_some(), "{word:?}");
            }
        }
        assert!(whole("……", Lang::Zh, &[]).is_none() && whole("  ", Lang::En, &[]).is_none());
    }
}
