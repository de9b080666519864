//! Units of measure and their names.

/// One and many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    pub one: &'static str,
    pub many: &'static str,
    pub feminine: bool,
}

const fn he(one: &'static str, many: &'static str) -> Option<Unit> {
    Some(Unit { one, many, feminine: false })
}

const fn she(one: &'static str, many: &'static str) -> Option<Unit> {
    Some(Unit { one, many, feminine: true })
}

/// The unit of a symbol, by its own case: `MW` is not `mW`.
pub fn unit(symbol: &str) -> Option<Unit> {
    match symbol {
        "km" | "kms" | "Km" | "Kms" | "KM" => he("kilómetro", "kilómetros"),
        "hm" => he("hectómetro", "hectómetros"),
        "m" | "mts" | "mt" => he("metro", "metros"),
        "dm" => he("decímetro", "decímetros"),
        "cm" | "cms" => he("centímetro", "centímetros"),
        "mm" => he("milímetro", "milímetros"),
        "µm" | "μm" => he("micrómetro", "micrómetros"),
        "nm" => he("nanómetro", "nanómetros"),
        "mi" => she("milla", "millas"),
        "ft" => he("pie", "pies"),
        "yd" => she("yarda", "yardas"),
        "in" | "pulg" => she("pulgada", "pulgadas"),
        "kg" | "kgs" | "Kg" | "KG" => he("kilogramo", "kilogramos"),
        "hg" => he("hectogramo", "hectogramos"),
        "dag" => he("decagramo", "decagramos"),
        "g" | "gr" | "grs" => he("gramo", "gramos"),
        "mg" => he("miligramo", "miligramos"),
        "µg" | "μg" | "mcg" => he("microgramo", "microgramos"),
        "t" | "tn" => she("tonelada", "toneladas"),
        "Mt" => she("megatonelada", "megatoneladas"),
        "lb" | "lbs" => she("libra", "libras"),
        "oz" => she("onza", "onzas"),
        "l" | "L" | "lt" | "lts" => he("litro", "litros"),
        "ml" | "mL" => he("mililitro", "mililitros"),
        "cl" | "cL" => he("centilitro", "centilitros"),
        "dl" | "dL" => he("decilitro", "decilitros"),
        "hl" | "hL" => he("hectolitro", "hectolitros"),
        "s" | "seg" | "segs" => he("segundo", "segundos"),
        "ms" => he("milisegundo", "milisegundos"),
        "µs" | "μs" => he("microsegundo", "microsegundos"),
        "ns" => he("nanosegundo", "nanosegundos"),
        "min" | "mins" => he("minuto", "minutos"),
        "h" | "hr" | "hrs" | "hs" => she("hora", "horas"),
        "Hz" | "hz" => he("hercio", "hercios"),
        "kHz" | "KHz" | "khz" => he("kilohercio", "kilohercios"),
        "MHz" | "Mhz" | "mhz" => he("megahercio", "megahercios"),
        "GHz" | "Ghz" | "ghz" => he("gigahercio", "gigahercios"),
        "W" => he("vatio", "vatios"),
        "kW" | "KW" | "Kw" | "kw" => he("kilovatio", "kilovatios"),
        "MW" => he("megavatio", "megavatios"),
        "GW" => he("gigavatio", "gigavatios"),
        "TW" => he("teravatio", "teravatios"),
        "Wh" => he("vatio hora", "vatios hora"),
        "kWh" | "KWh" | "kwh" | "Kwh" => he("kilovatio hora", "kilovatios hora"),
        "MWh" => he("megavatio hora", "megavatios hora"),
        "GWh" => he("gigavatio hora", "gigavatios hora"),
        "TWh" => he("teravatio hora", "teravatios hora"),
        "V" => he("voltio", "voltios"),
        "kV" => he("kilovoltio", "kilovoltios"),
        "mV" => he("milivoltio", "milivoltios"),
        "A" => he("amperio", "amperios"),
        "mA" => he("miliamperio", "miliamperios"),
        "mAh" => he("miliamperio hora", "miliamperios hora"),
        "Ω" => he("ohmio", "ohmios"),
        "F" => he("faradio", "faradios"),
        "J" => he("julio", "julios"),
        "kJ" => he("kilojulio", "kilojulios"),
        "cal" => she("caloría", "calorías"),
        "kcal" => she("kilocaloría", "kilocalorías"),
        "N" => he("newton", "newtons"),
        "Pa" => he("pascal", "pascales"),
        "hPa" => he("hectopascal", "hectopascales"),
        "kPa" => he("kilopascal", "kilopascales"),
        "MPa" => he("megapascal", "megapascales"),
        "bar" => he("bar", "bares"),
        "mbar" | "mb" => he("milibar", "milibares"),
        "psi" => he("P S I", "P S I"),
        "atm" => she("atmósfera", "atmósferas"),
        "K" => he("kelvin", "kelvin"),
        "ac" => he("acre", "acres"),
        "gal" => he("galón", "galones"),
        "ha" | "has" => she("hectárea", "hectáreas"),
        "kB" | "KB" | "kb" => he("kilobyte", "kilobytes"),
        "MB" => he("megabyte", "megabytes"),
        "GB" | "Gb" | "gb" => he("gigabyte", "gigabytes"),
        "TB" | "Tb" | "tb" => he("terabyte", "terabytes"),
        "PB" => he("petabyte", "petabytes"),
        "kbps" => he("kilobit por segundo", "kilobits por segundo"),
        "Mbps" | "mbps" => he("megabit por segundo", "megabits por segundo"),
        "Gbps" | "gbps" => he("gigabit por segundo", "gigabits por segundo"),
        "dB" | "db" => he("decibelio", "decibelios"),
        "lm" => he("lumen", "lúmenes"),
        "lx" => he("lux", "lux"),
        "mol" => he("mol", "moles"),
        "cd" => she("candela", "candelas"),
        "rpm" => she("revolución por minuto", "revoluciones por minuto"),
        "mph" => she("milla por hora", "millas por hora"),
        "ppm" => she("parte por millón", "partes por millón"),
        "bpm" => he("latido por minuto", "latidos por minuto"),
        "px" => he("píxel", "píxeles"),
        "hp" | "HP" | "cv" | "CV" => he("caballo", "caballos"),
        "kt" => he("nudo", "nudos"),
        "Sv" => he("sievert", "sieverts"),
        "mSv" => he("milisievert", "milisieverts"),
        "Bq" => he("becquerel", "becquereles"),
        "hab" => he("habitante", "habitantes"),
        _ => None,
    }
}

/// Symbols that in running text are far more often something else than a unit.
pub fn is_doubtful(symbol: &str) -> bool {
    matches!(symbol, "A" | "F" | "J" | "N" | "K" | "in" | "mi" | "has" | "cd" | "bar" | "mol" | "dm" | "mt")
}
