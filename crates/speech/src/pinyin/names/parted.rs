//! Words that are two by chance, where a person's title or name begins inside: 幹事|長葛|重安, 分析師|單子|為.

use super::{GIVEN, NOT_GIVEN, SURNAMES, acts, holds_title, read_apart};
use crate::pinyin::{Part, Token, table};

/// Behind these 長 makes a title, whatever word it makes with a surname after it.
const OFFICES: &str = "部縣市局院會校處署司鄉鎮區里村社組隊廳科課室館站所班船艦廠系團股議";
/// Words of 長 and a surname's character that stand before nouns and are no title and name: 長程計畫, 排隊長龍.
const NO_TITLE: &[char] = &['程', '成', '於', '龍', '毛', '向', '連', '文', '空'];
/// Characters that often follow a noun and are no given names there: 和, 中, 正.
const GIVEN_HERE: &str = "妮文志明華英玉秀珠雪娥梅貞安平";

/// Cuts such words behind their first character.
pub fn part(tokens: &mut Vec<Token>) {
    let cut = |i: usize| {
        let token = &tokens[i];
        token.chars.len() == 2
            && (i > 0 && token.joined && (is_title(&tokens[i - 1], token) || is_name(&tokens[..i], &tokens[i..]))
                || is_son(&tokens[..i], &tokens[i..]))
    };
    let parted: Vec<usize> = (0..tokens.len()).filter(|&i| cut(i)).collect();
    if parted.is_empty() {
        return;
    }
    let mut parted = parted.into_iter().peekable();
    let whole = std::mem::take(tokens);
    for (i, mut first) in whole.into_iter().enumerate() {
        if parted.next_if_eq(&i).is_none() {
            tokens.push(first);
            continue;
        }
        let mut second = first.clone();
        second.range.start += first.chars[0].len_utf8();
        second.chars.remove(0);
        second.syllables.remove(0);
        second.part = Part(b'n');
        (second.joined, second.quoted, second.lettered) = (true, false, false);
        first.range.end = second.range.start;
        first.chars.truncate(1);
        first.syllables.truncate(1);
        if first.chars[0] == '長' {
            first.syllables = vec!["zhang3"];
        }
        first.part = Part(b'n');
        tokens.extend([first, second]);
    }
}

/// 衛福部|長石|崇良 is no feldspar, 書記|長樂|以馨 no place: 長 ends the title, a surname follows.
fn is_title(before: &Token, token: &Token) -> bool {
    let surname = token.chars[1];
    if token.chars[0] != '長' || !SURNAMES.contains(surname) && surname != '孫' || NO_TITLE.contains(&surname) {
        return false;
    }
    let office = before.chars.last().is_some_and(|c| OFFICES.contains(*c));
    office || {
        let title = before.text() + "長";
        table::prefixes(&title).iter().any(|(length, _)| *length == title.len())
    }
}

/// 代打|單子|傑: a surname with a reading of its own behind a title, and one more character of a name behind the word.
fn is_name(before: &[Token], tokens: &[Token]) -> bool {
    let (surname, given) = (tokens[0].chars[0], tokens[0].chars[1]);
    if !read_apart(surname) || surname == '應' || NOT_GIVEN.contains(given) || given == '經' || !holds_title(before) {
        return false;
    }
    let Some(last) = tokens.get(1).filter(|t| t.joined).and_then(Token::single) else { return false };
    let in_name = GIVEN.contains(last) || GIVEN_HERE.contains(last);
    in_name
        || (last == '為' || !NOT_GIVEN.contains(last)) && tokens.get(2).is_some_and(|t| t.joined) && acts(tokens.get(2))
}

/// 林子維, 王子豪: no forest and no prince at the head of a clause or behind a title, before a character of names.
fn is_son(before: &[Token], tokens: &[Token]) -> bool {
    // 王子勝出, 金子貴, 葉子發黃: characters of names that are said of things.
    const SAID: &str = "勝發旺福財貴昇隆昌馨麗芳義";
    let token = &tokens[0];
    let begins = before.is_empty() || !token.joined;
    token.chars[1] == '子'
        && SURNAMES.contains(token.chars[0])
        && (begins || holds_title(before))
        && tokens.get(1).is_some_and(|t| t.joined && t.single().is_some_and(|c| GIVEN.contains(c) && !SAID.contains(c)))
}
