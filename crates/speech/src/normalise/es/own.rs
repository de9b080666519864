//! What the newsroom itself says in Spanish, and who says it.

use super::date::MONTHS;
use crate::lang::Own;

/// Byline, notice of the voice, labels of spots, corrections.
pub const WORDS: Own = Own {
    byline: |name, publication| match publication {
        "" => format!("Por {name}."),
        _ => format!("Por {name}, {publication}."),
    },
    disclosure: "Esta noticia la lee una voz generada por inteligencia artificial.",
    spot: "Anuncio.",
    house_spot: "De esta redacción.",
    correction: |month, day, note| format!("Corrección, {day} de {}: {note}", MONTHS[(month as usize + 11) % 12]),
};

/// eSpeak's voice for a tag: that of Spain for `es`, `es-ES` and `es-GQ`, that of Latin America for every other
/// region.
pub fn voice(tag: &str) -> &'static str {
    let region = tag.split(['-', '_']).nth(1).unwrap_or_default().to_ascii_uppercase();
    match region.as_str() {
        "" | "ES" | "GQ" | "EA" | "IC" => "espeak:es",
        _ => "espeak:es-419",
    }
}
