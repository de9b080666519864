//! What the newsroom itself says in English, and who says it.

use crate::lang::Own;

/// Byline, notice of the voice, labels of spots, corrections.
pub const WORDS: Own = Own {
    byline: |name, publication| match publication {
        "" => format!("By {name}."),
        _ => format!("By {name}, {publication}."),
    },
    disclosure: "This story is read by an AI voice.",
    spot: "Advertisement.",
    house_spot: "From this newsroom.",
    correction: |month, day, note| format!("Correction, {} {day}: {note}", MONTHS[(month as usize + 11) % 12]),
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// eSpeak's voice for a tag: British for `en-GB`.
pub fn voice(tag: &str) -> &'static str {
    if is_british(tag) { "espeak:en-gb" } else { "espeak:en-us" }
}

/// Flite's voice that a recogniser understands best (docs/measured.md). All of them are American, so British text stays
/// with eSpeak.
pub fn recorded(tag: &str) -> Option<&'static str> {
    (!is_british(tag)).then_some("flite:slt")
}

fn is_british(tag: &str) -> bool {
    tag.eq_ignore_ascii_case("en-GB")
}
