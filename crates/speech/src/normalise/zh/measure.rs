//! Measure words: before which of them two is 兩, and before which a number counts at all.

use super::Script;
use super::text::Text;

/// Words before which two is 兩: things counted, and spans of time that are not dates.
const COUNTED: &[&str] = &[
    "個", "个", "人", "名", "位", "次", "件", "家", "間", "间", "張", "张", "輛", "辆", "台", "臺", "架", "艘", "棟",
    "栋", "座", "條", "条", "隻", "只", "頭", "头", "匹", "本", "份", "篇", "部", "場", "场", "項", "项", "種", "种",
    "類", "类", "款", "組", "组", "隊", "队", "支", "枝", "把", "包", "箱", "瓶", "杯", "碗", "顆", "颗", "粒", "塊",
    "块", "片", "層", "层", "道", "扇", "口", "所", "筆", "笔", "套", "對", "对", "雙", "双", "波", "輪", "轮", "屆",
    "届", "派", "方", "側", "侧", "岸", "國", "国", "黨", "党", "院", "地", "縣", "县", "州", "校", "案", "天", "週",
    "周", "個月", "年", "小時", "小时", "分鐘", "分钟", "秒鐘", "秒钟", "夜", "晚", "點", "点", "刻", "歲", "岁", "倍",
    "成", "度", "元", "圓", "毛", "角", "萬", "億", "兆", "千", "百", "万", "亿", "公里", "公尺", "公分", "公斤",
    "公噸", "公頃", "公升", "公克", "噸", "吨", "坪", "甲", "英里", "英尺", "海里", "米", "斤", "磅", "美元", "歐元",
    "英鎊", "日圓", "港元", "票", "席", "劑", "剂", "檔", "週年", "周年", "梯", "則", "则", "集", "盒", "袋", "滴",
    "戶", "户", "枚", "起", "宗", "句", "遍", "趟", "步", "桶", "聲", "声", "樣", "样", "邊", "边", "者", "字", "站",
    "段", "節", "节", "局", "盤", "盘", "分之", "線道", "大", "首", "堂", "科", "格", "排", "列", "處", "任", "幕",
    "床", "桌", "城", "店", "房", "廳", "衛", "廠", "面", "團", "回", "班次", "班機", "發", "尊", "幅", "冊", "卷",
    "餐", "頓", "招", "碼", "拳", "通", "串", "束", "株", "棵", "根", "尾", "頁", "刀", "腳", "人份", "車次", "航次",
];
/// As [`COUNTED`], of three characters and more.
const COUNTED_LONG: &[&str] = &["線車道", "班列車"];

/// Words that begin like a counted thing, but before which two stays 二.
const NOT_COUNTED: &[&str] = &[
    "年級", "年级", "年度", "年期", "分之", "月", "號", "号", "樓", "楼", "日", "等", "級", "级", "點零", "成員", "百",
    "地號", "國中", "大二", "班級", "處女", "門診", "任期", "衛星", "衛生", "房屋", "房東", "發球", "排座",
];
const NOT_COUNTED_LONG: &[&str] = &["度空間"];

/// Behind these 分 is a minute of the clock or of a degree, and two of them are no 兩: 7點2分.
const CLOCK: &[char] = &['點', '時', '鐘', '度', '刻', '成'];

/// A measure word stands here: whatever number is before it counts something.
pub fn is_counted(text: &Text, at: usize) -> bool {
    text.one_of(at, COUNTED).is_some() || text.one_of(at, COUNTED_LONG).is_some()
}

/// Two things are counted: a measure word follows, and nothing before makes it a place in an order.
pub fn counts(text: &Text, i: usize, end: usize) -> bool {
    let next = text.skip_space(end);
    if is_ranked(text, i) {
        return false;
    }
    if matches!(text.before(i), '第' | '.' | '-' | '之' | '十' | '百' | '星' | '週' | '期')
        || text.before(i).is_ascii_alphanumeric()
    {
        return false;
    }
    // Hundreds of two are 兩百 in Taiwan only.
    if text.at(next) == '百' {
        return text.script == Script::Hant;
    }
    // A school's second class of the second year; but 2年7個月 is a span.
    if text.at(next) == '年' && text.is_digit(next + 1) {
        let months = text.skip_space(text.digits_end(next + 1));
        return text.starts(months, "個月") || text.starts(months, "个月");
    }
    // 2分02秒 is a span too, unless an hour stands before it.
    if text.at(next) == '分' && text.is_digit(next + 1) {
        return text.at(text.digits_end(next + 1)) == '秒' && !matches!(text.before(i), '時' | '点' | '點' | '时');
    }
    // 再添2分, 2分之差: points, or minutes that went by; but 2分之1.
    let part = text.at(next + 1) == '之' && !matches!(text.at(next + 2), '差' | '遙');
    let point = text.at(next) == '分' && !part && !"鐘球級線區法音類鏡裂化別".contains(text.at(next + 1));
    if point && text.script == Script::Hant && !CLOCK.contains(&text.before(i)) {
        return true;
    }
    if [NOT_COUNTED, NOT_COUNTED_LONG].iter().any(|words| text.one_of(next, words).is_some()) {
        return false;
    }
    if text.script == Script::Hant && (is_tallied(text, next) || is_played(text, i, next)) {
        return true;
    }
    // 2分砲, 2分打點.
    if text.at(next) == '分' && (matches!(text.at(next + 1), '砲' | '炮' | '彈') || text.starts(next + 1, "打點"))
    {
        return true;
    }
    // A date, not a span: 2年3月 has a month after it.
    is_counted(text, next)
}

/// 第1、2名: a list that begins with 第 puts all its numbers in order.
fn is_ranked(text: &Text, i: usize) -> bool {
    const FARTHEST: usize = 30;
    let farthest = i.saturating_sub(FARTHEST);
    let mut at = i;
    while at > farthest && (text.is_digit(at - 1) || matches!(text.before(at), '、' | '及' | '和' | '與' | '与' | '或'))
    {
        at -= 1;
    }
    at < i && text.before(at) == '第'
}

/// 2戰全勝, 近2戰, 2出局, 2連敗, 2勝1敗: what is counted in sport; 二戰 by itself is the war.
fn is_played(text: &Text, i: usize, at: usize) -> bool {
    const OUTCOMES: &[&str] = &[
        "全勝", "全敗", "皆", "都", "連勝", "連敗", "合計", "共", "累計", "未", "無", "勝", "敗", "分別", "先發", "各",
        "僅", "只", "就", "轟", "吞",
    ];
    const SOME: &[char] = &['前', '近', '這', '首', '頭', '後', '連', '此', '剩', '共'];
    match text.at(at) {
        '戰' => {
            let told = text.one_of(at + 1, OUTCOMES).is_some() || text.is_digit(at + 1);
            told || SOME.contains(&text.before(i)) && !"後時期結爆".contains(text.at(at + 1))
        }
        '出' => text.at(at + 1) == '局',
        '連' => matches!(text.at(at + 1), '勝' | '敗'),
        '勝' | '敗' => !matches!(text.at(at + 1), '部' | '利' | '訴' | '壘'),
        _ => false,
    }
}

/// 2死12傷, 2男1女, 2階段: counted without a measure word.
fn is_tallied(text: &Text, at: usize) -> bool {
    // Two outs in baseball are 二死.
    let dead = text.at(at) == '死' && !matches!(text.at(at + 1), '滿' | '一' | '二' | '三' | '後' | '時' | '壘');
    let people = matches!(text.at(at), '男' | '女' | '傷') && !matches!(text.at(at + 1), '中' | '單' | '雙' | '子');
    dead || people || text.starts(at, "階段")
}
