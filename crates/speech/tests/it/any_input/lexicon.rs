//! A newsroom's own readings, and readings set by hand, in any text.

use speech::lang::Lang;
use speech::lexicon::{self, Entry, Kind, Lexicon, Placed, Reading};
use speech::misreading;
use speech::utter::utter_by;

use super::bytes::Bytes;
use super::text::whole;

const KINDS: [Kind; 4] = [Kind::Like, Kind::Ipa, Kind::Letters, Kind::Pinyin];
/// Longest word and reading tried, in bytes of input.
const SHORT: usize = 12;

/// Readings that are right, for when chance finds none.
const SAID: [&str; 10] = ["", "Wootch", "wˈʊtʃ", "tai2 bei3", "zhǎng", "ㄓㄤˇ", "三", "En Aitch", "nahˈto", "de5"];

fn said(bytes: &mut Bytes) -> String {
    let pick = usize::from(bytes.byte());
    SAID.get(pick % (SAID.len() + 4)).map_or_else(|| bytes.text(SHORT), |said| (*said).to_owned())
}

pub fn placed(data: &[u8]) {
    let mut bytes = Bytes(data);
    let lang = bytes.lang();
    let tag =
        ["en", "zh", "es", "fr"][[Lang::En, Lang::Zh, Lang::Es, Lang::Other].iter().position(|l| *l == lang).unwrap()];
    let mut entries = Vec::new();
    for _ in 0..bytes.byte() % 5 {
        let length = usize::from(bytes.byte() % 4) + 1;
        let written = bytes.text(length);
        let kind = KINDS[bytes.below(4)];
        let (exact_case, inside) = (bytes.byte() % 2 == 0, bytes.byte() % 2 == 0);
        let said = said(&mut bytes);
        let of = if bytes.byte() % 3 == 0 { "en" } else { tag };
        if let Ok(reading) = Reading::parse(kind, &written, &said, Lang::of(of)) {
            entries.push(Entry { lang: of.to_owned(), written, reading, exact_case, inside });
        }
    }
    let by_hand: Vec<Placed> = (0..bytes.byte() % 3)
        .map(|_| {
            let from = bytes.below(60);
            let written = from..from + bytes.below(12);
            let reading = Reading::parse(KINDS[bytes.below(4)], "長", &said(&mut bytes), Lang::Zh);
            Placed { written, reading: reading.unwrap_or(Reading::Letters) }
        })
        .collect();
    let text = bytes.last_text();
    let lexicon = Lexicon::of(tag, entries);
    in_order(&text, &lexicon.find(&text, lang));
    let placed = lexicon::placed(&text, lang, &lexicon, &by_hand);
    in_order(&text, &placed);
    let utterances = utter_by(&text, lang, &placed);
    whole(&text, &utterances);
    let mut end = 0;
    for found in misreading::find(&text, lang, &placed) {
        assert!(found.written.start >= end && text.get(found.written.clone()).is_some(), "{found:?} in {text:?}");
        let settled = placed.iter().any(|p| p.written.start < found.written.end && found.written.start < p.written.end);
        assert!(!settled, "{found:?} is settled in {text:?}");
        end = found.written.end;
    }
    assert_eq!(utterances, utter_by(&text, lang, &placed), "another time it is said otherwise: {text:?}");
}

fn in_order(text: &str, placed: &[Placed]) {
    let mut end = 0;
    for one in placed {
        assert!(one.written.start >= end && one.written.start < one.written.end, "{placed:?} in {text:?}");
        assert!(text.get(one.written.clone()).is_some(), "{one:?} cuts a character of {text:?}");
        end = one.written.end;
    }
}

pub fn entries(data: &[u8]) {
    let mut bytes = Bytes(data);
    let (kind, lang) = (KINDS[bytes.below(4)], bytes.lang());
    let said = said(&mut bytes);
    let written = if bytes.byte() % 2 == 0 { "長".to_owned() } else { bytes.last_text() };
    if let Ok(reading) = Reading::parse(kind, &written, &said, lang) {
        assert!(lexicon::check_written(&written).is_ok());
        assert_eq!(reading.kind(), kind);
        assert!(reading.suits(lang), "{reading:?} does not suit {lang:?}");
        let again = Reading::parse(kind, &written, &reading.said(), lang);
        assert_eq!(again.as_ref(), Ok(&reading), "{written:?} said {said:?}");
    }
    let folded = lexicon::fold(&said);
    assert_eq!(lexicon::fold(&folded), folded, "{said:?} folds twice");
}
