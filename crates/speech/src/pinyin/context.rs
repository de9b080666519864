//! Characters with several readings that stand alone: the words around them decide.

use super::Token;

/// Gives single characters the reading that their neighbours ask for.
pub fn settle(tokens: &mut [Token]) {
    for i in 0..tokens.len() {
        let around = Around { tokens, i };
        // The length of a road, where 總長 by itself is a prosecutor or a chief of staff.
        if tokens[i].chars == ['總', '長'] && (around.number_after() || around.next_in("約達度逾近")) {
            tokens[i].syllables[1] = "chang2";
            continue;
        }
        let Some(c) = tokens[i].single() else { continue };
        if let Some(reading) = reading(c, &around) {
            tokens[i].syllables[0] = reading;
        }
    }
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
        '重' if a.number_before()
            || a.after_is("v") && !a.next_in("達要可") && !a.previous_in("最很太更過較嚴加從") =>
        {
            Some("chong2")
        }
        '率' => Some(if leads(a) { "shuai4" } else { "lü4" }),
        '種' | '种' => Some(
            if !a.number_before()
                && !a.before_is("rm")
                && !a.previous_in("各多某這那此該每同何品")
                && (a.after_is("n") || a.next_in("了的過下"))
            {
                "zhong4"
            } else {
                "zhong3"
            },
        ),
        '倒' if a.before_is("v") && a.before().is_some_and(|t| t.chars.len() == 1) || a.next_in("了在地") => {
            Some("dao3")
        }
        '處' | '处' => Some(if punishes(a) { "chu3" } else { "chu4" }),
        '調' | '调' => Some(if a.next_in("查派往來離任職閱兵動度走用取卷借") || a.after_is("NS") {
            "diao4"
        } else {
            "tiao2"
        }),
        '應' | '应'
            if a.after_is("nr")
                && a.rest().any(|t| ["要求", "之邀", "邀請", "請求", "邀"].contains(&t.text().as_str())) =>
        {
            Some("ying4")
        }
        '只' if a.number_before() => Some("zhi1"),
        '中' if a.before_is("v")
            && a.before().is_some_and(|t| t.chars.len() == 1)
            && !a.previous_in("在於從自其當")
            && (a.next_in("了的目對一") || a.number_after()) =>
        {
            Some("zhong4")
        }
        '分' if a.previous_in("成水養本名緣") => Some("fen4"),
        '量' if a.next_in("血體身尺") => Some("liang2"),
        '數' | '数' if a.next_in("了著完錢鈔") => Some("shu3"),
        '假' if a.previous_in("天日年病產事婚喪公放休請") || a.number_before() => Some("jia4"),
        '教' if a.before_is("n") && (a.last() || a.next_in("徒派會的")) => Some("jiao4"),
        '當' | '当' if a.next_in("成作真回") => Some("dang4"),
        '乾' if a.next() == '隆' => Some("qian2"),
        '傳' | '传' if a.previous_in("自列外正") && (a.last() || a.next_in("的》」")) => Some("zhuan4"),
        '難' | '难' if a.previous_in("遇罹受空海山船礦") => Some("nan4"),
        '背' if a.next_in("著了起") => Some("bei1"),
        '切' if a.previous_in("一心") => Some("qie4"),
        '沒' | '没' if a.previous_in("淹沉吞") => Some("mo4"),
        '著' | '着' if a.previous_in("睡找猜碰見摸用") && (a.last() || a.next() == '了') => Some("zhao2"),
        '了' if a.previous_in("不得") && (a.last() || a.next_in("的多解")) => Some("liao3"),
        '壓' | '压' => Some("ya1"),
        _ => None,
    }
}

/// 得: obtains or may (dé), must (děi), or links a verb with how it is done (de).
fn de(a: &Around) -> &'static str {
    // 得三分, but 輸得一點都不冤.
    if a.number_after() && a.next() != '一' || a.first() || a.last() {
        return "de2";
    }
    // 還得, 就得, 我得; but after a noun it is the "may" of laws: 主管機關得命其停業.
    if a.previous_in("必就還也都又只總仍才非需可我你他她您們") && a.after_is("vpd") {
        return "dei3";
    }
    let short = a.before().is_some_and(|t| t.chars.len() == 1 && t.part.is("?z"));
    if a.before_is("vaz") || short || a.next_in("很太更好非十相不") { "de5" } else { "de2" }
}

/// 為: is, becomes (wéi), or for (wèi).
fn wei(a: &Around) -> &'static str {
    if a.rest().any(|t| t.chars == ['所']) {
        return "wei2";
    }
    if a.first() {
        return "wei4";
    }
    // A verb that only helps another: 才能為, 願意為, 應為.
    let helped = a.previous_in("能要會以須該應想意願望續直力在心來將");
    // 為…負責, 為…負起全責.
    if a.rest().skip(1).any(|t| t.chars[0] == '負') && (!a.before_is("v") || helped) {
        return "wei4";
    }
    // Someone and then what is done for them: 為他開刀, 為臺灣爭光.
    if (!a.before_is("v") || helped) && !a.previous_in("改更命") {
        let mut rest = a.rest();
        let someone = rest.next();
        let pronoun = someone.is_some_and(|t| t.chars.iter().any(|c| "我你妳他她它牠您誰".contains(*c)));
        let named = someone.is_some_and(|t| t.part.is("rNS"));
        let done = |t: &Token| t.part.is("vp") && !["有", "是"].contains(&t.text().as_str());
        if pronoun && rest.next().is_some_and(|t| t.chars != ['的']) || named && rest.any(done) {
            return "wei4";
        }
    }
    // 為反對而反對, 導演為籌措經費: to what end. A figure or a name for something is one: 原因為操作不當.
    let measure = a.previous_in("因率額量數值度標象間期者位價金例比重法式目名果點");
    if a.rest().skip(1).any(|t| t.chars == ['而']) || a.after_is("v") && a.before_is("nNSr") && !measure {
        return "wei4";
    }
    let adverb = a.before_is("d") && !a.previous_in("還也正都專特");
    if adverb || a.number_after() || a.last() || a.before().is_some_and(|t| t.chars.len() == 1 && t.part.is("v")) {
        return "wei2";
    }
    let for_someone = (a.after_is("n?") || a.next_in("下上這那每"))
        && a.rest().skip(1).any(|t| t.part.is("v") && !["有", "是"].contains(&t.text().as_str()));
    if for_someone && (!a.before_is("v") || helped) { "wei4" } else { "wei2" }
}

/// 地 tells how something is done: 積極地推動, 感性地說.
fn how(a: &Around) -> bool {
    let long = a.before().is_some_and(|t| t.chars.len() > 1);
    let done = a.after_is("vdpat?") || a.next_in("向往朝對把將在");
    long && (a.before_is("adziblvn?") && done || a.before_is("adz") && !a.after_is("n") && !a.last())
}

/// 處 is to punish: 處三年徒刑, 可處上億元罰鍰; but 三處, 各處.
fn punishes(a: &Around) -> bool {
    let sentence =
        a.after().is_some_and(|t| ["有期", "無期", "死刑", "拘役", "罰"].iter().any(|p| t.text().starts_with(p)));
    let place = a.number_before() || a.before_is("rm");
    !place && (a.number_after() || sentence || a.next_in("以新") || a.previous_in("可應得併須") && !a.last())
}

/// 還 is to give back: at the end, before whom or what is given, and not before what someone also does.
fn gives_back(a: &Around) -> bool {
    let mut rest = a.rest();
    let Some(next) = rest.next() else { return true };
    let after = rest.next().and_then(|t| t.chars.first().copied()).unwrap_or('\0');
    if next.chars == ['了'] || next.chars.len() == 1 && next.part.is("n") && "於给給".contains(after) {
        return true;
    }
    "我他她你您其".contains(a.next()) && a.rest().skip(1).any(|t| t.part.is("n")) && !a.rest().any(|t| t.part.is("v"))
}

/// 長 says how long something is. Behind a noun it is a title (縣長), before 得, 出 or 大 it is to grow.
fn long(a: &Around) -> bool {
    if a.next_in("得出大成滿了高") {
        return false;
    }
    let titled = a.before().is_some_and(|t| t.part.is("nNS") || t.chars.len() > 1 && t.part.is("?vlj"));
    !titled || a.number_after() || a.previous_in("很最太較更不約全身之極尺里年月") || a.next_in("約達逾近短而度")
}

/// 率 is to lead: someone stands before it and those led after it.
fn leads(a: &Around) -> bool {
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
