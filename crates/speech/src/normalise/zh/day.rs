//! A month and day with a stroke between, 11/17, which may as well be a fraction.

use super::date::small;
use super::number::digits;
use super::text::{Text, is_dash, is_han};
use super::{Said, Script};

/// Words before a month and day that say it is a date and no fraction.
const BEFORE_A_DAY: &[&str] = &[
    "於", "在", "自", "從", "至", "到", "今", "昨", "明", "日期", "于", "从", "預計", "預定", "排定", "訂", "定",
    "將在", "截至", "期限", "延至",
];

/// Words behind a month and day that say the same.
const AFTER_A_DAY: &[&str] = &[
    "抵", "登場", "登场", "開", "开", "上映", "上市", "上架", "上線", "上线", "上路", "召開", "召开", "舉行", "举行",
    "舉辦", "举办", "截止", "晚", "早", "上午", "下午", "凌晨", "深夜", "清晨", "傍晚", "中午", "宣判", "投票", "生效",
    "公布", "公告", "發布", "发布", "發售", "发售", "直播", "播出", "首播", "首映", "首演", "出發", "返台", "除息",
    "除權", "閉幕", "闭幕", "落幕", "揭幕", "揭曉", "出刊", "出爐", "當天", "當日", "当天", "当日", "起", "迄", "止",
    "就職", "就职", "國慶", "国庆", "連假", "補班", "補課", "選舉", "大選", "決賽", "公投", "施行", "實施", "啟用",
    "啟動", "通車", "動工", "完工", "恢復", "停班", "停課", "週", "星期", "周",
];

/// Words for what happened on a day that has become its name, each digit said: 9/11事件.
const EVENTS: &[&str] = &["事件", "恐攻", "恐怖", "慘案", "惨案", "學運", "屠殺", "地震", "大地震", "強震"];

/// Words before a fraction: 約1/3.
const BEFORE_A_SHARE: &[&str] = &[
    "約", "约", "逾", "近", "佔", "占", "剩", "前", "超過", "超过", "不到", "至少", "僅", "仅", "有", "了", "率",
    "比例",
];

/// What only a share has behind it.
const SHARES: &[&str] = &[
    "的", "分", "人", "強", "席", "票", "股", "個", "个", "名", "以上", "以下", "左右", "命", "投", "決定", "杯", "匙",
    "公", "比", "段", "量", "价", "價", "法", "定律", "小時", "年", "月", "拍", "頁", "集", "張", "元", "萬", "億",
    "歲", "度", "級", "樓", "號", "班", "等", "折", "超商", "門市", "吋", "圈", "局",
];

/// Signs that end in 節 and are no feast.
const NO_FEAST: &str = "季章環环細细情關关調调枝音時时禮礼過过";

/// How many characters behind the day the name of its feast may end.
const LONGEST_FEAST: usize = 7;

/// 11/17 or 11/3–11/5 where it is plain that a day is meant: in brackets, after a word of time, before what happens
/// then, or because no fraction is written so.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    if matches!(text.before(i), '/' | '.' | ',') {
        return None;
    }
    let day = Day::at(text, i)?;
    let end = day.end;
    let said = day.spoken(text.script);
    let joins = is_dash(text.at(end)) || matches!(text.at(end), '至' | '到');
    if joins && let Some(second) = Day::at(text, end + 1) {
        let to = if text.at(end) == '至' { '至' } else { '到' };
        return Some(Said::new(second.end, format!("{said}{to}{}", second.spoken(text.script))));
    }
    if text.one_of(end, EVENTS).is_some() {
        return Some(Said::new(end, digits(&format!("{}{}", day.month, day.day))));
    }
    let bracketed = matches!(text.before(i), '(' | '（') && matches!(text.at(end), ')' | '）' | '，' | ',' | ' ');
    let weekday = matches!(text.at(end), '(' | '（')
        && matches!(text.at(end + 1), '一' | '二' | '三' | '四' | '五' | '六' | '日' | '週' | '周');
    let told = BEFORE_A_DAY.iter().any(|word| text.ends_before(i, word)) && text.at(end) != '的';
    let share = BEFORE_A_SHARE.iter().any(|word| text.ends_before(i, word)) || text.one_of(end, SHARES).is_some();
    // 前 is before a day, but not before the third that is in front.
    let before = text.at(end) == '前' && !matches!(text.at(end + 1), '段' | '面' | '的');
    let happens = text.one_of(end, AFTER_A_DAY).is_some() || before || is_feast(text, end);
    let odd = text.script == Script::Hant && is_han(text.at(end)) && day.is_no_fraction();
    (bracketed || weekday || told || !share && (happens || odd)).then(|| Said::new(end, said))
}

/// The name of a feast follows: 父親節, 世界地球日.
fn is_feast(text: &Text, end: usize) -> bool {
    let world = text.one_of(end, &["世界", "國際", "国际"]).is_some();
    let name = (end..end + LONGEST_FEAST).take_while(|&n| is_han(text.at(n)) && text.at(n) != '的');
    name.skip(1).any(|n| match text.at(n) {
        '節' | '节' => !NO_FEAST.contains(text.at(n - 1)),
        '日' => world || text.ends_before(n, "紀念") || text.ends_before(n, "纪念"),
        _ => false,
    })
}

/// A month and day, and where they end.
struct Day {
    month: u32,
    day: u32,
    end: usize,
}

impl Day {
    fn at(text: &Text, i: usize) -> Option<Day> {
        let (month, end) = text.value(i, 2, 1..=12)?;
        if text.at(end) != '/' {
            return None;
        }
        let (day, end) = text.value(end + 1, 2, 1..=31)?;
        (!matches!(text.at(end), '/' | '.' | '%')).then_some(Day { month, day, end })
    }

    fn spoken(&self, script: Script) -> String {
        format!("{}月{}日", small(self.month, script), small(self.day, script))
    }

    /// Nobody writes these two numbers as a share: it is one or more, could be written shorter, or has parts that
    /// nobody divides by.
    fn is_no_fraction(&self) -> bool {
        let common = (2..=self.month).any(|n| self.month.is_multiple_of(n) && self.day.is_multiple_of(n));
        self.month >= self.day || common || self.month > 1 && self.day > 10
    }
}
