//! Telephone numbers, digit by digit.

use super::Said;
use super::code::BEFORE_A_CODE;
use super::number::digits;
use super::text::{Text, is_han, is_latin};
use super::{Script, measure};

/// A telephone number has at least this many digits in all.
const SHORTEST: usize = 8;
/// …and at most this many, with a country's prefix.
const LONGEST: usize = 15;
/// An extension has at most this many.
const LONGEST_EXTENSION: usize = 6;
/// Groups of numbers that are dialled without a zero before them: 400-800-8888, 138-0013-8000, 555-123-4567.
const SHAPES: &[&[usize]] = &[&[3, 3, 4], &[3, 4, 4], &[4, 3, 3]];
/// Words that make two groups a telephone number: 客服4066-3000.
const SPOKEN_OF: &[&str] = &["洽", "撥", "拨"];

/// A number to be dialled that begins here.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if is_latin(text.before(i)) || matches!(text.before(i), '-' | '.' | ',' | '/') {
        return None;
    }
    let prefixed = match text.at(i) {
        '0' => true,
        '+' => text.is_digit(i + 1),
        '(' | '（' => text.at(i + 1) == '0',
        _ => false,
    };
    if !prefixed && !text.is_digit(i) {
        return None;
    }
    let mut groups: Vec<String> = Vec::new();
    let mut end = i;
    let mut length = 0;
    let mut at = i + usize::from(!text.is_digit(i));
    while text.is_digit(at) {
        end = text.digits_end(at);
        // No telephone has more digits; what follows would only be looked at in vain, from every number in it.
        length += end - at;
        if length > LONGEST {
            return None;
        }
        groups.push(text.folded(at, end));
        at = end;
        if matches!(text.at(at), ')' | '）') && groups.len() == 1 && !text.is_digit(i) {
            at += 1;
            end = at;
        }
        let joint = matches!(text.at(at), '-' | '‐' | '–') || prefixed && text.at(at) == ' ';
        if joint && text.is_digit(at + 1) {
            at += 1;
        }
    }
    let fits = match prefixed {
        true => length >= SHORTEST,
        false => is_shaped(text, i, end, &groups),
    };
    if !fits {
        return None;
    }
    // A comma between groups lets the ear keep them apart.
    let mut said = groups.iter().map(|g| digits(g)).collect::<Vec<_>>().join("，");
    if text.at(end) == '#'
        && let Some((extension, after)) = text.digits(end + 1, 1, LONGEST_EXTENSION)
    {
        said.push_str(match text.script {
            Script::Hant => "轉",
            Script::Hans => "转",
        });
        said.push_str(&digits(&extension));
        end = after;
    }
    Some(Said::new(end, said))
}

/// Whether groups without a zero before them are dialled: by their shape, by a word before them, or as a mobile number
/// of the mainland.
fn is_shaped(text: &Text, i: usize, end: usize, groups: &[String]) -> bool {
    if matches!(text.at(end), '.' | ',' | '/' | ':') && text.is_digit(end + 1) || text.at(end) == '%' {
        return false;
    }
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    match lengths.as_slice() {
        [11] => {
            let mobile = ("13".."2").contains(&groups[0].as_str()) && !groups[0].ends_with("0000");
            mobile
                && text.before(i) != '第'
                && text.script == Script::Hans
                && !(is_han(text.at(end)) && measure::is_counted(text, end))
        }
        [3 | 4, 4] => {
            if groups.iter().all(|group| ("1900".."2100").contains(&group.as_str())) {
                return false;
            }
            let mut before = i;
            while matches!(text.before(before), '：' | ':' | ' ' | '為' | '是') {
                before -= 1;
            }
            [BEFORE_A_CODE, SPOKEN_OF].iter().any(|words| words.iter().any(|word| text.ends_before(before, word)))
        }
        shape => SHAPES.contains(&shape),
    }
}
