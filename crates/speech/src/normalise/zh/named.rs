//! Numbers that are names though nothing before them says so: bus 307, 95 petrol, the 921 quake, 79 off a hundred.

use super::Said;
use super::measure::is_counted;
use super::number::digits;
use super::text::{Text, is_han, is_latin};

/// Signs and words between the numbers of a list: 92、95及98無鉛.
const JOINERS: &[char] = &['、', '及', '和', '與', '或', '跟', '至', '到'];

/// What may stand behind a bus's number and belongs to it: 307區.
const BUS_SUFFIXES: &[char] = &['區', '路', '線', '號', '副', '延', '直'];

/// How far behind a number the word may stand that makes it one to be dialled: 165反詐騙諮詢專線.
const LONGEST_LINE_NAME: usize = 10;

const PETROL: &[&str] = &["92", "95", "98"];
const BUSES: &[&str] = &["公車", "客運", "路線", "巴士", "接駁車", "公车"];
const ROADS: &[&str] = &["縣道", "市道", "鄉道", "省道", "區道"];
const BRANCH_ROADS: &[&str] = &["縣道", "市道", "鄉道", "區道", "甲線", "乙線", "丙線", "甲縣道", "甲市道"];
const LINES: &[&str] = &["專線", "熱線", "专线", "热线"];
const TOWER: &[&str] = &["大樓", "煙火", "觀景", "購物", "跨年"];
/// Named by the day on which they happened or happen.
const EVENTS: &[&str] = &[
    "地震",
    "大地震",
    "強震",
    "震災",
    "事件",
    "慘案",
    "學運",
    "恐攻",
    "就職",
    "演說",
    "購物",
    "連假",
    "檔期",
    "公投",
    "大罷免",
    "罷免",
    "革命",
    "風災",
    "水災",
    "氣爆",
    "紀念日",
    "空難",
    "運動",
    "大遊行",
    "遊行",
    "花蓮",
    "台南",
    "臺南",
    "兒童節",
    "婦女節",
    "國慶",
];
const AGENCIES: &[&str] = &["人力銀行", "租屋網", "售屋網", "房屋網"];

/// What is known by its year of Taiwan's calendar: 108課綱.
const SCHOOL: &[&str] = &["課綱", "新課綱", "學測", "指考", "分科", "會考", "統測", "聯招"];
/// Numbers for help, and what stands behind them: 110報案.
const HELP: &[&str] = &["110", "112", "113", "119", "120", "122", "165"];
const HELPS: &[&str] =
    &["報案", "报案", "報警", "报警", "急救", "火警", "救護", "消防", "求救", "求助", "接報", "勤務"];

/// A number that names something, said digit by digit.
pub fn read(text: &Text, i: usize) -> Option<Said> {
    let (number, end) = text.digits(i, 2, 4)?;
    let before = text.before(i);
    if is_latin(before) || matches!(before, '.' | ',' | '-' | '/' | ':') && i >= 2 && !is_han(text.at(i - 2)) {
        return None;
    }
    if matches!(text.at(end), '.' | ',' | '%' | ':' | '/') && text.is_digit(end + 1) || text.at(end) == '%' {
        return None;
    }
    let list = List::around(text, i, end);
    let named = match number.len() {
        2 => list.is_petrol(text, &number) || is_discount(text, &list, &number),
        _ => {
            list.is_bus(text)
                || list.is_line(text)
                || number.len() == 3 && is_road(text, i, end)
                || number == "101" && is_tower(text, i, end)
                || is_event(text, &number, end)
                || text.one_of(end, AGENCIES).is_some()
                || number.len() == 3 && text.one_of(end, SCHOOL).is_some()
                || HELP.contains(&number.as_str()) && text.one_of(end, HELPS).is_some()
                || before == '碼' && !is_counted(text, end)
        }
    };
    // 500路 is 五百路: a round number is no row of digits.
    let round = number.len() == 3 && number.ends_with("00") && (list.is_bus(text) || is_road(text, i, end));
    // 打擊率1成87, where the rest is 8 and 7 hundredths.
    let rest = before == '成' && text.is_digit(i.wrapping_sub(2)) && number.len() == 2;
    (named && !round || rest && !is_counted(text, end)).then(|| Said::new(end, digits(&number)))
}

/// Characters to either side of a number that are looked at for others; no list of bus lines is longer, and each of
/// its numbers is looked at like this.
const FARTHEST: usize = 200;

/// Numbers side by side: where the first begins and the last ends.
struct List {
    from: usize,
    to: usize,
}

impl List {
    fn around(text: &Text, from: usize, to: usize) -> List {
        let (first, last) = (from.saturating_sub(FARTHEST), to + FARTHEST);
        let (mut from, mut to) = (from, to);
        // Backwards: 、 and before it digits, perhaps with a suffix.
        while from > 1 && from > first && JOINERS.contains(&text.at(from - 1)) {
            let suffix = usize::from(BUS_SUFFIXES.contains(&text.at(from - 2)));
            let end = from - 1 - suffix;
            let mut start = end;
            while text.is_digit(start.wrapping_sub(1)) {
                start -= 1;
            }
            if start == end {
                break;
            }
            from = start;
        }
        loop {
            let suffix = usize::from(BUS_SUFFIXES.contains(&text.at(to)));
            let next = to + suffix + 1;
            if to > last || !JOINERS.contains(&text.at(to + suffix)) || !text.is_digit(next) {
                return List { from, to };
            }
            to = text.digits_end(next);
        }
    }

    fn is_petrol(&self, text: &Text, number: &str) -> bool {
        let fuels = ["無鉛", "汽油", "高級汽油"];
        PETROL.contains(&number)
            && (text.one_of(self.to, &fuels).is_some() || fuels.iter().any(|f| text.ends_before(self.from, f)))
    }

    fn is_bus(&self, text: &Text) -> bool {
        let after = self.to + usize::from(BUS_SUFFIXES.contains(&text.at(self.to)));
        let told = BUSES
            .iter()
            .any(|bus| text.ends_before(self.from, bus) || text.ends_before(self.from, &format!("{bus}：")));
        told && !is_counted(text, self.to) || [self.to, after].iter().any(|&at| text.one_of(at, BUSES).is_some())
    }

    /// A telephone line: 打165, 165反詐騙專線.
    fn is_line(&self, text: &Text) -> bool {
        if is_counted(text, self.to) || matches!(text.at(self.to), '多' | '餘' | '年' | '月' | '萬' | '億') {
            return false;
        }
        let dialled = matches!(text.before(self.from), '打' | '撥' | '拨');
        let name = (self.to..self.to + LONGEST_LINE_NAME).take_while(|&n| is_han(text.at(n)));
        dialled || name.into_iter().any(|n| text.one_of(n, LINES).is_some())
    }
}

/// 79折, 65折至79折: two digits of a hundred. 90折 does not occur.
fn is_discount(text: &Text, list: &List, number: &str) -> bool {
    !number.ends_with('0') && !number.starts_with('0') && text.at(list.to) == '折' && text.at(list.to + 1) != '騰'
}

fn is_road(text: &Text, i: usize, end: usize) -> bool {
    ROADS.iter().any(|road| text.ends_before(i, road)) && !is_counted(text, end)
        || text.one_of(end, BRANCH_ROADS).is_some()
}

fn is_tower(text: &Text, i: usize, end: usize) -> bool {
    (text.ends_before(i, "台北") || text.ends_before(i, "臺北")) && !is_counted(text, end)
        || text.one_of(end, TOWER).is_some()
}

/// Month and day with no mark between: 921, 0403, 1111.
fn is_event(text: &Text, number: &str, end: usize) -> bool {
    let (month, day) = number.split_at(number.len() - 2);
    let within = |part: &str, most: u32| part.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
    within(month, 12) && within(day, 31) && text.one_of(end, EVENTS).is_some()
}
