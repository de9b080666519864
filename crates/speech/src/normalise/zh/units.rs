//! Units written in letters and signs, with their names on either side of the strait.
//!
//! Simple units are in one table; squares, cubes and "per" are put together from it.

use std::borrow::Cow;

use super::Script;
use super::text::{Text, is_latin};

/// A simple unit: how it is written and said.
struct Entry {
    written: &'static str,
    hant: &'static str,
    hans: &'static str,
}

/// A unit and how it is said. `#` is where the number goes; without it the name follows the number.
pub struct Unit {
    hant: Cow<'static, str>,
    hans: Cow<'static, str>,
}

const fn unit(written: &'static str, hant: &'static str, hans: &'static str) -> Entry {
    Entry { written, hant, hans }
}

/// The simple units; of those that fit, the longest is meant.
const UNITS: &[Entry] = &[
    unit("kph", "每小時#公里", "#千米每小时"),
    unit("mph", "每小時#英里", "#英里每小时"),
    unit("dL", "分升", "分升"),
    unit("mAh", "毫安時", "毫安时"),
    unit("Ah", "安時", "安时"),
    unit("Wh", "瓦時", "瓦时"),
    unit("mmol", "毫莫耳", "毫摩尔"),
    unit("mmHg", "毫米汞柱", "毫米汞柱"),
    unit("rpm", "每分鐘#轉", "每分钟#转"),
    unit("GWh", "百萬度電", "吉瓦时"),
    unit("MWh", "千度電", "兆瓦时"),
    unit("TWh", "十億度電", "太瓦时"),
    unit("dB", "分貝", "分贝"),
    unit("mSv", "毫西弗", "毫西弗"),
    unit("μSv", "微西弗", "微西弗"),
    unit("Bq", "貝克", "贝克"),
    unit("ppb", "十億分之#", "十亿分之#"),
    unit("kPa", "千帕", "千帕"),
    unit("km", "公里", "千米"),
    unit("cm", "公分", "厘米"),
    unit("mm", "公釐", "毫米"),
    unit("μm", "微米", "微米"),
    unit("nm", "奈米", "纳米"),
    unit("㎡", "平方公尺", "平方米"),
    unit("㎞", "公里", "千米"),
    unit("㎏", "公斤", "千克"),
    unit("㎝", "公分", "厘米"),
    unit("㎜", "公釐", "毫米"),
    unit("ml", "毫升", "毫升"),
    unit("mL", "毫升", "毫升"),
    unit("mg", "毫克", "毫克"),
    unit("ms", "毫秒", "毫秒"),
    unit("mb", "百帕", "毫巴"),
    unit("min", "分鐘", "分钟"),
    unit("m", "公尺", "米"),
    unit("kg", "公斤", "千克"),
    unit("KG", "公斤", "千克"),
    unit("kWh", "度電", "千瓦时"),
    unit("kW", "瓩", "千瓦"),
    unit("kcal", "大卡", "千卡"),
    unit("kHz", "千赫", "千赫"),
    unit("MW", "百萬瓦", "兆瓦"),
    unit("MHz", "百萬赫", "兆赫"),
    unit("GHz", "吉赫", "吉赫"),
    unit("GW", "吉瓦", "吉瓦"),
    unit("Hz", "赫茲", "赫兹"),
    unit("hPa", "百帕", "百帕"),
    unit("ha", "公頃", "公顷"),
    unit("hrs", "小時", "小时"),
    unit("hr", "小時", "小时"),
    unit("h", "小時", "小时"),
    unit("ppm", "百萬分之#", "百万分之#"),
    unit("lbs", "磅", "磅"),
    unit("lb", "磅", "磅"),
    unit("oz", "盎司", "盎司"),
    unit("ft", "英尺", "英尺"),
    unit("in", "英寸", "英寸"),
    unit("mi", "英里", "英里"),
    unit("g", "公克", "克"),
    unit("L", "公升", "升"),
    unit("l", "公升", "升"),
    unit("s", "秒", "秒"),
    unit("t", "公噸", "吨"),
    unit("W", "瓦", "瓦"),
    unit("V", "伏特", "伏"),
    unit("°C", "攝氏#度", "#摄氏度"),
    unit("° C", "攝氏#度", "#摄氏度"),
    unit("℃", "攝氏#度", "#摄氏度"),
    unit("°F", "華氏#度", "#华氏度"),
    unit("℉", "華氏#度", "#华氏度"),
    unit("°", "度", "度"),
    unit("µg", "微克", "微克"),
    unit("μg", "微克", "微克"),
    unit("μs", "微秒", "微秒"),
    unit("µs", "微秒", "微秒"),
    unit("ns", "奈秒", "纳秒"),
    unit("dm", "公寸", "分米"),
    unit("Pa", "帕", "帕"),
    unit("MPa", "百萬帕", "兆帕"),
    unit("kJ", "千焦耳", "千焦"),
    unit("mA", "毫安培", "毫安"),
    unit("Ω", "歐姆", "欧姆"),
    unit("Ω", "歐姆", "欧姆"),
    unit("mol", "莫耳", "摩尔"),
    unit("gal", "加侖", "加仑"),
    unit("cc", "西西", "毫升"),
    unit("CC", "西西", "毫升"),
    unit("c.c.", "西西", "毫升"),
    unit("C.C.", "西西", "毫升"),
];

/// Units that have squares and cubes.
const LENGTHS: &[&str] = &["km", "m", "dm", "cm", "mm", "μm", "nm"];

/// The unit that stands at a position, and where it ends. Letters must not run on into a word.
pub fn find(text: &Text, at: usize) -> Option<(Unit, usize)> {
    let (unit, end) = one(text, at)?;
    if text.at(end) == '/'
        && let Some((per, after)) = one(text, end + 1)
        && !runs_on(text, after)
        && [&unit, &per].iter().all(|u| !u.hant.contains('#'))
    {
        let hant = format!("每{}#{}", per.hant, unit.hant);
        let hans = format!("#{}每{}", unit.hans, per.hans);
        return Some((Unit { hant: hant.into(), hans: hans.into() }, after));
    }
    (!runs_on(text, end)).then_some((unit, end))
}

/// Whether what ended in a letter goes on as a word or a code.
fn runs_on(text: &Text, end: usize) -> bool {
    is_latin(text.before(end)) && (is_latin(text.at(end)) || text.is_digit(end) || matches!(text.at(end), '-' | '&'))
}

/// A simple unit with its power.
fn one(text: &Text, at: usize) -> Option<(Unit, usize)> {
    let (entry, end) = UNITS
        .iter()
        .filter(|entry| text.starts(at, entry.written))
        .map(|entry| (entry, at + entry.written.chars().count()))
        .max_by_key(|(_, end)| *end)?;
    let power = match text.at(end) {
        '²' => 2,
        '³' => 3,
        '2' if !text.is_digit(end + 1) => 2,
        '3' if !text.is_digit(end + 1) => 3,
        _ => 1,
    };
    let (hant, hans) = match power {
        1 => ("", ""),
        _ if entry.written == "s" && !text.is_digit(end) => ("平方", "二次方"),
        _ if !LENGTHS.contains(&entry.written) => return Some((entry.into(), end)),
        2 => ("平方", "平方"),
        _ => ("立方", "立方"),
    };
    if hant.is_empty() {
        return Some((entry.into(), end));
    }
    let raised = Unit { hant: format!("{hant}{}", entry.hant).into(), hans: format!("{hans}{}", entry.hans).into() };
    Some((raised, end + 1))
}

impl From<&Entry> for Unit {
    fn from(entry: &Entry) -> Unit {
        Unit { hant: entry.hant.into(), hans: entry.hans.into() }
    }
}

impl Unit {
    /// Its name in Taiwan, if the name simply follows the number.
    pub fn plain(&self) -> Option<&str> {
        (!self.hant.contains('#')).then_some(&*self.hant)
    }

    /// Two of them are 兩.
    pub fn counts_two(&self) -> bool {
        !self.hant.contains('#')
    }

    /// The amount in this unit. A minus before degrees is "below zero" in Taiwan.
    pub fn say(&self, sign: &str, number: &str, script: Script) -> String {
        let name = match script {
            Script::Hant => &self.hant,
            Script::Hans => &self.hans,
        };
        let sign =
            if !sign.is_empty() && self.hant.ends_with('度') && script == Script::Hant { "零下" } else { sign };
        match name.split_once('#') {
            Some((before, after)) if script == Script::Hant => format!("{before}{sign}{number}{after}"),
            Some((before, after)) => format!("{sign}{before}{number}{after}"),
            None => format!("{sign}{number}{name}"),
        }
    }
}
