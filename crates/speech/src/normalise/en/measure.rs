//! Measures: `12kg`, `107 mph`, `36 km²`, `3 m³/s`, `2°C`, `5%`.

use super::cardinal::{And, cardinal};
use super::view::{Low, Said, View};

/// A unit: one of it, many of it, and whether it is only believed when it touches its number.
struct Unit {
    one: &'static str,
    many: &'static str,
    glued: bool,
}

const fn unit(one: &'static str, many: &'static str) -> Option<Unit> {
    Some(Unit { one, many, glued: false })
}

const fn touching(one: &'static str, many: &'static str) -> Option<Unit> {
    Some(Unit { one, many, glued: true })
}

/// Units whose capitals tell them apart.
fn exact(word: &str) -> Option<Unit> {
    match word {
        "m" => unit("meter", "meters"),
        "g" => unit("gram", "grams"),
        "L" | "l" => touching("liter", "liters"),
        "s" => None,
        "h" => touching("hour", "hours"),
        "t" => touching("ton", "tons"),
        "V" => touching("volt", "volts"),
        "W" => touching("watt", "watts"),
        "A" => None,
        "N" => None,
        "mA" => unit("milli ampere", "milli amperes"),
        "mV" => unit("millivolt", "millivolts"),
        "kV" => unit("kilovolt", "kilovolts"),
        "mW" => unit("milliwatt", "milliwatts"),
        "MW" => unit("megawatt", "megawatts"),
        "kW" | "KW" => unit("kilowatt", "kilowatts"),
        "GW" => unit("gigawatt", "gigawatts"),
        "TW" => unit("terawatt", "terawatts"),
        "Wh" => unit("watt hour", "watt hours"),
        "kWh" | "KWh" => unit("kilowatt hour", "kilowatt hours"),
        "MWh" => unit("megawatt hour", "megawatt hours"),
        "GWh" => unit("gigawatt hour", "gigawatt hours"),
        "TWh" => unit("terawatt hour", "terawatt hours"),
        "Hz" => unit("hertz", "hertz"),
        "kHz" | "KHz" => unit("kilohertz", "kilohertz"),
        "MHz" => unit("megahertz", "megahertz"),
        "GHz" => unit("gigahertz", "gigahertz"),
        "Pa" => unit("pascal", "pascals"),
        "hPa" => unit("hectopascal", "hectopascals"),
        "kPa" => unit("kilopascal", "kilopascals"),
        "MPa" => unit("megapascal", "megapascals"),
        "mAh" => unit("milliampere hour", "milliampere hours"),
        "dB" => unit("decibel", "decibels"),
        "kB" | "KB" => unit("kilobyte", "kilobytes"),
        "MB" => unit("megabyte", "megabytes"),
        "GB" => unit("gigabyte", "gigabytes"),
        "TB" => unit("terabyte", "terabytes"),
        "PB" => unit("petabyte", "petabytes"),
        "Gbps" => unit("gigabit per second", "gigabits per second"),
        "Mbps" => unit("megabit per second", "megabits per second"),
        "kJ" => unit("kilojoule", "kilojoules"),
        "MJ" => unit("megajoule", "megajoules"),
        "mSv" => unit("millisievert", "millisieverts"),
        "µg" | "μg" => unit("microgram", "micrograms"),
        "µm" | "μm" => unit("micrometer", "micrometers"),
        "nm" => unit("nanometer", "nanometers"),
        "ng" => unit("nanogram", "nanograms"),
        "pg" => unit("picogram", "picograms"),
        "µL" | "μL" => unit("microliter", "microliters"),
        "nL" => unit("nanoliter", "nanoliters"),
        "µs" | "μs" => unit("microsecond", "microseconds"),
        "mol" => unit("mole", "moles"),
        "mmol" => unit("millimole", "millimoles"),
        "µmol" | "μmol" => unit("micromole", "micromoles"),
        "nmol" => unit("nanomole", "nanomoles"),
        "µSv" | "μSv" => unit("microsievert", "microsieverts"),
        "Bq" => unit("becquerel", "becquerels"),
        "kN" => unit("kilonewton", "kilonewtons"),
        "Nm" => unit("newton meter", "newton meters"),
        "GPa" => unit("gigapascal", "gigapascals"),
        "GJ" => unit("gigajoule", "gigajoules"),
        "TJ" => unit("terajoule", "terajoules"),
        "THz" => unit("terahertz", "terahertz"),
        "keV" => unit("kilo electron volt", "kilo electron volts"),
        "MeV" => unit("mega electron volt", "mega electron volts"),
        "GeV" => unit("giga electron volt", "giga electron volts"),
        "TeV" => unit("tera electron volt", "tera electron volts"),
        "kt" => unit("kiloton", "kilotons"),
        "Mt" => unit("megaton", "megatons"),
        "Gt" => unit("gigaton", "gigatons"),
        "HR" | "HRs" => unit("home run", "home runs"),
        "mmHg" => unit("millimeter of mercury", "millimeters of mercury"),
        "mbar" | "mbars" => unit("millibar", "millibars"),
        "Kbps" => unit("kilobit per second", "kilobits per second"),
        "AU" => unit("astronomical unit", "astronomical units"),
        "eV" => unit("electron volt", "electron volts"),
        _ => None,
    }
}

/// Units written in any case.
fn loose(word: &str) -> Option<Unit> {
    match Low::of(word).as_str() {
        "kg" | "kgs" => unit("kilogram", "kilograms"),
        "mg" => unit("milligram", "milligrams"),
        "km" | "kms" => unit("kilometer", "kilometers"),
        "cm" | "cms" => unit("centimeter", "centimeters"),
        "mm" => unit("millimeter", "millimeters"),
        "ft" => unit("foot", "feet"),
        "yd" | "yds" => unit("yard", "yards"),
        "mi" => unit("mile", "miles"),
        "nmi" => unit("nautical mile", "nautical miles"),
        "lb" | "lbs" => unit("pound", "pounds"),
        "oz" | "ozs" => unit("ounce", "ounces"),
        "cwt" => unit("hundredweight", "hundredweight"),
        "ml" => unit("milliliter", "milliliters"),
        "cl" => unit("centiliter", "centiliters"),
        "dl" => unit("deciliter", "deciliters"),
        "ha" => unit("hectare", "hectares"),
        "mph" => unit("mile per hour", "miles per hour"),
        "kmh" | "kph" => unit("kilometer per hour", "kilometers per hour"),
        "kmph" => unit("kilometer per hour", "kilometers per hour"),
        "mpg" => unit("mile per gallon", "miles per gallon"),
        "rpm" => unit("revolution per minute", "revolutions per minute"),
        "bpm" => unit("beat per minute", "beats per minute"),
        "bpd" => unit("barrel per day", "barrels per day"),
        "bps" => unit("bit per second", "bits per second"),
        "kbps" => unit("kilobit per second", "kilobits per second"),
        "mbps" => unit("megabit per second", "megabits per second"),
        "gbps" => unit("gigabit per second", "gigabits per second"),
        "kwh" => unit("kilowatt hour", "kilowatt hours"),
        "psi" => unit("pound per square inch", "pounds per square inch"),
        "hp" | "bhp" => unit("horsepower", "horsepower"),
        "pct" => unit("percent", "percent"),
        "fpm" => unit("foot per minute", "feet per minute"),
        "fps" => unit("foot per second", "feet per second"),
        "cfs" => unit("cubic foot per second", "cubic feet per second"),
        "kts" => unit("knot", "knots"),
        "ppb" => unit("part per billion", "parts per billion"),
        "kcal" | "kcals" => unit("kilocalorie", "kilocalories"),
        "mcg" => unit("microgram", "micrograms"),
        "qt" | "qts" => unit("quart", "quarts"),
        "wk" | "wks" => unit("week", "weeks"),
        "ppm" => unit("part per million", "parts per million"),
        "bbl" | "bbls" => unit("barrel", "barrels"),
        "gal" | "gals" => unit("gallon", "gallons"),
        "tsp" => unit("teaspoon", "teaspoons"),
        "tbsp" => unit("tablespoon", "tablespoons"),
        "sqft" => unit("square foot", "square feet"),
        "min" | "mins" => unit("minute", "minutes"),
        "sec" | "secs" => unit("second", "seconds"),
        "hr" | "hrs" => unit("hour", "hours"),
        "yr" | "yrs" => unit("year", "years"),
        "ms" => touching("millisecond", "milliseconds"),
        "ghz" => unit("gigahertz", "gigahertz"),
        "mhz" => unit("megahertz", "megahertz"),
        "khz" => unit("kilohertz", "kilohertz"),
        "gb" => touching("gigabyte", "gigabytes"),
        "mb" => touching("megabyte", "megabytes"),
        "tb" => touching("terabyte", "terabytes"),
        "cc" => unit("CC", "CC"),
        "in" => touching("inch", "inches"),
        _ => None,
    }
}

/// What is said for a unit below the line: `/s`.
fn below(word: &str) -> Option<&'static str> {
    Some(match word {
        "s" | "sec" => "second",
        "h" | "hr" | "hour" => "hour",
        "min" => "minute",
        "d" | "day" => "day",
        "wk" => "week",
        "mo" => "month",
        "yr" | "y" => "year",
        _ => return None,
    })
}

/// A tick after a number that is feet: `a 12' wall`, `6' x 8'`, `10' high`.
fn is_foot(view: &View<'_>, at: usize) -> bool {
    let number = view.glued(at) && !view.digits(at.wrapping_sub(1)).is_empty() && view.digits(at.wrapping_sub(1)).len() <= 3;
    let next = view.word(at + 1);
    let sized = matches!(next, "x" | "by" | "tall" | "high" | "wide" | "long" | "deep" | "above" | "below");
    let crossed = at >= 2 && matches!(view.word(at - 2), "x" | "by");
    let article = at >= 2 && matches!(view.word(at - 2), "a" | "an") && next.starts_with(|c: char| c.is_lowercase());
    view.prose && number && !view.glued(at + 1) && (sized || crossed || article)
}

/// A unit at token `at`, for one or many: what is said and how many tokens.
pub fn measure(view: &View<'_>, at: usize, one: bool) -> Option<(String, usize)> {
    let mark = view.mark(at);
    match mark {
        '%' | '％' => return Some(("percent".into(), 1)),
        '‰' => return Some(("per thousand".into(), 1)),
        '℃' => return Some(("degrees Celsius".into(), 1)),
        '℉' => return Some(("degrees Fahrenheit".into(), 1)),
        '°' | 'º' if view.glued(at) || matches!(view.word(at + 1), "C" | "F") => return Some(degrees(view, at, one)),
        '\'' | '’' if is_foot(view, at) => {
            let article = at >= 2 && matches!(view.word(at - 2), "a" | "an");
            return Some((if one || article { "foot" } else { "feet" }.into(), 1));
        }
        '′' if view.glued(at) => return Some((if one { "foot" } else { "feet" }.into(), 1)),
        '″' if view.glued(at) => return Some((if one { "inch" } else { "inches" }.into(), 1)),
        '"' if view.glued(at) && !view.tokens[at].quoted
            && (!view.glued(at + 1) || matches!(view.mark(at + 1), ',' | '.' | ';' | ')' | '-' | '–')) =>
        {
            return Some((if one { "inch" } else { "inches" }.into(), 1));
        }
        '/' if view.glued(at) && view.glued(at + 1) => {
            let word = view.word(at + 1);
            let letter = || (word.len() == 1 && !view.prose).then(|| word.to_uppercase());
            let name = below(word)
                .map(str::to_string)
                .or_else(|| exact(word).or_else(|| loose(word)).map(|unit| unit.one.to_string()))
                .or_else(letter)?;
            let (power, n) = powered(view, at + 2, name);
            return Some((format!("per {power}"), 2 + n));
        }
        _ => {}
    }
    let word = view.word(at);
    if word.is_empty() {
        return None;
    }
    // `2h 15m`
    if word == "m"
        && at >= 2
        && matches!(view.word(at - 2), "h" | "hr" | "hrs" | "hour" | "hours")
        && view.digits(at - 1).len() <= 2
    {
        return Some((if one { "minute" } else { "minutes" }.into(), 1));
    }
    if let Some((name, take)) = torqued(view, at) {
        return Some((name.into(), take));
    }
    if let Some(found) = in_context(view, at, one) {
        return Some((found, 1));
    }
    let (area, skip) = match (Low::of(word).as_str(), view.mark(at + 1)) {
        ("sq", '.') => ("square ", 2),
        ("sq", _) => ("square ", 1),
        ("cu", '.') => ("cubic ", 2),
        ("cu", _) => ("cubic ", 1),
        _ => ("", 0),
    };
    let unit_at = at + skip;
    let word = view.word(unit_at);
    let found = exact(word).or_else(|| loose(word));
    // `sq in`, `sq m`
    let dotted_inch = word == "in"
        && (view.glued_mark(unit_at + 1, '.') || matches!(view.word(at.wrapping_sub(2)), "ft" | "feet" | "foot"));
    // In a label nothing else follows: `220 V`.
    let labelled = !view.prose && view.get(unit_at + 1).is_none() && word != "in";
    let found = found.filter(|u| !u.glued || view.glued(at) || skip > 0 || dotted_inch || labelled)?;
    let mut name = format!("{area}{}", if one { found.one } else { found.many });
    let mut take = skip + 1;
    let mut next = unit_at + 1;
    if area.is_empty() {
        let (with_power, n) = powered(view, next, name);
        name = with_power;
        take += n;
        next += n;
    }
    if view.glued_mark(next, '/') && view.glued(next + 1) {
        let word = view.word(next + 1);
        if let Some(under) = below(word) {
            let under = if name == "CC" { "S" } else { under };
            name = format!("{name} per {under}");
            take += 2;
        } else if let Some(under) = exact(word).or_else(|| loose(word)) {
            let (power, n) = powered(view, next + 2, under.one.into());
            name = format!("{name} per {power}");
            take += 2 + n;
        }
    }
    // Something that touches the unit makes it part of a name: `5m-high` is one, `5mX` is not.
    let end = at + take;
    if view.glued(end) && (!view.word(end).is_empty() || !view.digits(end).is_empty()) {
        return None;
    }
    Some((name, take))
}

/// Units whose letters mean something else elsewhere: `929 mb` of pressure, `11 bps` of yield, `250 K` of heat.
fn in_context(view: &View<'_>, at: usize, one: bool) -> Option<String> {
    if !view.prose {
        return None;
    }
    let pick = |one_name: &str, many: &str| Some(if one { one_name.to_string() } else { many.to_string() });
    match view.word(at) {
        "mb" if view.apart(at) => pick("millibar", "millibars"),
        "bps" | "bp" if !near(view, at, &["connection", "modem", "download", "broadband", "genome", "gene", "dna"]) => {
            pick("basis point", "basis points")
        }
        "m" if matches!(view.word(at + 1), "relay" | "freestyle" | "butterfly" | "backstroke" | "breaststroke" | "hurdles" | "sprint" | "steeplechase" | "race" | "final" | "medley" | "dash") => {
            Some("meter".into())
        }
        "K" if view.apart(at) && !view.glued(at + 1) | matches!(view.mark(at + 1), '.' | ',' | ';' | ')') && is_kelvin(view, at) => pick("kelvin", "kelvins"),
        "F" | "C" if is_temperature(view, at) => {
            let name = if view.word(at) == "F" { "Fahrenheit" } else { "Celsius" };
            Some(format!("{} {name}", if one { "degree" } else { "degrees" }))
        }
        _ => None,
    }
}

/// Tokens to either side that are looked at for a word that tells what a letter means.
const NEAR: usize = 12;

fn near(view: &View<'_>, at: usize, words: &[&str]) -> bool {
    (at.saturating_sub(NEAR)..at + NEAR).any(|k| words.iter().any(|w| view.is(k, w)))
}

fn is_kelvin(view: &View<'_>, at: usize) -> bool {
    let next = view.word(at + 1);
    let run = matches!(next, "run" | "race" | "walk" | "fun" | "TV" | "people" | "a" | "in");
    let placed = matches!(
        Low::of(at.checked_sub(2).map_or("", |k| view.word(k))).as_str(),
        "at" | "below" | "above" | "near" | "around" | "to" | "about"
    );
    !run && (placed
        || near(view, at, &["temperature", "temperatures", "kelvin", "superconducts", "superconductor", "superconducting", "cooled", "heated", "absolute", "cryogenic"]))
}

/// `72F`, `-10 C`: a number of degrees, not a seat or a gate.
fn is_temperature(view: &View<'_>, at: usize) -> bool {
    let value = view.digits(at.wrapping_sub(1));
    let end = !view.glued(at + 1) || matches!(view.mark(at + 1), '.' | ',' | ';' | ')' | '/' | '-' | '–');
    if value.is_empty() || value.len() > 4 || !end {
        return false;
    }
    let decimal = at >= 3 && view.mark(at - 2) == '.' && view.glued(at - 2) && !view.digits(at - 3).is_empty();
    let back = if decimal { 4 } else { 2 };
    let name = at.checked_sub(back).map_or("", |k| view.word(k));
    let below = at >= back && matches!(view.mark(at - back), '-' | '−' | '–');
    let clue = || {
        near(view, at, &["temperature", "temperatures", "temp", "temps", "degrees", "high", "highs", "low", "lows", "heat", "cold", "warm", "warming", "hot", "freezing", "weather", "celsius", "fahrenheit", "oven", "thermometer", "mercury", "frost"])
    };
    let placed = name.chars().next().is_none_or(char::is_lowercase)
        && !matches!(name, "gate" | "seat" | "row" | "unit" | "apartment" | "room" | "flight" | "grade" | "class");
    if view.glued(at) { placed && (below || clue() || value.len() <= 2 && !name.is_empty()) } else { below || placed && (decimal || clue()) }
}

/// `75 degrees F`: the letter, as a word.
pub fn scale_letter(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.prose || !matches!(view.word_before(i), "degrees" | "degree") || view.glued(i) {
        return None;
    }
    match view.word(i) {
        "F" => Said::new(1, "Fahrenheit"),
        "C" => Said::new(1, "Celsius"),
        _ => None,
    }
}

/// Whether a word is a unit cut short, whose dot ends no sentence.
pub fn is_short_unit(word: &str) -> bool {
    word.len() > 1
        && (loose(word).is_some()
            || matches!(word, "sq" | "cu" | "pt" | "pts" | "gal" | "bbl" | "mo" | "mos" | "doz" | "bu" | "pct" | "in"))
}

/// `400 lb-ft`, `12 ft-lb`: at the first unit's token, after its number; said by [`measure`].
fn torqued(view: &View<'_>, at: usize) -> Option<(&'static str, usize)> {
    let joined = matches!(view.mark(at + 1), '-' | '·') && view.glued(at + 1) && view.glued(at + 2);
    match (view.word(at), view.word(at + 2)) {
        ("lb" | "lbs", "ft") if joined => Some(("pound-feet", 3)),
        ("ft", "lb" | "lbs") if joined => Some(("foot-pounds", 3)),
        _ => None,
    }
}

/// A torque without its number beside it: `lb-ft`.
pub fn torque(view: &View<'_>, i: usize) -> Option<Said> {
    torqued(view, i).map(|(name, take)| Said { take, text: name.into() })
}

/// A unit of its own after “per”: `per m²`, `per sq. ft.`
pub fn after_per(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.is(i.wrapping_sub(1), "per") || !view.apart(i) {
        return None;
    }
    let (unit, take) = measure(view, i, true)?;
    Said::new(take, unit)
}

/// Feet and inches by their ticks: `5'9"` → “five foot nine”. Token `i` is the first number.
pub fn height(view: &View<'_>, i: usize) -> Option<Said> {
    let (feet, inches) = (view.digits(i), view.digits(i + 2));
    let ticked = matches!(view.mark(i + 1), '\'' | '’' | '′') && view.glued(i + 1) && view.glued(i + 2);
    if !ticked || feet.len() != 1 || inches.is_empty() || inches.len() > 2 {
        return None;
    }
    let two_ticks = |at: usize| matches!(view.mark(at), '\'' | '’') && view.glued(at);
    let take = match view.mark(i + 3) {
        '"' | '”' | '″' if view.glued(i + 3) => 4,
        _ if two_ticks(i + 3) && two_ticks(i + 4) => 5,
        _ => 3,
    };
    Said::new(take, format!("{} foot {}", cardinal(feet, And::Without), cardinal(inches, And::Without)))
}

/// A unit with the power after it: `km²`, `m2`.
fn powered(view: &View<'_>, at: usize, name: String) -> (String, usize) {
    if !view.glued(at) {
        return (name, 0);
    }
    if view.mark(at) == '^' && view.glued(at + 1) && matches!(view.digits(at + 1), "2" | "3") {
        let (name, n) = powered(view, at + 1, name);
        return (name, n + 1);
    }
    match (view.mark(at), view.digits(at)) {
        ('²', _) | (_, "2") => (format!("square {name}"), 1),
        ('³', _) | (_, "3") => (format!("cubic {name}"), 1),
        _ => (name, 0),
    }
}

fn degrees(view: &View<'_>, at: usize, one: bool) -> (String, usize) {
    let degree = if one { "degree" } else { "degrees" };
    match view.word(at + 1) {
        "C" => (format!("{degree} Celsius"), 2),
        "F" => (format!("{degree} Fahrenheit"), 2),
        "N" => (format!("{degree} north"), 2),
        "S" => (format!("{degree} south"), 2),
        "E" => (format!("{degree} east"), 2),
        "W" => (format!("{degree} west"), 2),
        _ => (degree.into(), 1),
    }
}
