//! Which gender a noun has, as far as a number before it must know.

/// Gender of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Masculine,
    Feminine,
}

/// Words after a number that are no noun: the number stands alone before them.
pub fn is_function(word: &str) -> bool {
    matches!(
        word,
        "a" | "al" | "ante" | "antes" | "aún" | "bajo" | "casi" | "como" | "con" | "contra" | "cuando"
            | "de" | "del" | "desde" | "después" | "donde" | "durante" | "e" | "el" | "ella" | "ellas" | "ellos"
            | "en" | "entre" | "era" | "eran" | "es" | "esta" | "estas" | "este" | "estos" | "fue" | "fueron" | "ha"
            | "hacia" | "han" | "hasta" | "hay" | "la" | "las" | "le" | "les" | "lo" | "los" | "mediante" | "menos"
            | "mientras" | "muy" | "más" | "ni" | "no" | "nos" | "o" | "para" | "pero" | "por" | "porque" | "pues"
            | "que" | "quien" | "quienes" | "se" | "según" | "ser" | "si" | "sido" | "sin" | "sino" | "sobre" | "son"
            | "su" | "sus" | "también" | "tras" | "u" | "un" | "una" | "unas" | "unos" | "y" | "ya" | "además"
            | "ayer" | "hoy" | "mañana" | "lunes" | "martes" | "miércoles" | "jueves" | "viernes" | "vs"
    )
}

/// Whether a word in small letters can be the noun, or an adjective before the noun, that a number belongs to.
pub fn is_noun(word: &str) -> bool {
    word.len() > 1 && word.starts_with(char::is_lowercase) && !is_function(word)
}

/// Whether a word has the look of a plural.
pub fn is_plural(word: &str) -> bool {
    word.len() > 2 && word.ends_with('s') && !is_function(word)
}

/// The gender of a noun or adjective, by its ending. `None`: its ending does not tell.
pub fn gender(word: &str) -> Option<Gender> {
    let low = word.to_lowercase();
    let singular = low.strip_suffix("es").map_or_else(|| low.strip_suffix('s').unwrap_or(&low), |stem| stem);
    if is_masculine_in_a(&low) {
        return Some(Gender::Masculine);
    }
    if is_feminine(&low) || is_feminine(singular) {
        return Some(Gender::Feminine);
    }
    const FEMININE: &[&str] = &[
        "a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tud", "tudes", "umbre", "umbres", "gión",
        "giones", "nión", "niones", "xión", "xiones", "eza", "triz", "trices", "tión", "tiones", "bión", "itis",
    ];
    const MASCULINE: &[&str] = &["o", "os", "or", "ores", "aje", "ajes", "ón", "ones", "án", "anes", "és", "eses", "il"];
    let ends = |endings: &[&str]| endings.iter().any(|e| low.ends_with(e));
    if ends(FEMININE) {
        Some(Gender::Feminine)
    } else if ends(MASCULINE) {
        Some(Gender::Masculine)
    } else {
        None
    }
}

/// Greek words and a few others: “el problema”, “los días”, “los futbolistas”.
fn is_masculine_in_a(low: &str) -> bool {
    let one = low.strip_suffix('s').unwrap_or(low);
    one.ends_with("ista")
        || one.ends_with("grama")
        || one.ends_with("ema") && !matches!(one, "crema" | "yema" | "quema" | "diadema" | "flema")
        || matches!(
            one,
            "día" | "mediodía" | "mapa" | "planeta" | "idioma" | "clima" | "cura" | "guardia" | "policía" | "gorila"
                | "drama" | "trauma" | "síntoma" | "diploma" | "dogma" | "enigma" | "estigma" | "carisma" | "cometa"
                | "atleta" | "poeta" | "piloto" | "colega" | "guía" | "espía" | "sofá" | "tranvía" | "pijama"
                | "genoma" | "hematoma" | "carcinoma" | "yoga" | "koala" | "panda" | "demócrata" | "burócrata"
                | "autócrata" | "aristócrata" | "patriota" | "jesuita" | "israelita" | "guardaespalda" | "centinela"
                | "papa" | "delta" | "vodka"
        )
}

/// Feminine words whose ending does not say so.
fn is_feminine(low: &str) -> bool {
    matches!(
        low,
        "mano" | "manos" | "foto" | "fotos" | "moto" | "motos" | "mujer" | "mujeres" | "vez" | "vec" | "veces" | "noche"
            | "noches" | "tarde" | "tardes" | "parte" | "partes" | "clase" | "clases" | "calle" | "calles" | "ley"
            | "leyes" | "nave" | "naves" | "llave" | "llaves" | "muerte" | "muertes" | "red" | "redes" | "pared"
            | "paredes" | "sede" | "sedes" | "crisis" | "tesis" | "dosis" | "base" | "bases" | "fase" | "fases"
            | "frase" | "frases" | "especie" | "especies" | "serie" | "series" | "torre" | "torres" | "imagen"
            | "imágenes" | "orden" | "órdenes" | "voz" | "voces" | "luz" | "luces" | "cruz" | "cruces" | "raíz"
            | "raíces" | "ave" | "aves" | "nube" | "nubes" | "fuente" | "fuentes" | "mente" | "mentes" | "cárcel"
            | "cárceles" | "señal" | "señales" | "piel" | "pieles" | "flor" | "flores" | "labor" | "labores" | "gente"
            | "hectárea" | "sangre" | "suerte" | "carne" | "carnes" | "clave" | "claves" | "superficie" | "superficies"
            | "mayoría" | "sal" | "sales" | "vocal" | "cifra" | "res" | "reses" | "madre" | "madres"
            | "víctima" | "persona" | "perdiz" | "actriz" | "actrices" | "emperatriz" | "nuez" | "nueces" | "hambre"
            | "leche" | "nieve" | "fiebre" | "fiebres" | "llamada" | "ONG" | "ong" | "pyme" | "pymes"
            | "sentencia" | "catástrofe" | "catástrofes" | "costumbre" | "web" | "webs" | "app" | "apps"
            | "libra" | "variante" | "variantes" | "vacante" | "vacantes" | "paciencia" | "razón" | "razones" | "canción"
            | "cuestión" | "cuestiones" | "opinión" | "armazón" | "sien" | "sienes" | "sartén" | "sartenes" | "virgen"
            | "vírgenes" | "hélice" | "hélices" | "índole" | "mole" | "prole" | "elipsis" | "metrópolis" | "síntesis"
    )
}
