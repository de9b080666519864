//! Many rows as one text, both ways, in one SQL text for both databases.
//!
//! A driver hands rows over one by one, each value in memory of its own: on SQLite that takes several times as long as
//! reading them. Whoever reads many packs them in SQL:
//!
//! ```sql
//! SELECT string_agg(concat_ws('\u{1f}', id, coins), '\u{1e}') FROM …
//! ```
//!
//! Whoever writes many hands them over as [`rows`].
//!
//! `concat_ws` leaves out what is NULL. A column that may be is wrapped in `COALESCE`, with [`NONE`] for NULL; in one that
//! must not be, it is noticed: there is a field too few. So is a mark inside a text, which makes a field or a row too many.

use serde::{Serialize, Serializer};
use sqlx::error::BoxDynError;
use sqlx::{Decode, Type};
use sqlx_postgres::{PgTypeInfo, PgValueRef, Postgres};
use sqlx_sqlite::{Sqlite, SqliteTypeInfo, SqliteValueRef};

/// Between two fields: the unit separator of ASCII, as SQL texts write it out.
const FIELD: char = '\u{1f}';
/// Between two rows: the record separator.
const ROW: u8 = 0x1e;
/// Stands for NULL.
pub const NONE: &str = "-";

/// Rows for a statement that takes many, a tuple each: `FROM jsonb_each($1) AS w`, whose columns are `w.value->>0`,
/// `w.value->>1`, … SQLite's `json_each` gives each row as text, to be read anew for every column; `jsonb_each` as what was
/// read. PostgreSQL has one of that name beside its own (`0012_lighter_ledger.postgres.sql`).
pub fn rows<Row: Serialize>(rows: impl IntoIterator<Item = Row>) -> String {
    let mut json = Vec::new();
    serde_json::Serializer::new(&mut json).collect_seq(rows).expect("texts and numbers can be written as JSON");
    String::from_utf8(json).expect("JSON is text")
}

/// Whether a text can be packed: it has neither mark in it.
pub fn fits(text: &str) -> bool {
    !text.bytes().any(|byte| byte == FIELD as u8 || byte == ROW)
}

/// What such a statement answers: bytes, because a text that somebody changed on the disk need not be one any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed(Vec<u8>);

impl Packed {
    /// Each row, and where it lies.
    pub fn rows(&self) -> impl Iterator<Item = (std::ops::Range<usize>, Fields<'_>)> {
        let mut begins = 0;
        // Of nothing `split` makes one piece; no row is empty.
        self.0.split(|byte| *byte == ROW).filter(|row| !row.is_empty()).map(move |row| {
            let range = begins..begins + row.len();
            begins = range.end + 1;
            (range, Fields::of(row))
        })
    }

    /// A row that lies there.
    pub fn row(&self, range: &std::ops::Range<usize>) -> Fields<'_> {
        Fields::of(self.0.get(range.clone()).unwrap_or_default())
    }
}

/// A row's fields, each taken in its turn; `None`: there is none, or it is not what was asked for.
pub struct Fields<'a>(Option<std::str::Split<'a, char>>);

impl<'a> Fields<'a> {
    fn of(row: &'a [u8]) -> Fields<'a> {
        Fields(std::str::from_utf8(row).ok().map(|row| row.split(FIELD)))
    }

    pub fn text(&mut self) -> Option<&'a str> {
        self.0.as_mut()?.next()
    }

    /// A text that may be NULL.
    pub fn optional(&mut self) -> Option<Option<&'a str>> {
        self.text().map(|text| (text != NONE).then_some(text))
    }

    /// A whole number, written as the databases write it.
    pub fn number(&mut self) -> Option<i64> {
        whole(self.text()?)
    }

    /// A whole number that may be NULL.
    pub fn optional_number(&mut self) -> Option<Option<i64>> {
        match self.optional()? {
            Some(text) => whole(text).map(Some),
            None => Some(None),
        }
    }

    /// There are no more.
    pub fn end(mut self) -> Option<()> {
        self.text().is_none().then_some(())
    }
}

/// One way to write a number and no other: `+5`, `05` and `5.0` are none that a column of whole numbers has.
fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|first: char| ('1'..='9').contains(&first)) || text == "0";
    text.parse().ok().filter(|_| plain)
}

impl Type<Sqlite> for Packed {
    fn type_info() -> SqliteTypeInfo {
        <str as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for Packed {
    fn decode(value: SqliteValueRef<'r>) -> Result<Packed, BoxDynError> {
        <&[u8] as Decode<Sqlite>>::decode(value).map(|bytes| Packed(bytes.to_vec()))
    }
}

impl Type<Postgres> for Packed {
    fn type_info() -> PgTypeInfo {
        <str as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for Packed {
    fn decode(value: PgValueRef<'r>) -> Result<Packed, BoxDynError> {
        Ok(Packed(value.as_bytes()?.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;

    fn packed(text: &[u8]) -> Packed {
        Packed(text.to_vec())
    }

    #[test]
    fn rows_and_fields_come_back_as_they_were_packed() {
        let two = packed("a bell\u{1f}3\u{1f}-\u{1e}\u{1f}-7\u{1f}1".as_bytes());
        let mut read = Vec::new();
        for (at, mut row) in two.rows() {
            let fields = (row.text(), row.number(), row.optional_number());
            assert_eq!(row.end(), Some(()));
            assert_eq!(two.row(&at).text(), fields.0, "found again");
            read.push(fields);
        }
        assert_eq!(read, [(Some("a bell"), Some(3), Some(None)), (Some(""), Some(-7), Some(Some(1)))]);
        assert_eq!(packed(b"").rows().count(), 0);
    }

    #[test]
    fn what_is_no_whole_number_or_no_text_is_not_taken_for_one() {
        for odd in ["+5", "05", "5.0", "-", "-0", "", "5 ", "99999999999999999999", "five"] {
            let one = packed(format!("{odd}\u{1f}").as_bytes());
            assert!(one.rows().all(|(_, mut row)| row.number().is_none()), "{odd}");
        }
        let broken = packed(b"a\xffb\x1f1");
        assert!(broken.rows().all(|(_, mut row)| (row.text(), row.number()) == (None, None)));
    }
}
