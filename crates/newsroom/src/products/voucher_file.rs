//! A file of voucher codes, as partners send them: CSV with or without a header, from a spreadsheet or a script.
//!
//! Nothing is guessed into a code: a line that is not plainly one is left out, and the report says which and why.

use std::collections::{HashMap, HashSet};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};
use serde::Serialize;

use crate::error::{Error, Result};

/// A hundred thousand codes of a hundred letters are 10 MB.
pub const FILE_BYTES_AT_MOST: usize = 16 << 20;
/// Codes in one file: they are added in one transaction, which nobody should wait for longer than some seconds.
pub const CODES_AT_MOST: usize = 100_000;
/// The longest codes seen are addresses.
pub const CODE_LETTERS_AT_MOST: usize = 200;
/// Lines that a report names; the others are counted.
pub const LINES_NAMED_AT_MOST: usize = 200;

/// What a column of codes is called, in small letters.
const HEADERS: [&str; 17] = [
    "code",
    "codes",
    "voucher",
    "vouchers",
    "voucher code",
    "voucher_code",
    "vouchercode",
    "coupon",
    "coupon code",
    "coupon_code",
    "serial",
    "serial number",
    "序號",
    "代碼",
    "兌換碼",
    "優惠碼",
    "票券代碼",
];

/// What spreadsheets write where a formula failed.
const SPREADSHEET_ERRORS: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#DIV/0!", "#NUM!"];

/// A line that was not added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// From 1, as an editor counts them.
    pub number: usize,
    pub why: String,
}

/// Lines that were not added: how many, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lines {
    pub count: usize,
    /// At most [`LINES_NAMED_AT_MOST`].
    pub named: Vec<Line>,
}

impl Lines {
    fn add(&mut self, number: usize, why: impl Into<String>) {
        self.count += 1;
        if self.named.len() < LINES_NAMED_AT_MOST {
            self.named.push(Line { number, why: why.into() });
        }
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub added: usize,
    /// Codes that stood in the file before, or that the partner has given before.
    pub duplicates: Lines,
    pub junk: Lines,
}

/// The codes of a file, each with its line, and what was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    pub codes: Vec<(usize, String)>,
    pub duplicates: Lines,
    pub junk: Lines,
}

impl Read {
    /// The report, when the codes at these places were there before.
    pub fn report(self, before: &HashSet<usize>) -> Report {
        let Read { codes, mut duplicates, junk } = self;
        let mut again: Vec<usize> = before.iter().filter_map(|at| codes.get(*at)).map(|(line, _)| *line).collect();
        again.sort_unstable();
        let why = "this partner has given the code before";
        duplicates.named.extend(again.iter().map(|line| Line { number: *line, why: why.into() }));
        duplicates.named.sort_by_key(|line| line.number);
        duplicates.named.truncate(LINES_NAMED_AT_MOST);
        duplicates.count += again.len();
        Report { added: codes.len() - again.len(), duplicates, junk }
    }
}

/// Reads the codes of a file: UTF-8, or UTF-16 with its mark; parted by commas, semicolons or tabs; the column that is
/// called *code* (or the like) in the first line, or else the first one.
///
/// # Errors
/// Invalid for a file that is too large, or has more than [`CODES_AT_MOST`] codes: nothing of it is taken then.
pub fn read(file: &[u8]) -> Result<Read> {
    if file.len() > FILE_BYTES_AT_MOST {
        let problem = format!("a file has at most {} MB: cut it into several", FILE_BYTES_AT_MOST >> 20);
        return Err(Error::invalid("file", problem));
    }
    let decoded;
    let bytes = match Encoding::for_bom(file) {
        Some((encoding, mark)) if encoding == UTF_8 => &file[mark..],
        Some((encoding, _)) => {
            decoded = encoding.decode(file).0.into_owned();
            decoded.as_bytes()
        }
        None => file,
    };
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(parted_by(bytes)).from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut lines = Counter { bytes, at: 0, line: 1 };
    let mut read = Read::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut column: Option<usize> = None;
    while reader.read_byte_record(&mut record).map_err(|e| Error::invalid("file", format!("it is no CSV: {e}")))? {
        let line = lines.of(record.position().map_or(0, |position| position.byte() as usize));
        let at = match column {
            Some(at) => at,
            None => {
                let header = record.iter().position(is_header);
                column = Some(header.unwrap_or(0));
                if header.is_some() {
                    continue;
                }
                0
            }
        };
        match code(record.get(at).unwrap_or_default()) {
            Err(why) => read.junk.add(line, why),
            Ok(code) => match seen.get(&code) {
                Some(first) => read.duplicates.add(line, format!("the same code as in line {first}")),
                None => {
                    seen.insert(code.clone(), line);
                    read.codes.push((line, code));
                }
            },
        }
        if read.codes.len() > CODES_AT_MOST {
            return Err(Error::invalid(
                "file",
                format!("a file has at most {CODES_AT_MOST} codes: cut it into several"),
            ));
        }
    }
    Ok(read)
}

/// The separator that stands in the first line that is not empty; a comma where none does.
fn parted_by(bytes: &[u8]) -> u8 {
    let first = bytes.split(|b| matches!(b, b'\n' | b'\r')).find(|line| !line.is_empty()).unwrap_or_default();
    let mut quoted = false;
    let outside = first.iter().filter(|b| {
        if **b == b'"' {
            quoted = !quoted;
        }
        !quoted
    });
    outside.copied().find(|b| matches!(b, b',' | b';' | b'\t')).unwrap_or(b',')
}

fn is_header(field: &[u8]) -> bool {
    std::str::from_utf8(field).is_ok_and(|name| HEADERS.contains(&name.trim().to_lowercase().as_str()))
}

/// The code in a field, or why it is none.
fn code(field: &[u8]) -> std::result::Result<String, &'static str> {
    let text = std::str::from_utf8(field).map_err(|_| "it is not written in UTF-8")?.trim();
    // So spreadsheets keep the noughts at the beginning.
    let text = text.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(text);
    if text.is_empty() {
        return Err("no code in it");
    }
    if text.contains(['\n', '\r']) {
        return Err("a quotation mark that is opened here is not closed in this line");
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}')) {
        return Err("signs in it that cannot be read");
    }
    if text.chars().count() > CODE_LETTERS_AT_MOST {
        return Err("longer than a code can be");
    }
    if SPREADSHEET_ERRORS.contains(&text) {
        return Err("an error of a spreadsheet, and no code");
    }
    if is_rounded(text) {
        return Err("a number that a spreadsheet has rounded: make the column text, and save it again");
    }
    Ok(text.to_string())
}

/// `1.23457E+15`: what a spreadsheet makes of a long number.
fn is_rounded(text: &str) -> bool {
    let Some((digits, power)) = text.split_once("E+") else { return false };
    let (before, after) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    before.len() == 1 && all_digits(before) && all_digits(after) && all_digits(power)
}

/// Tells the line of a byte; asked for bytes further and further on.
struct Counter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl Counter<'_> {
    fn of(&mut self, byte: usize) -> usize {
        // A record begins after the empty lines before it, which the reader passes over.
        let mut to = byte.min(self.bytes.len());
        while self.bytes.get(to).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            to += 1;
        }
        while self.at < to {
            let ends = match self.bytes[self.at] {
                b'\n' => true,
                b'\r' => self.bytes.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
    use super::*;

    fn codes(file: &[u8]) -> Vec<(usize, String)> {
        read(file).unwrap().codes
    }

    fn plain(read: &[(usize, String)]) -> Vec<(usize, &str)> {
        read.iter().map(|(line, code)| (*line, code.as_str())).collect()
    }

    #[test]
    fn a_file_of_bare_lines_is_a_file_of_codes() {
        assert_eq!(plain(&codes(b"AAA-1\nAAA-2\n\nAAA-3")), [(1, "AAA-1"), (2, "AAA-2"), (4, "AAA-3")]);
        assert_eq!(plain(&codes(b"")), []);
    }

    #[test]
    fn files_of_spreadsheets_are_read_as_they_come() {
        let marked = "\u{feff}Name;Code;Until\r\nTea;\"A;1\";2027\r\nTea; \"A2\" ;2027\r\n\r\nTea;=\"007\";2027\r\n";
        assert_eq!(plain(&codes(marked.as_bytes())), [(2, "A;1"), (3, "\"A2\""), (5, "007")]);
        let wide: Vec<u8> = "\u{feff}序號\t說明\r\nB1\t茶\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(plain(&codes(&wide)), [(2, "B1")]);
        assert_eq!(plain(&codes(b"code\rA1\rA2")), [(2, "A1"), (3, "A2")]);
        assert_eq!(plain(&codes(b"\"A\"\"1\"\n")), [(1, "A\"1")]);
    }

    #[test]
    fn what_is_no_code_is_left_out_with_its_line_and_its_reason() {
        let long = "x".repeat(CODE_LETTERS_AT_MOST + 1);
        let file = format!("code,note\nA1,x\n,no code\nA\u{7},bell\n1.23457E+15,\n#N/A,\nA1,again\n{long},\nA2,\n");
        let read = read(file.as_bytes()).unwrap();
        assert_eq!(plain(&read.codes), [(2, "A1"), (9, "A2")]);
        let junk: Vec<usize> = read.junk.named.iter().map(|line| line.number).collect();
        assert_eq!((read.junk.count, junk), (5, vec![3, 4, 5, 6, 8]));
        assert!(read.junk.named[2].why.contains("rounded"), "{:?}", read.junk.named[2]);
        assert_eq!(read.duplicates.named, [Line { number: 7, why: "the same code as in line 2".into() }]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_makes_no_code_of_what_follows() {
        let read = read(b"A1\n\"A2\nA3\nA4\n").unwrap();
        assert_eq!(plain(&read.codes), [(1, "A1")]);
        assert_eq!(read.junk.named.len(), 1);
        assert_eq!(read.junk.named[0].number, 2);
    }

    #[test]
    fn lines_that_are_not_utf_8_are_named() {
        let read = read(b"A1\nA\xff2\nA3\n").unwrap();
        assert_eq!(plain(&read.codes), [(1, "A1"), (3, "A3")]);
        assert_eq!(read.junk.named[0].number, 2);
    }

    #[test]
    fn a_report_names_the_first_lines_and_counts_the_others() {
        let file = "A1\n".repeat(LINES_NAMED_AT_MOST + 51);
        let report = read(file.as_bytes()).unwrap().report(&HashSet::from([0]));
        assert_eq!((report.added, report.duplicates.count), (0, LINES_NAMED_AT_MOST + 51));
        assert_eq!(report.duplicates.named.len(), LINES_NAMED_AT_MOST);
        assert_eq!(report.duplicates.named[0].number, 1);
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_whole() {
        assert!(matches!(read(&vec![b'\n'; FILE_BYTES_AT_MOST + 1]), Err(Error::Invalid(_))));
        let many: String = (0..=CODES_AT_MOST).map(|n| format!("A{n}\n")).collect();
        assert!(matches!(read(many.as_bytes()), Err(Error::Invalid(_))));
    }
}
