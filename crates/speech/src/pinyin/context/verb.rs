//! Characters that are a verb in one reading and something else in the other: 長, 處, 數, 中, 彈, 當.

use super::{Around, NUMERALS};
use crate::pinyin::Token;

/// Instruments that are plucked or struck.
const INSTRUMENTS: &[&str] =
    &["鋼琴", "吉他", "古箏", "琵琶", "貝斯", "古琴", "琴", "月琴", "奏", "唱", "電子琴", "大鍵琴", "烏克麗麗"];

/// 彈 is to play, to bounce: 彈鋼琴, 彈升五十點. Alone behind a kind of weapon it is a shell.
pub fn bounces(a: &Around) -> bool {
    let plays = a.after().is_some_and(|t| INSTRUMENTS.iter().any(|i| t.text().starts_with(i)));
    let moves = a.next_in("升跳回開起得著了指撥") && !a.before_is("n");
    // 彈出視窗, 彈到眼睛; but 飛彈到.
    let out = a.next_in("出到") && !a.previous_in("飛砲炮子炸導核槍榴流煙催彈");
    plays || moves || out
}

/// 中 is to hit or to win: 中了頭獎, 身中三刀, 對中一千元.
pub fn hits(a: &Around) -> bool {
    let won = |text: &str| text.chars().any(|c| "刀槍彈箭獎元球靶槌拳劍標碼".contains(c));
    let close: String = a.rest().take(3).flat_map(|t| t.chars.iter().copied()).collect();
    if a.number_after()
        && won(&close)
        && (a.first() || a.previous_in("身對連各共也都又再就僅只可未沒已頭胸腹背腿臂肩頸腰部臉"))
    {
        return true;
    }
    // 兩罰俱中, 三投皆中.
    if a.last() && a.previous_in("俱皆全") {
        return true;
    }
    let done = a.after().is_some_and(|t| t.chars == ['了']);
    if done && (a.first() || a.previous() == '對') {
        return true;
    }
    // 踢中門柱, 料中結果.
    if a.previous_in("踢料抽押投丟射打猜撞砸")
        && a.before().is_some_and(|t| t.chars.len() == 1)
        && !a.next_in("心央間部場文")
    {
        return true;
    }
    a.before_is("v")
        && a.before().is_some_and(|t| t.chars.len() == 1)
        && !a.previous_in("在於從自其當對")
        && (a.next_in("了的目對一") || a.number_after())
}

/// 當 is to take for: 把工廠當家, 拿命當賭注; but 把握當下, 將當選.
pub fn takes_for(a: &Around) -> bool {
    if a.next_in("成作真回做") {
        return true;
    }
    let taken = a.earlier_in_clause().take(6).any(|t| matches!(t.single(), Some('把' | '拿')));
    taken && a.after_is("nr") && !a.next_in("年天日時地局場下上")
}

/// 數 is to count: 數了三遍, 數得清, 數鈔票; behind 要, 在 and the like.
pub fn counts(a: &Around) -> bool {
    a.next_in("了著完錢鈔過起")
        || a.next() == '到' && (a.rest().nth(1).is_some_and(|t| NUMERALS.contains(t.chars[0]) || t.chars[0] == '第'))
        || a.last() && a.previous() == '又'
        || a.next_in("得不") && a.rest().nth(1).is_some_and(|t| "清出完盡到".contains(t.chars[0]))
        || a.next() == '票' && !a.previous_in("無人")
}

/// 待 is to stay: 待在家, 待了三天, 待過三隊; but 有待, 待查.
pub fn stays(a: &Around) -> bool {
    let stays = a.next_in("在了過滿得不") || a.next() == '著' || a.number_after() || a.next_in("一兩幾");
    stays && !a.previous_in("有等期善對亟尚靜擔款相看接優招")
}

/// 朝九晚五: from morning to night.
pub fn morning(a: &Around) -> bool {
    let next: String = a.rest().take(4).flat_map(|t| t.chars.iter().copied()).take(3).collect();
    let mut chars = next.chars();
    a.number_after() && chars.next().is_some() && matches!(chars.next(), Some('晚' | '暮' | '夜'))
        || a.number_after() && next.chars().nth(2).is_some_and(|c| c == '晚')
}

/// 背 is to carry: debts, a bag, a child.
pub fn carries(a: &Around) -> bool {
    let load = [
        "債", "貸", "包", "小孩", "孩", "娃", "鍋", "罪", "罵名", "行李", "老人", "老翁", "老婦", "槍", "業績", "風險",
        "媽", "爸", "嬰",
    ];
    a.next_in("著起負")
        || a.rest().take(6).any(|t| load.iter().any(|l| t.text().contains(l))) && !a.next_in("後面景信叛離書部")
}

/// 行 is a row or a trade's house: 第三行, 五十六行程式, 拍賣行; but 台北行.
pub fn row(a: &Around) -> bool {
    let numbered = a.number_before() && (a.last() || a.next_in("的") || line_of(a));
    let house = (a.last() || a.next_in("的內裡前老業負店員"))
        && a.before().is_some_and(|t| t.chars.len() > 1 && !t.part.is("S"))
        && a.previous_in(
            "販賣品油米茶銀玩木餐果材藥書車電布糧葬貨當器具料紙金魚肉菜花菸錶鏡寶董鋼鐵泥皮鞋帽傘香瓷漆琴易關儀",
        );
    // 這行飯, 幹這行.
    let trade = a.previous_in("這那哪") && (a.last() || a.next_in("飯業的做裡都"));
    numbered || house || trade
}

/// What stands in lines behind 一行 and the like: 一行小字.
const LINED: &[&str] = &[
    "字", "詩", "文字", "程式", "代碼", "小字", "大字", "警語", "標語", "英文", "中文", "日文", "留言", "筆跡", "眼淚",
    "熱淚", "淚", "白鷺", "標題", "提示", "說明", "題字", "紅字", "黑字", "座位", "簽名", "文案", "台詞", "歌詞",
    "警告", "腳印", "樹",
];

/// What 一行 counts is written, or stands in a line: 一行小字, 一行短短的文字; but 一行人, 一行二十人.
pub fn line_of(a: &Around) -> bool {
    a.rest().take(3).find(|t| !t.part.is("au") && t.chars != ['的']).is_some_and(|t| LINED.contains(&t.text().as_str()))
}

/// Verbs of winning, behind which 得了 is what was won.
const WINS: &str = "贏奪獲取拿摘斬博求覓尋購售測查錄募染患確也都曾就已又還會能可要有是想為因說";

/// A verb of one character, of which 得了 says that it can be done: 救得了, 少得了.
pub fn may_be_able(token: &Token) -> bool {
    let able = |c: char| !WINS.contains(c) && (token.part.is("v") || "少離免躲搬救幫忍大管擋逃戒".contains(c));
    token.single().is_some_and(able)
}

/// 得了 behind a verb: can be done.
pub fn can(a: &Around) -> bool {
    a.before().is_some_and(may_be_able)
}

/// 重 is again before what is done again; a blow is heavy: 重摔, 重拳.
pub fn again(a: &Around) -> bool {
    if a.next_in("達要可摔挫跌擊傷罰懲判批砲拳押創踩賞訓用視責轟踹磅砸話刑罪症病災稅兵")
    {
        return false;
    }
    a.number_before() && !a.next_in("公") || a.after_is("v") && !a.previous_in("最很太更過較嚴加從並")
}

/// 處 is to punish: 處三年徒刑, 可處上億元罰鍰; but 三處, 各處.
pub fn punishes(a: &Around) -> bool {
    let sentence =
        a.after().is_some_and(|t| ["有期", "無期", "死刑", "拘役", "罰"].iter().any(|p| t.text().starts_with(p)));
    let place = a.number_before() || a.before_is("rm");
    // 33.5公里處三車追撞: only what may be punished, or the law, stands before a sentence's length.
    let measure = a.previous_in("里尺米旁高低深遠近口角段附側央端邊界線樓層") && !a.previous_in("可應得併須");
    !place
        && !measure
        && (a.number_after() || sentence || a.next_in("以新") || a.previous_in("可應得併須") && !a.last())
}

/// 長 says how long something is. Behind a noun it is a title (縣長), before 得, 出 or 大 it is to grow.
pub fn long(a: &Around) -> bool {
    // 長這麼大.
    if a.first() && a.next_in("這那") {
        return false;
    }
    if a.previous_in("最很太更夠好") {
        return true;
    }
    // 議長江文達, 里長安志強: a title before a name.
    if !a.first() && a.after_is("N") {
        return false;
    }
    if a.next_in("得出大成滿了高到") || a.next_in("痘瘤斑瘡癬膿疣繭蝨黴霉牙芽蟲") {
        return false;
    }
    // 每年可長三公分, 又長高: to grow.
    if a.previous_in("可能會再又還已才僅約只多") && a.number_after() && a.previous_in("可能會再又還已")
    {
        return false;
    }
    if a.next_in("浪卷片文篇途夜程距壽效尾廊椅桌凳裙褲袖髮腿征跑泳號假") {
        return true;
    }
    // 當心長浪, 黑色長禮服: before what is long; an office before it makes a title of it.
    let office = a.previous_in(
        "局處署部會廳院所校館團隊室科股組課站廠場系段台臺幫務續行社司州省市縣區鄉鎮村里鄰船艦機警班排連營旅師軍",
    );
    if !office && a.after().is_some_and(|t| t.part.is("n") && t.chars.len() > 1) {
        return true;
    }
    let titled = office || a.before().is_some_and(|t| t.part.is("nNS") || t.chars.len() > 1 && t.part.is("?vlj"));
    !titled || a.number_after() || a.previous_in("很最太較更不約全身之極尺里年月") || a.next_in("約達逾近短而度")
}

/// What rates are of: 蓄水率, 野放率.
const RATES: &str = "比機效頻利稅匯速曲功失得投命勝打守攻毛淨良產殖成死生出離結就業增漲跌費折轉滲普錄准支滿使佔占住回收蓄水放容透席擊壘球診察治癒亡育果活動載客乘座";

/// 率 is to lead: someone stands before it and those led after it.
pub fn leads(a: &Around) -> bool {
    // 盧秀燕率市府團隊, 董座率一級主管: who is led stands close behind.
    let led = a.rest().take(6).any(|t| t.chars.last().is_some_and(|c| "隊團軍員官眾兵警管層".contains(*c)));
    let rate = a.number_before() || a.previous_in(RATES);
    if led && !rate && !a.next_in("為達約僅從由降升超低高創增減上下是的") {
        return true;
    }
    let someone = a.before().is_none_or(|t| {
        t.part.is("Nrd") || t.chars.last().is_some_and(|c| "長員人隊團軍家練席統理帥將官王授手裁".contains(*c))
    });
    someone
        && !a.last()
        && !a.number_after()
        && !a.next_in(
            "為達約僅從由降升超低高創持增減上下也是不已最較與和及的以在逾近跌落回均亦仍則只剩更破之預飆都會將有",
        )
}
