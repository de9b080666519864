//! Units written in letters and signs, with their names on either side of the strait.

use super::Script;
use super::text::{Text, is_latin};

/// A unit and how it is said.
pub struct Unit {
    written: &'static str,
    hant: &'static str,
    hans: &'static str,
}

const fn unit(written: &'static str, hant: &'static str, hans: &'static str) -> Unit {
    Unit { written, hant, hans }
}

/// `#` is where the number goes; without it the name follows the number. Longest first where one begins another.
const UNITS: &[Unit] = &[
    unit("km/h", "每小時#公里", "#千米每小时"),
    unit("kph", "每小時#公里", "#千米每小时"),
    unit("m/s", "每秒#公尺", "#米每秒"),
    unit("mph", "每小時#英里", "#英里每小时"),
    unit("μg/m³", "每立方公尺#微克", "#微克每立方米"),
    unit("µg/m³", "每立方公尺#微克", "#微克每立方米"),
    unit("μg/m3", "每立方公尺#微克", "#微克每立方米"),
    unit("mg/L", "每公升#毫克", "#毫克每升"),
    unit("mg/dL", "每分升#毫克", "#毫克每分升"),
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
    unit("km²", "平方公里", "平方千米"),
    unit("km2", "平方公里", "平方千米"),
    unit("km", "公里", "千米"),
    unit("cm²", "平方公分", "平方厘米"),
    unit("cm", "公分", "厘米"),
    unit("mm", "公釐", "毫米"),
    unit("μm", "微米", "微米"),
    unit("nm", "奈米", "纳米"),
    unit("m²", "平方公尺", "平方米"),
    unit("m2", "平方公尺", "平方米"),
    unit("m³", "立方公尺", "立方米"),
    unit("m3", "立方公尺", "立方米"),
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
];

/// The unit that stands at a position, and where it ends. Letters must not run on into a word.
pub fn find(text: &Text, at: usize) -> Option<(&'static Unit, usize)> {
    let (unit, end) = UNITS
        .iter()
        .filter(|unit| text.starts(at, unit.written))
        .map(|unit| (unit, at + unit.written.chars().count()))
        .max_by_key(|(_, end)| *end)?;
    let ends_in_letter = unit.written.chars().last().is_some_and(is_latin);
    let runs_on = ends_in_letter && (is_latin(text.at(end)) || text.is_digit(end) || matches!(text.at(end), '-' | '&'));
    (!runs_on).then_some((unit, end))
}

impl Unit {
    /// Its name in Taiwan, if the name simply follows the number.
    pub fn plain(&self) -> Option<&'static str> {
        (!self.hant.contains('#')).then_some(self.hant)
    }

    /// Two of them are 兩.
    pub fn counts_two(&self) -> bool {
        !self.hant.contains('#')
    }

    /// The amount in this unit. A minus before degrees is "below zero" in Taiwan.
    pub fn say(&self, sign: &str, number: &str, script: Script) -> String {
        let name = match script {
            Script::Hant => self.hant,
            Script::Hans => self.hans,
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
