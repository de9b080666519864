//! The tones of 一 and 不, which follow the syllable after them.
//!
//! Third tones that meet are left as they are: the voice changes them itself.

use super::Token;

/// Changes 一 and 不 everywhere.
pub fn change(tokens: &mut [Token]) {
    // One flat list of characters, so that words do not get in the way of their neighbours.
    let flat: Vec<(usize, usize)> =
        tokens.iter().enumerate().flat_map(|(t, token)| (0..token.chars.len()).map(move |c| (t, c))).collect();
    for (at, &(t, c)) in flat.iter().enumerate() {
        let place = Place { tokens, flat: &flat, at };
        let new = match tokens[t].chars[c] {
            '一' if tokens[t].syllables[c] == "yi1" => yi(&place),
            '不' if tokens[t].syllables[c] == "bu4" => bu(&place),
            _ => None,
        };
        if let Some(new) = new {
            tokens[t].syllables[c] = new;
        }
    }
}

struct Place<'a> {
    tokens: &'a [Token],
    flat: &'a [(usize, usize)],
    at: usize,
}

impl Place<'_> {
    /// The character some steps away in the same clause, and its syllable.
    fn away(&self, steps: isize) -> Option<(char, &'static str)> {
        let there = self.at.checked_add_signed(steps)?;
        let (low, high) = (self.at.min(there), self.at.max(there));
        let whole = self.flat.get(low + 1..=high)?.iter().all(|&(t, c)| c > 0 || self.tokens[t].joined);
        let &(t, c) = self.flat.get(there)?;
        whole.then(|| (self.tokens[t].chars[c], self.tokens[t].syllables[c]))
    }

    fn char(&self, steps: isize) -> char {
        self.away(steps).map_or('\0', |(c, _)| c)
    }

    /// The tone of the next syllable as it will be said.
    fn next_tone(&self) -> Option<char> {
        let (c, syllable) = self.away(1)?;
        // 個 is light in "一個" but keeps the pull of its fourth tone.
        if c == '個' || c == '个' { Some('4') } else { syllable.chars().last() }
    }
}

const DIGITS: &str = "零〇一二三四五六七八九";
const NUMERALS: &str = "一二三四五六七八九兩两幾";
/// After these 一 is a number in an order: 第一, 十一.
const BEFORE_ORDINAL: &str = "第十零〇二三四五六七八九";
/// After these too, where 一 belongs to their word or is one by itself: 統一, 國一, 星期一; but 系統|一年, 全國|一起.
const BEFORE_ORDINAL_IN_WORD: &str = "初統唯專週周期拜高國小大";
/// Lines of buses are numbered: 藍一路.
const ROUTES: &str = "紅藍綠棕橘黃小幹";
/// Before these 一 numbers or compares: 一月, 一號, 一樓, 一比三.
const AFTER_ORDINAL: &str = "的級级線线中月號号樓楼審审壘垒讀读軍军哥姊比到至、";

fn yi(place: &Place) -> Option<&'static str> {
    let (before, after) = (place.char(-1), place.char(1));
    let tone = place.next_tone()?;
    let (t, c) = place.flat[place.at];
    let token = &place.tokens[t];
    // 一一點名, 民國一一一年: digits side by side.
    let digits = |token: &Token| token.chars.iter().all(|c| DIGITS.contains(*c));
    if before == '一' && (c > 0 || t > 0 && digits(&place.tokens[t - 1])) && !matches!(after, '百' | '千') {
        return None;
    }
    // A hundred or a thousand is one of them, wherever it stands: 民國一百零九年, 一百一十二比一百零八.
    if matches!(after, '百' | '千') {
        return Some("yi4");
    }
    let in_word = c > 0 || token.chars.len() == 1 && "週周期拜".contains(before);
    if DIGITS.contains(after)
        || BEFORE_ORDINAL.contains(before) && before != '\0'
        || in_word && BEFORE_ORDINAL_IN_WORD.contains(before)
        || after == '十'
        || ROUTES.contains(before) && after == '路'
    {
        return None;
    }
    // 一線生機: a phrase of four is no number.
    let phrase = c == 0 && token.chars.len() >= 4;
    // The first of a month, but "one day" elsewhere.
    if AFTER_ORDINAL.contains(after) && !phrase || before == '月' && "日號号".contains(after) {
        return None;
    }
    // 三點一個百分點, but 三點一刻.
    if matches!(before, '點' | '点') && DIGITS.contains(place.char(-2)) && !"刻分".contains(after) {
        return None;
    }
    // 兩成一 and 三比一, but 打成一片.
    if matches!(before, '成' | '比') && NUMERALS.contains(place.char(-2)) {
        return None;
    }
    // 國1南下: the number of a road.
    if before == '國'
        && matches!((after, place.char(2)), ('南', '下') | ('北', '上') | ('東' | '西', '向') | ('路', '段'))
    {
        return None;
    }
    // 看一看, but 一筆一筆.
    if before == after && before != '\0' && place.char(-2) != '一' {
        return Some("yi5");
    }
    // At the end of a word it belongs to that word: 統一的, 之一是.
    // 同一個 is no such word.
    let ends_word = c > 0 && c + 1 == token.chars.len();
    if ends_word && !"萬億".contains(after) && before != '同' {
        return None;
    }
    Some(if tone == '4' { "yi2" } else { "yi4" })
}

fn bu(place: &Place) -> Option<&'static str> {
    let tone = place.next_tone()?;
    let (before, after) = (place.char(-1), place.char(1));
    if before == after {
        return Some("bu5");
    }
    (tone == '4').then_some("bu2")
}
