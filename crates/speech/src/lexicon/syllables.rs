//! Chinese syllables as people write them: `tai2 bei3`, `táiběi`, `ㄊㄞˊ ㄅㄟˇ`.

use unicode_normalization::UnicodeNormalization;

use crate::pinyin;

/// Reads one syllable for each of `count` characters, as `tai2`; 5 is the neutral tone.
///
/// # Errors
/// In words for whoever wrote it.
pub fn read(said: &str, count: usize) -> Result<Vec<String>, String> {
    let zhuyin = said.chars().any(|c| INITIALS.contains(c) || MEDIALS.contains(c) || FINALS.contains(c));
    let syllables = if zhuyin { read_zhuyin(said)? } else { read_pinyin(said, count)? };
    if syllables.len() == count {
        return Ok(syllables);
    }
    let (syllable, character) = (plural(syllables.len(), "syllable"), plural(count, "character"));
    Err(format!(
        "{syllable} ({}) for {character}: write one for each, such as tai2 bei3 or ㄊㄞˊ ㄅㄟˇ",
        syllables.join(" ")
    ))
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Letters and tones of one stretch without blanks.
struct Letter {
    plain: char,
    tone: Option<char>,
}

fn read_pinyin(said: &str, count: usize) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    let mut tones = false;
    let stretches: Vec<&str> = said
        .split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '·'))
        .filter(|s| !s.is_empty())
        .collect();
    let parted = stretches.len() == count;
    for stretch in stretches {
        let letters = letters(stretch)?;
        tones |= letters.iter().any(|letter| letter.tone.is_some());
        let whole = if parted { syllable(&letters) } else { None };
        match whole {
            Some(syllable) => out.push(syllable),
            None => out.extend(cut(&letters).ok_or_else(|| unknown(stretch))?),
        }
    }
    // Beside marks a syllable without one is neutral; without any, the tones were forgotten.
    if tones { Ok(out) } else { Err(unknown(said)) }
}

fn unknown(stretch: &str) -> String {
    format!(
        "“{stretch}” is no Pinyin: write each syllable with its tone, such as tai2 bei3 or tái běi (5 is the neutral tone)"
    )
}

fn letters(stretch: &str) -> Result<Vec<Letter>, String> {
    let mut out: Vec<Letter> = Vec::new();
    let small = stretch.to_lowercase().replace("u:", "ü");
    for c in small.nfd() {
        let tone = match c {
            '\u{304}' => '1',
            '\u{301}' => '2',
            '\u{30c}' | '\u{306}' => '3',
            '\u{300}' => '4',
            '\u{308}' => {
                if let Some(last) = out.last_mut().filter(|last| last.plain == 'u') {
                    last.plain = 'ü';
                    continue;
                }
                return Err(unknown(stretch));
            }
            '0' => '5',
            '1'..='5' => c,
            'v' => {
                out.push(Letter { plain: 'ü', tone: None });
                continue;
            }
            'a'..='z' | 'ü' => {
                out.push(Letter { plain: c, tone: None });
                continue;
            }
            _ => return Err(unknown(stretch)),
        };
        match out.last_mut() {
            Some(last) if last.tone.is_none() => last.tone = Some(tone),
            _ => return Err(unknown(stretch)),
        }
    }
    Ok(out)
}

/// The fewest syllables that the letters make, each with one tone, before such as have syllables without.
fn cut(letters: &[Letter]) -> Option<Vec<String>> {
    const LONGEST: usize = 6;
    // For each place: toneless syllables and syllables of the rest, and where the next one ends.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; letters.len() + 1];
    best[letters.len()] = Some((0, 0, 0));
    for at in (0..letters.len()).rev() {
        for end in at + 1..=letters.len().min(at + LONGEST) {
            let (Some((toneless, count, _)), Some(said)) = (best[end], syllable(&letters[at..end])) else { continue };
            let bare = usize::from(said.ends_with('5') && letters[at..end].iter().all(|l| l.tone.is_none()));
            let choice = (toneless + bare, count + 1, end);
            if best[at].is_none_or(|held| (choice.0, choice.1) < (held.0, held.1)) {
                best[at] = Some(choice);
            }
        }
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (_, _, end) = best[at]?;
        out.push(syllable(&letters[at..end])?);
        at = end;
    }
    Some(out)
}

/// One syllable of Mandarin; without a tone it is neutral.
fn syllable(letters: &[Letter]) -> Option<String> {
    let mut tones = letters.iter().filter_map(|letter| letter.tone);
    let tone = tones.next().unwrap_or('5');
    if tones.next().is_some() {
        return None;
    }
    let mut base: String = letters.iter().map(|letter| letter.plain).collect();
    // ü is written u after these, and u: only where both are heard.
    if base.starts_with(['j', 'q', 'x', 'y']) {
        base = base.replace('ü', "u");
    }
    pinyin::is_syllable(&base).then(|| format!("{base}{tone}"))
}

const INITIALS: &str = "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ";
const MEDIALS: &str = "ㄧㄨㄩ一";
const FINALS: &str = "ㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦ";
const INITIALS_PINYIN: [&str; 21] =
    ["b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s"];
/// Medial and final, as written behind an initial, and on their own.
const RIMES: &[(&str, &str, &str)] = &[
    ("", "i", ""),
    ("ㄚ", "a", "a"),
    ("ㄛ", "o", "o"),
    ("ㄜ", "e", "e"),
    ("ㄝ", "e", "e"),
    ("ㄞ", "ai", "ai"),
    ("ㄟ", "ei", "ei"),
    ("ㄠ", "ao", "ao"),
    ("ㄡ", "ou", "ou"),
    ("ㄢ", "an", "an"),
    ("ㄣ", "en", "en"),
    ("ㄤ", "ang", "ang"),
    ("ㄥ", "eng", "eng"),
    ("ㄦ", "er", "er"),
    ("ㄧ", "i", "yi"),
    ("ㄧㄚ", "ia", "ya"),
    ("ㄧㄛ", "io", "yo"),
    ("ㄧㄝ", "ie", "ye"),
    ("ㄧㄞ", "ai", "yai"),
    ("ㄧㄠ", "iao", "yao"),
    ("ㄧㄡ", "iu", "you"),
    ("ㄧㄢ", "ian", "yan"),
    ("ㄧㄣ", "in", "yin"),
    ("ㄧㄤ", "iang", "yang"),
    ("ㄧㄥ", "ing", "ying"),
    ("ㄨ", "u", "wu"),
    ("ㄨㄚ", "ua", "wa"),
    ("ㄨㄛ", "uo", "wo"),
    ("ㄨㄞ", "uai", "wai"),
    ("ㄨㄟ", "ui", "wei"),
    ("ㄨㄢ", "uan", "wan"),
    ("ㄨㄣ", "un", "wen"),
    ("ㄨㄤ", "uang", "wang"),
    ("ㄨㄥ", "ong", "weng"),
    ("ㄩ", "ü", "yu"),
    ("ㄩㄝ", "üe", "yue"),
    ("ㄩㄢ", "üan", "yuan"),
    ("ㄩㄣ", "ün", "yun"),
    ("ㄩㄥ", "iong", "yong"),
];

/// A syllable of Zhuyin as it grows.
#[derive(Default)]
struct Signs {
    initial: Option<char>,
    rime: String,
    tone: Option<char>,
    /// Its tone stands behind it: what follows is another syllable.
    ended: bool,
}

impl Signs {
    fn is_empty(&self) -> bool {
        self.initial.is_none() && self.rime.is_empty()
    }

    fn written(&self) -> String {
        self.initial.into_iter().chain(self.rime.chars()).collect()
    }

    fn pinyin(&self) -> Option<String> {
        let (_, behind, alone) = RIMES.iter().find(|(signs, ..)| *signs == self.rime)?;
        let base = match self.initial {
            None => (*alone).to_owned(),
            // These are syllables by themselves: ㄓ ㄕ ㄙ.
            Some(initial) if self.rime.is_empty() && !"ㄓㄔㄕㄖㄗㄘㄙ".contains(initial) => return None,
            Some(initial) => {
                let at = INITIALS.chars().position(|c| c == initial)?;
                let initial = INITIALS_PINYIN[at];
                let rime = if "jqx".contains(initial) { behind.replace('ü', "u") } else { (*behind).to_owned() };
                format!("{initial}{rime}")
            }
        };
        pinyin::is_syllable(&base).then(|| format!("{base}{}", self.tone.unwrap_or('1')))
    }
}

fn read_zhuyin(said: &str) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    let mut signs = Signs::default();
    let mut close = |signs: &mut Signs| -> Result<(), String> {
        let done = std::mem::take(signs);
        if done.is_empty() {
            return match done.tone {
                None => Ok(()),
                Some(_) => Err("a tone mark stands on its own: write it behind its syllable, as in ㄊㄞˊ".to_owned()),
            };
        }
        let said = done.pinyin();
        out.push(
            said.ok_or_else(|| format!("“{}” is no syllable of Zhuyin: write it as in ㄊㄞˊ ㄅㄟˇ", done.written()))?,
        );
        Ok(())
    };
    for c in said.chars() {
        let ended = signs.ended;
        let has_final = signs.rime.chars().any(|c| FINALS.contains(c));
        match c {
            _ if INITIALS.contains(c) => {
                if ended || !signs.is_empty() {
                    close(&mut signs)?;
                }
                signs.initial = Some(c);
            }
            _ if MEDIALS.contains(c) => {
                if ended || !signs.rime.is_empty() {
                    close(&mut signs)?;
                }
                // The vertical and the horizontal stroke are the same sign, and the numeral looks like it.
                signs.rime.push(if c == '一' { 'ㄧ' } else { c });
            }
            _ if FINALS.contains(c) => {
                if ended || has_final {
                    close(&mut signs)?;
                }
                signs.rime.push(c);
            }
            'ˉ' | 'ˊ' | 'ˇ' | 'ˋ' | '´' | '`' | '˙' | '·' => {
                // The neutral tone's dot is written in front, or behind.
                if ended {
                    close(&mut signs)?;
                }
                signs.ended = !signs.is_empty();
                signs.tone = Some(match c {
                    'ˉ' => '1',
                    'ˊ' | '´' => '2',
                    'ˇ' => '3',
                    'ˋ' | '`' => '4',
                    _ => '5',
                });
                if matches!(signs.tone, Some('1'..='4')) {
                    close(&mut signs)?;
                }
            }
            c if c.is_whitespace() || matches!(c, '-' | '、' | ',') => close(&mut signs)?,
            c => return Err(format!("“{c}” is no sign of Zhuyin: write it as in ㄊㄞˊ ㄅㄟˇ")),
        }
    }
    close(&mut signs)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, count: usize) -> String {
        read(text, count).unwrap_or_else(|problem| panic!("{text}: {problem}")).join(" ")
    }

    #[test]
    fn pinyin_is_read_with_numbers_and_with_marks_apart_or_together() {
        for text in [
            "tai2 bei3",
            "tai2bei3",
            "táiběi",
            "Tái Běi",
            "tái-běi",
            "ta\u{301}ibe\u{30c}i",
            "ㄊㄞˊ ㄅㄟˇ",
            "ㄊㄞˊㄅㄟˇ",
        ] {
            assert_eq!(said(text, 2), "tai2 bei3", "{text}");
        }
        assert_eq!(said("Xī'ān", 2), "xi1 an1");
        assert_eq!(said("xīān", 2), "xi1 an1");
        assert_eq!(said("lv4", 1), "lü4");
        assert_eq!(said("lǜ se4", 2), "lü4 se4");
        assert_eq!(said("ma ma5", 2), "ma5 ma5");
        assert_eq!(said("chóngqìng", 2), "chong2 qing4");
    }

    #[test]
    fn zhuyin_is_read_with_and_without_blanks() {
        assert_eq!(said("ㄓㄨㄥ ㄍㄨㄛˊ", 2), "zhong1 guo2");
        assert_eq!(said("ㄓㄨㄥㄍㄨㄛˊ", 2), "zhong1 guo2");
        assert_eq!(said("ㄕˋ ㄓㄤˇ", 2), "shi4 zhang3");
        assert_eq!(said("ㄌㄩˋ", 1), "lü4");
        assert_eq!(said("ㄒㄩㄝˊ ㄕㄥ", 2), "xue2 sheng1");
        assert_eq!(said("˙ㄇㄚ", 1), "ma5");
        assert_eq!(said("ㄇㄚ˙", 1), "ma5");
        assert_eq!(said("ㄅㄛˊ ㄩㄥˇ", 2), "bo2 yong3");
    }

    #[test]
    fn what_is_wrong_is_said_with_what_to_write() {
        let fault = |text: &str, count| read(text, count).expect_err(text);
        assert!(fault("tai2", 2).starts_with("1 syllable (tai2) for 2 characters"), "{}", fault("tai2", 2));
        assert!(fault("taipei", 2).contains("“taipei” is no Pinyin"));
        assert!(fault("tai6 bei3", 2).contains("tai6"));
        assert!(fault("23", 1).contains("no Pinyin"));
        assert!(fault("ㄊㄊ", 2).contains("no syllable"));
        assert!(fault("ㄊㄞˊx", 1).contains("“x”"));
        assert!(fault("ˊ", 1).contains("no Pinyin"));
    }
}
