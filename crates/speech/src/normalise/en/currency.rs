//! The currencies of the world: their signs, codes and names.

/// What a currency is called: one, many, a hundredth, hundredths.
pub struct Currency {
    pub one: &'static str,
    pub many: &'static str,
    pub cent: &'static str,
    pub cents: &'static str,
}

pub const fn of(one: &'static str, many: &'static str, cent: &'static str, cents: &'static str) -> Currency {
    Currency { one, many, cent, cents }
}

pub const DOLLAR: Currency = of("dollar", "dollars", "cent", "cents");
pub const POUND: Currency = of("pound", "pounds", "penny", "pence");
pub const POUND_HUNDREDTH: Currency = of("penny", "pence", "", "");
pub const EURO: Currency = of("euro", "euros", "cent", "cents");
pub const YEN: Currency = of("yen", "yen", "sen", "sen");
pub const YUAN: Currency = of("yuan", "yuan", "fen", "fen");
pub const WON: Currency = of("won", "won", "jeon", "jeon");
pub const RUPEE: Currency = of("rupee", "rupees", "paisa", "paise");

pub const PESO: Currency = of("peso", "pesos", "centavo", "centavos");
pub const RAND: Currency = of("rand", "rand", "cent", "cents");
pub const RINGGIT: Currency = of("ringgit", "ringgit", "sen", "sen");
pub const KRONE: Currency = of("krone", "kroner", "ore", "ore");

/// The currency of a sign.
pub fn sign(mark: char) -> Option<Currency> {
    Some(match mark {
        '$' | '＄' | '﹩' => DOLLAR,
        '£' | '￡' => POUND,
        '€' => EURO,
        '¥' | '￥' => YEN,
        '₩' | '￦' => WON,
        '₹' | '₨' => RUPEE,
        '₽' => of("ruble", "rubles", "kopek", "kopeks"),
        '₺' => of("lira", "lira", "kurus", "kurus"),
        '₴' => of("hryvnia", "hryvnias", "kopiyka", "kopiykas"),
        '₫' => of("dong", "dong", "xu", "xu"),
        '₪' => of("shekel", "shekels", "agora", "agorot"),
        '₱' => of("peso", "pesos", "centavo", "centavos"),
        '฿' => of("baht", "baht", "satang", "satang"),
        '₦' => of("naira", "naira", "kobo", "kobo"),
        '₿' => of("bitcoin", "bitcoins", "", ""),
        '¢' => of("cent", "cents", "", ""),
        _ => return None,
    })
}

/// The currency of a three-letter code, and the country's word before it.
pub fn code(word: &str) -> Option<(&'static str, Currency)> {
    Some(match word {
        "USD" => ("us ", DOLLAR),
        "EUR" => ("", EURO),
        "GBP" => ("", POUND),
        "JPY" => ("", YEN),
        "CNY" | "RMB" => ("", YUAN),
        "KRW" => ("", WON),
        "INR" => ("", RUPEE),
        "Rs" => ("", RUPEE),
        "TWD" | "NTD" => ("new taiwan ", DOLLAR),
        "HKD" => ("hong kong ", DOLLAR),
        "AUD" => ("australian ", DOLLAR),
        "CAD" => ("canadian ", DOLLAR),
        "NZD" => ("new zealand ", DOLLAR),
        "SGD" => ("singapore ", DOLLAR),
        "CHF" => ("swiss ", of("franc", "francs", "centime", "centimes")),
        "SEK" => ("swedish ", of("krona", "kronor", "ore", "ore")),
        "NOK" => ("norwegian ", of("krone", "kroner", "ore", "ore")),
        "DKK" => ("danish ", of("krone", "kroner", "ore", "ore")),
        "PKR" => ("pakistani ", RUPEE),
        "LKR" => ("sri lankan ", RUPEE),
        "MXN" => ("mexican ", PESO),
        "ARS" => ("argentine ", PESO),
        "CLP" => ("chilean ", PESO),
        "ZAR" => ("", RAND),
        "AED" => ("", of("dirham", "dirhams", "fils", "fils")),
        "IDR" | "Rp" => ("", of("rupiah", "rupiah", "", "")),
        "MYR" => ("", RINGGIT),
        "THB" => ("", of("baht", "baht", "satang", "satang")),
        "VND" => ("", of("dong", "dong", "xu", "xu")),
        "BRL" => ("brazilian ", of("real", "reais", "centavo", "centavos")),
        "PLN" => ("", of("zloty", "zlotys", "grosz", "groszy")),
        "CZK" => ("czech ", of("koruna", "korunas", "", "")),
        "HUF" => ("", of("forint", "forints", "", "")),
        "SAR" => ("saudi ", of("riyal", "riyals", "halala", "halalas")),
        "QAR" => ("qatari ", of("riyal", "riyals", "dirham", "dirhams")),
        "KWD" => ("kuwaiti ", of("dinar", "dinars", "fils", "fils")),
        "EGP" => ("egyptian ", of("pound", "pounds", "piastre", "piastres")),
        "NGN" => ("", of("naira", "naira", "kobo", "kobo")),
        "KES" => ("kenyan ", of("shilling", "shillings", "cent", "cents")),
        "BDT" => ("", of("taka", "taka", "poisha", "poisha")),
        "UAH" => ("", of("hryvnia", "hryvnias", "kopiyka", "kopiykas")),
        "RUB" => ("", of("ruble", "rubles", "kopek", "kopeks")),
        "BTC" => ("", of("bitcoin", "bitcoins", "", "")),
        _ => return None,
    })
}

/// The currency of a code that is also a word or the name of something else (`TRY`, `COP28`): believed only after its
/// number.
pub fn code_after(word: &str) -> Option<(&'static str, Currency)> {
    Some(match word {
        "TRY" => ("turkish ", of("lira", "lira", "kurus", "kurus")),
        "PHP" => ("philippine ", PESO),
        "COP" => ("colombian ", PESO),
        "ILS" => ("", of("shekel", "shekels", "agora", "agorot")),
        "RON" => ("romanian ", of("leu", "lei", "ban", "bani")),
        _ => return code(word),
    })
}

/// The country named by the letters before a dollar sign.
pub fn country(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "US" => "us ",
        "NT" => "new taiwan ",
        "HK" => "hong kong ",
        "A" | "AU" => "australian ",
        "C" | "CA" | "CAN" => "canadian ",
        "NZ" => "new zealand ",
        "S" | "SG" => "singapore ",
        "R" => "brazilian ",
        _ => return None,
    })
}
