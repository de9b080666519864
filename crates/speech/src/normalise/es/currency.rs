//! Money's names, by sign and by code (ISO 4217).

/// A currency and its hundredth part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    pub one: &'static str,
    pub many: &'static str,
    pub feminine: bool,
    /// One and many hundredths; empty where nobody counts them.
    pub minor: (&'static str, &'static str),
}

const CENTAVO: (&str, &str) = ("centavo", "centavos");
const CENTIMO: (&str, &str) = ("céntimo", "céntimos");
const PENIQUE: (&str, &str) = ("penique", "peniques");
const NONE: (&str, &str) = ("", "");

const fn he(one: &'static str, many: &'static str, minor: (&'static str, &'static str)) -> Currency {
    Currency { one, many, feminine: false, minor }
}

const fn she(one: &'static str, many: &'static str, minor: (&'static str, &'static str)) -> Currency {
    Currency { one, many, feminine: true, minor }
}

pub const DOLLAR: Currency = he("dólar", "dólares", CENTAVO);
pub const PESO: Currency = he("peso", "pesos", CENTAVO);
pub const EURO: Currency = he("euro", "euros", CENTIMO);
const US_DOLLAR: Currency = he("dólar estadounidense", "dólares estadounidenses", CENTAVO);

/// A currency by its sign.
pub fn by_sign(sign: char) -> Option<Currency> {
    Some(match sign {
        '$' | '＄' => DOLLAR,
        '€' => EURO,
        '£' => she("libra", "libras", PENIQUE),
        '¥' | '￥' => he("yen", "yenes", ("sen", "senes")),
        '₡' => he("colón", "colones", CENTIMO),
        '₧' => she("peseta", "pesetas", CENTIMO),
        '₩' => he("won", "wones", NONE),
        '₹' | '₨' => she("rupia", "rupias", ("paisa", "paisas")),
        '₽' => he("rublo", "rublos", ("kópek", "kópeks")),
        '₺' => she("lira turca", "liras turcas", ("kurus", "kurus")),
        '₫' => he("dong", "dongs", NONE),
        '₱' => he("peso", "pesos", CENTAVO),
        '₪' => he("séquel", "séqueles", ("agora", "agoras")),
        '₦' => he("naira", "nairas", ("kobo", "kobos")),
        '₲' => he("guaraní", "guaraníes", CENTIMO),
        '₴' => she("grivna", "grivnas", ("kopek", "kopeks")),
        '₿' => he("bitcóin", "bitcoines", NONE),
        '฿' => he("baht", "bahts", ("satang", "satangs")),
        '¢' => he("centavo", "centavos", NONE),
        _ => return None,
    })
}

/// Letters before a dollar sign: `US$`, `R$`, `C$`.
pub fn by_dollar(letters: &str) -> Option<Currency> {
    Some(match letters.to_ascii_lowercase().as_str() {
        "us" | "u" => US_DOLLAR,
        "r" => he("real", "reales", CENTAVO),
        "ca" | "can" | "c" => he("dólar canadiense", "dólares canadienses", CENTAVO),
        "a" | "au" => he("dólar australiano", "dólares australianos", CENTAVO),
        "nz" => he("dólar neozelandés", "dólares neozelandeses", CENTAVO),
        "hk" => he("dólar de Hong Kong", "dólares de Hong Kong", CENTAVO),
        "nt" => he("dólar taiwanés", "dólares taiwaneses", CENTAVO),
        "s" => he("dólar de Singapur", "dólares de Singapur", CENTAVO),
        "mx" | "mex" => he("peso mexicano", "pesos mexicanos", CENTAVO),
        "ar" => he("peso argentino", "pesos argentinos", CENTAVO),
        "cl" | "clp" => he("peso chileno", "pesos chilenos", CENTAVO),
        "col" => he("peso colombiano", "pesos colombianos", CENTAVO),
        "rd" => he("peso dominicano", "pesos dominicanos", CENTAVO),
        "uy" => he("peso uruguayo", "pesos uruguayos", CENTAVO),
        _ => return None,
    })
}

/// A currency by its ISO code in any case.
pub fn by_code(code: &str) -> Option<Currency> {
    if code.len() != 3 || !code.is_ascii() {
        return None;
    }
    Some(match code.to_ascii_uppercase().as_str() {
        "USD" => US_DOLLAR,
        "EUR" => EURO,
        "GBP" => she("libra esterlina", "libras esterlinas", PENIQUE),
        "JPY" => he("yen", "yenes", NONE),
        "CNY" | "RMB" => he("yuan", "yuanes", NONE),
        "CHF" => he("franco suizo", "francos suizos", CENTIMO),
        "CAD" => he("dólar canadiense", "dólares canadienses", CENTAVO),
        "AUD" => he("dólar australiano", "dólares australianos", CENTAVO),
        "NZD" => he("dólar neozelandés", "dólares neozelandeses", CENTAVO),
        "HKD" => he("dólar de Hong Kong", "dólares de Hong Kong", CENTAVO),
        "TWD" => he("dólar taiwanés", "dólares taiwaneses", CENTAVO),
        "SGD" => he("dólar de Singapur", "dólares de Singapur", CENTAVO),
        "JMD" => he("dólar jamaicano", "dólares jamaicanos", CENTAVO),
        "TTD" => he("dólar trinitense", "dólares trinitenses", CENTAVO),
        "BSD" => he("dólar bahameño", "dólares bahameños", CENTAVO),
        "BBD" => he("dólar de Barbados", "dólares de Barbados", CENTAVO),
        "BZD" => he("dólar beliceño", "dólares beliceños", CENTAVO),
        "GYD" => he("dólar guyanés", "dólares guyaneses", CENTAVO),
        "SRD" => he("dólar surinamés", "dólares surinameses", CENTAVO),
        "XCD" => he("dólar del Caribe Oriental", "dólares del Caribe Oriental", CENTAVO),
        "KYD" => he("dólar de las Islas Caimán", "dólares de las Islas Caimán", CENTAVO),
        "BMD" => he("dólar bermudeño", "dólares bermudeños", CENTAVO),
        "MXN" => he("peso mexicano", "pesos mexicanos", CENTAVO),
        "ARS" => he("peso argentino", "pesos argentinos", CENTAVO),
        "CLP" => he("peso chileno", "pesos chilenos", CENTAVO),
        "COP" => he("peso colombiano", "pesos colombianos", CENTAVO),
        "UYU" => he("peso uruguayo", "pesos uruguayos", CENTAVO),
        "CUP" => he("peso cubano", "pesos cubanos", CENTAVO),
        "DOP" => he("peso dominicano", "pesos dominicanos", CENTAVO),
        "PHP" => he("peso filipino", "pesos filipinos", CENTAVO),
        "PEN" => he("sol", "soles", CENTIMO),
        "BOB" => he("boliviano", "bolivianos", CENTAVO),
        "PYG" => he("guaraní", "guaraníes", CENTIMO),
        "VES" | "VEF" | "VEB" => he("bolívar", "bolívares", CENTIMO),
        "CRC" => he("colón", "colones", CENTIMO),
        "SVC" => he("colón salvadoreño", "colones salvadoreños", CENTAVO),
        "GTQ" => he("quetzal", "quetzales", CENTAVO),
        "HNL" => he("lempira", "lempiras", CENTAVO),
        "NIO" => he("córdoba", "córdobas", CENTAVO),
        "PAB" => he("balboa", "balboas", CENTESIMO),
        "BRL" => he("real brasileño", "reales brasileños", CENTAVO),
        "AWG" => he("florín arubeño", "florines arubeños", CENTAVO),
        "ANG" => he("florín antillano", "florines antillanos", CENTAVO),
        "HTG" => he("gourde", "gourdes", CENTIMO),
        "KRW" => he("won", "wones", NONE),
        "KPW" => he("won norcoreano", "wones norcoreanos", NONE),
        "INR" => she("rupia india", "rupias indias", ("paisa", "paisas")),
        "PKR" => she("rupia pakistaní", "rupias pakistaníes", ("paisa", "paisas")),
        "LKR" => she("rupia de Sri Lanka", "rupias de Sri Lanka", CENTAVO),
        "NPR" => she("rupia nepalí", "rupias nepalíes", ("paisa", "paisas")),
        "IDR" => she("rupia indonesia", "rupias indonesias", NONE),
        "RUB" => he("rublo ruso", "rublos rusos", ("kópek", "kópeks")),
        "BYN" => he("rublo bielorruso", "rublos bielorrusos", ("kópek", "kópeks")),
        "UAH" => she("grivna", "grivnas", ("kopek", "kopeks")),
        "PLN" => he("esloti", "eslotis", ("grosz", "groszy")),
        "CZK" => she("corona checa", "coronas checas", NONE),
        "SEK" => she("corona sueca", "coronas suecas", ("öre", "öre")),
        "NOK" => she("corona noruega", "coronas noruegas", ("øre", "øre")),
        "DKK" => she("corona danesa", "coronas danesas", ("øre", "øre")),
        "ISK" => she("corona islandesa", "coronas islandesas", NONE),
        "HUF" => he("forinto", "forintos", NONE),
        "RON" => he("leu rumano", "leus rumanos", NONE),
        "BGN" => he("leva", "levas", NONE),
        "TRY" => she("lira turca", "liras turcas", ("kurus", "kurus")),
        "ILS" => he("séquel", "séqueles", ("agora", "agoras")),
        "EGP" => she("libra egipcia", "libras egipcias", ("piastra", "piastras")),
        "LBP" => she("libra libanesa", "libras libanesas", ("piastra", "piastras")),
        "SYP" => she("libra siria", "libras sirias", ("piastra", "piastras")),
        "SAR" => he("rial saudí", "riales saudíes", NONE),
        "QAR" => he("rial catarí", "riales cataríes", NONE),
        "IRR" => he("rial iraní", "riales iraníes", NONE),
        "AED" => he("dírham", "dírhams", NONE),
        "MAD" => he("dírham marroquí", "dírhams marroquíes", CENTIMO),
        "DZD" => he("dinar argelino", "dinares argelinos", CENTIMO),
        "IQD" => he("dinar iraquí", "dinares iraquíes", NONE),
        "KWD" => he("dinar kuwaití", "dinares kuwaitíes", NONE),
        "THB" => he("baht", "bahts", ("satang", "satangs")),
        "VND" => he("dong", "dongs", NONE),
        "MYR" => he("ringgit", "ringgits", CENTAVO),
        "ZAR" => he("rand", "rands", CENTAVO),
        "NGN" => she("naira", "nairas", ("kobo", "kobos")),
        "XAF" | "XOF" => he("franco CFA", "francos CFA", CENTIMO),
        "ESP" => she("peseta", "pesetas", CENTIMO),
        "BTC" => he("bitcóin", "bitcoines", NONE),
        _ => return None,
    })
}

const CENTESIMO: (&str, &str) = ("centésimo", "centésimos");

/// Short names that mean money in a price list: `1 kr`, `fr 1`, `Q50`, `S/ 20`. In running text only the last few do.
pub fn by_letters(letters: &str, prose: bool) -> Option<Currency> {
    let known = match letters {
        "Q" => Some(he("quetzal", "quetzales", CENTAVO)),
        "Bs" => Some(he("bolívar", "bolívares", CENTIMO)),
        _ => None,
    };
    if prose || known.is_some() {
        return known;
    }
    Some(match letters.to_lowercase().as_str() {
        "q" => he("quetzal", "quetzales", CENTAVO),
        "rs" => she("rupia", "rupias", ("paisa", "paisas")),
        "fr" | "fs" => he("franco", "francos", CENTIMO),
        "kr" => she("corona", "coronas", NONE),
        "mk" | "dm" => he("marco", "marcos", ("pfennig", "pfennigs")),
        "zł" => he("esloti", "eslotis", NONE),
        // Feet are small.
        "ft" if letters == "Ft" => he("forinto", "forintos", NONE),
        "bs" => he("bolívar", "bolívares", CENTIMO),
        "pta" | "ptas" | "pts" => she("peseta", "pesetas", CENTIMO),
        _ => return None,
    })
}
