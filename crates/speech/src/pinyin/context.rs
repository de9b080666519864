//! Characters with several readings that stand alone: the words around them decide.

mod across;
mod leave;
mod particle;
mod verb;

use super::Token;
use leave::{holiday, idle};
use particle::{de, gives_back, how, wei};
use verb::{
    again, bounces, can, carries, counts, hits, leads, line_of, long, may_be_able, morning, punishes, row, stays,
    takes_for,
};

/// Gives single characters the reading that their neighbours ask for.
pub fn settle(tokens: &mut [Token]) {
    for i in 0..tokens.len() {
        let around = Around { tokens, i };
        // The length of a road, where 總長 by itself is a prosecutor or a chief of staff.
        if tokens[i].chars == ['總', '長'] && (around.number_after() || around.next_in("約達度逾近")) {
            tokens[i].syllables[1] = "chang2";
            continue;
        }
        if let Some((at, reading)) = inside(&tokens[i], &around) {
            for (n, syllable) in reading.iter().enumerate() {
                tokens[i].syllables[at + n] = syllable;
            }
            continue;
        }
        let Some(c) = tokens[i].single() else { continue };
        if let Some(reading) = reading(c, &around) {
            tokens[i].syllables[0] = reading;
        }
    }
}

/// Words of two characters that are two words, or another one, where something else stands beside them: from which
/// character on, and what is read there.
fn inside(token: &Token, a: &Around) -> Option<(usize, &'static [&'static str])> {
    let next = a.next();
    match token.text().as_str() {
        // 還得起, 還得出: can pay back.
        "還得" if "起出完清".contains(next) && next != '\0' => Some((0, &["huan2", "de5"])),
        // 那還得了: it would be terrible; but 這筆債還得了嗎.
        "還得" if next == '了' && a.earlier_in_clause().take(FARTHEST_DEBT).any(owed) => {
            Some((0, &["huan2", "de5"]))
        }
        "了" if a.earlier_in_clause().next().is_some_and(|t| t.text() == "還得")
            && a.earlier_in_clause().take(FARTHEST_DEBT).any(owed) =>
        {
            Some((0, &["liao3"]))
        }
        "還得" if a.after().and_then(Token::single) == Some('了') => Some((0, &["hai2", "de2"])),
        "得了" if a.previous() == '還' && a.last() && !a.earlier_in_clause().nth(1).is_some_and(owed) => {
            Some((0, &["de2", "liao3"]))
        }
        // 氣溫高時長得最快, 孩子長得快.
        "時長" | "年長" | "身長" | "體長" if next == '得' => Some((1, &["zhang3"])),
        // 穿著制服, but 他的穿著.
        "穿著" if !a.last() && !a.previous_in("的其些種") && !a.next_in("打風品習時的是與和也都很十得講隨輕正簡") => {
            Some((1, &["zhe5"]))
        }
        // 買得到, 找得到: two words.
        "得到"
            if a.before()
                .and_then(Token::single)
                .is_some_and(|c| "買看聽吃做拿找收辦猜用學等摸追趕達碰料感住打領坐租借穿騎掛排抽搭跑".contains(c)) =>
        {
            Some((0, &["de5"]))
        }
        // 這一行飯, 第一行, 一行小字.
        "一行" if a.previous_in("這那哪第") || line_of(a) => Some((1, &["hang2"])),
        // 正當大家…時: just as, not "proper".
        "正當" if a.first() && a.rest().any(|t| matches!(t.chars.last(), Some('時' | '際' | '刻' | '候'))) => {
            Some((1, &["dang1"]))
        }
        // 與友人同行, but 同行競爭.
        "同行"
            if a.earlier_in_clause().any(|t| matches!(t.single(), Some('與' | '和' | '跟' | '由' | '有')))
                || a.previous_in("起伴人隨路友妻女子陪")
                || a.next_in("友好的者男女旅遊家親朋還夥乘") =>
        {
            Some((1, &["xing2"]))
        }
        // 教會他如何傳球, 教會學生下棋, but 教會長老, 教會學校.
        "教會"
            if ("我你妳他她".contains(next) && next != '\0'
                || a.after().is_some_and(|t| TAUGHT.contains(&t.text().as_str())))
                && a.rest().nth(1).is_some_and(|t| !t.part.is("u")) =>
        {
            Some((0, &["jiao1", "hui4"]))
        }
        // 救得了別人: can; but 他得了獎, 贏得了比賽.
        "得了" if can(a) => Some((0, &["de5", "liao3"])),
        // 他沒空想成績.
        "空想" if a.previous() == '沒' => Some((0, &["kong4"])),
        // 政府還給不出說法.
        "還給" if next == '不' => Some((0, &["hai2"])),
        // 主隊得了八十八分.
        "得了" if a.number_after() => Some((0, &["de2"])),
        _ => across::inside(a),
    }
}

/// Words between a debt and its paying back: 房貸要還得了.
const FARTHEST_DEBT: usize = 3;

/// What is to be paid back.
fn owed(token: &Token) -> bool {
    token.chars.last().is_some_and(|c| "債貸款".contains(*c))
}

/// The neighbours of a word inside its clause.
struct Around<'a> {
    tokens: &'a [Token],
    i: usize,
}

impl Around<'_> {
    fn before(&self) -> Option<&Token> {
        if self.i > 0 && self.tokens[self.i].joined { self.tokens.get(self.i - 1) } else { None }
    }

    fn after(&self) -> Option<&Token> {
        self.tokens.get(self.i + 1).filter(|t| t.joined)
    }

    fn before_is(&self, parts: &str) -> bool {
        self.before().is_some_and(|t| t.part.is(parts))
    }

    fn after_is(&self, parts: &str) -> bool {
        self.after().is_some_and(|t| t.part.is(parts))
    }

    /// The character just before.
    fn previous(&self) -> char {
        self.before().and_then(|t| t.chars.last().copied()).unwrap_or('\0')
    }

    /// The character just after.
    fn next(&self) -> char {
        self.after().and_then(|t| t.chars.first().copied()).unwrap_or('\0')
    }

    fn next_in(&self, characters: &str) -> bool {
        characters.contains(self.next())
    }

    fn previous_in(&self, characters: &str) -> bool {
        characters.contains(self.previous())
    }

    fn first(&self) -> bool {
        self.before().is_none()
    }

    fn last(&self) -> bool {
        self.after().is_none()
    }

    fn number_before(&self) -> bool {
        self.previous_in(NUMERALS)
    }

    fn number_after(&self) -> bool {
        self.next_in(NUMERALS)
    }

    /// A quotation or a title ends just before.
    fn quoted(&self) -> bool {
        self.tokens[self.i].quoted
    }

    /// A Latin word stands just before.
    fn lettered(&self) -> bool {
        self.tokens[self.i].lettered
    }

    /// The words before this one, nearest first, also beyond commas and quotation marks.
    fn earlier(&self) -> impl Iterator<Item = &Token> {
        self.tokens[..self.i].iter().rev().take(LONGEST_CLAUSE)
    }

    /// The words before this one in its clause, nearest first.
    fn earlier_in_clause(&self) -> impl Iterator<Item = &Token> {
        let mut joined = self.tokens[self.i].joined;
        self.tokens[..self.i]
            .iter()
            .rev()
            .take(LONGEST_CLAUSE)
            .take_while(move |t| std::mem::replace(&mut joined, t.joined))
    }

    /// The two characters before are the same: 靜靜地.
    fn doubled(&self) -> bool {
        let mut characters = self.earlier_in_clause().flat_map(|t| t.chars.iter().rev());
        let last = characters.next();
        last.is_some() && last == characters.next()
    }

    /// The words after this one, to the end of the clause or as far as a clause goes.
    fn rest(&self) -> impl Iterator<Item = &Token> {
        self.tokens[self.i + 1..].iter().take_while(|t| t.joined).take(LONGEST_CLAUSE)
    }
}

/// Words looked at after a character; text without marks must not cost its length squared.
const LONGEST_CLAUSE: usize = 40;

const NUMERALS: &str = "零〇一二三四五六七八九十百千萬億兆兩半幾数數几万亿两";

/// The reading of a single character here; `None` leaves its usual one.
fn reading(c: char, a: &Around) -> Option<&'static str> {
    match c {
        '得' => Some(de(a)),
        '地' if how(a) => Some("de5"),
        '為' | '为' => Some(wei(a)),
        '還' | '还' if gives_back(a) => Some("huan2"),
        '長' | '长' => Some(if long(a) { "chang2" } else { "zhang3" }),
        '重' if again(a) => Some("chong2"),
        '彈' | '弹' if bounces(a) => Some("tan2"),
        '中' if hits(a) => Some("zhong4"),
        '當' | '当' if takes_for(a) => Some("dang4"),
        '數' | '数' if counts(a) => Some("shu3"),
        '待' if stays(a) => Some("dai1"),
        '朝' if morning(a) => Some("zhao1"),
        '行' if row(a) => Some("hang2"),
        // 發回更一審, 更二審.
        '更' if a.number_after() && a.rest().take(2).any(|t| t.chars.contains(&'審')) => Some("geng1"),
        '都' if a.number_before() && (a.last() || a.next_in("的市選首之內外合改更")) => Some("du1"),
        '宿' if a.number_before() && (a.last() || a.next_in("的、")) => Some("xiu3"),
        '空' if idle(a) => Some("kong4"),
        '樂' | '乐' if a.previous_in("音管弦軍鼓器古典室電爵配") => Some("yue4"),
        '著' | '着' if writes(a) => Some("zhu4"),
        '給' | '给' if a.previous_in("自供補配發") && a.last() => Some("ji3"),
        '率' => Some(if leads(a) { "shuai4" } else { "lü4" }),
        '種' | '种' if a.next() == '的' && a.previous_in("我你他她們親家農媽爸") => Some("zhong4"),
        '種' | '种' => Some(
            if !a.number_before()
                && !a.before_is("rm")
                && !a.previous_in("各多某這那此該每同何品")
                && (a.after_is("n") || a.next_in("了的過下回滿出起入進好完"))
            {
                "zhong4"
            } else {
                "zhong3"
            },
        ),
        // 名將, 三將: the adverb never ends its clause.
        '將' | '将' if a.last() && !a.first() || a.next_in("們们") => Some("jiang4"),
        // 吐實, 吐苦水: out of the mouth, but not of the stomach.
        '吐' if a.next_in("出實露槽氣絲舌苦口心痰息納真煙菸") => Some("tu3"),
        '縫' | '缝' if a.last() && a.before_is("n") => Some("feng4"),
        '鋪' | '舖' if a.last() && a.before_is("n") => Some("pu4"),
        '盛' if a.next_in("起著在滿入進出好湯飯了") => Some("cheng2"),
        '降' if a.previous_in("軍敵寇") && (a.last() || a.next() == '了') => Some("xiang2"),
        '倒' if a.before_is("v") && a.before().is_some_and(|t| t.chars.len() == 1) || a.next_in("了在地臥") => {
            Some("dao3")
        }
        '處' | '处' => Some(if punishes(a) { "chu3" } else { "chu4" }),
        '調' | '调' => Some(
            if a.last() && a.previous_in("古老舊小同變走定語音情筆主副升外互平借")
                || a.next_in("查派往來回離任職閱兵動度走用取卷借出包頭虎撥集")
                || a.after_is("NS")
                || across::moved(a)
            {
                "diao4"
            } else {
                "tiao2"
            },
        ),
        '應' | '应'
            if a.after_is("nr")
                && a.rest().any(|t| ["要求", "之邀", "邀請", "請求", "邀"].contains(&t.text().as_str())) =>
        {
            Some("ying4")
        }
        '只' if a.number_before() => Some("zhi1"),
        '分' if a.previous_in("成水養本名緣") => Some("fen4"),
        '差' if a.last() && a.previous_in("份兼") => Some("chai1"),
        '著' | '着' if wears(a) => Some("zhuo2"),
        '量' if a.next_in("血體身尺了完過")
            || a.next_in("到出得") && (!a.before_is("n") || a.previous_in("壓溫重圍糖")) =>
        {
            Some("liang2")
        }
        '假' if holiday(a) => Some("jia4"),
        '教' if a.after().is_some_and(|t| TAUGHT.contains(&t.text().as_str()))
            && a.rest().nth(1).is_some_and(|t| t.part.is("v")) =>
        {
            Some("jiao1")
        }
        '教' if a.before_is("n") && (a.last() || a.next_in("徒派會的")) => Some("jiao4"),
        '乾' if a.next() == '隆' => Some("qian2"),
        '傳' | '传' if a.previous_in("自列外正") && (a.last() || a.next_in("的》」")) => Some("zhuan4"),
        '難' | '难' if a.previous_in("遇罹受空海山船礦") => Some("nan4"),
        '背' if carries(a) => Some("bei1"),
        '切' if a.previous_in("一心") => Some("qie4"),
        '沒' | '没' if a.previous_in("淹沉吞") => Some("mo4"),
        '著' | '着' if a.previous_in("睡找猜碰見摸用不") && (a.last() || a.next_in("了的邊頭")) => {
            Some("zhao2")
        }
        '了' if a.previous_in("不得") && (a.last() || a.next_in("的多解")) => Some("liao3"),
        '了' if a.previous() == '得' && a.earlier_in_clause().nth(1).is_some_and(may_be_able) => Some("liao3"),
        // With a knife, as it is said; 削減 and 瘦削 are words of their own.
        '削' if a.next_in("竹木皮尖薄鉛蘋梨果甘蔗掉好著得成") && !a.previous_in("剝剥瘦切刪") => {
            Some("xiao1")
        }
        '壓' | '压' => Some("ya1"),
        _ => None,
    }
}

/// Who is taught: before what they learn, 教 and 教會 are verbs.
const TAUGHT: &[&str] = &[
    "學生", "孩子", "小孩", "民眾", "長輩", "老人", "學員", "農民", "大家", "學童", "兒子", "女兒", "媽媽", "新人",
    "我們", "他們",
];

/// 著 at the head of what someone wrote: 著有《…》, 王大明著.
fn writes(a: &Around) -> bool {
    let author =
        a.next() == '有' && a.before().is_some_and(|t| t.part.is("Nn") && t.chars.len() > 1 && !t.part.is("v"));
    author || a.next_in("有書") && (a.first() || a.previous_in("他她並曾亦也另還者等")) || a.last() && a.before_is("N")
}

/// 著 is to wear: 嫌犯著黑衣.
fn wears(a: &Around) -> bool {
    let clothes = |t: &Token| t.chars.last().is_some_and(|c| "衣褲裙裝鞋服帽衫".contains(*c));
    // The particle never begins a clause: 、著深色外套. Letters may part the verb from the clothes: 著A級防護衣.
    a.first() && !a.last() || a.before_is("nNr") && a.tokens[a.i + 1..].iter().take(5).any(clothes)
}
