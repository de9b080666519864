//! Words of two characters that are the end of one word and the beginning of the next: 冠軍戰|將於, 布行|當學徒.

use super::Around;
use crate::pinyin::Token;

/// A pair of characters that is a word, and where it is none.
struct Across {
    word: &'static str,
    /// What ends with the first character: 冠軍 before 戰. Empty: anything.
    before: &'static str,
    /// Before these it is the word after all.
    not_before: &'static str,
    /// What begins with the second character: 當 before 學徒. Empty: a verb, an adverb or a preposition.
    after: &'static str,
    reading: &'static [&'static str],
}

const PAIRS: &[Across] = &[
    // 冠軍戰將於: a match, and what is to come.
    Across {
        word: "戰將",
        before: "軍強格級名汰抗點霸決首季賽牌圍附加王幕",
        not_before: "",
        after: "",
        reading: &["zhan4", "jiang1"],
    },
    // 大會上將宣布, 過程中將傳喚; but 海軍上將說.
    Across {
        word: "上將", before: "會場議席壇台日季路週", not_before: "", after: "", reading: &["shang4", "jiang1"]
    },
    Across {
        word: "中將",
        before: "程賽會年月途其期動展議之季",
        not_before: "",
        after: "",
        reading: &["zhong1", "jiang1"],
    },
    Across { word: "門將", before: "部澳廈專衙金", not_before: "", after: "", reading: &["men2", "jiang1"] },
    // 布行當學徒; but 各種行當.
    Across {
        word: "行當",
        before: "",
        not_before: "個這那種各一老門些此",
        after: "學店助經會司夥伙櫃業主總志實職行保翻工員",
        reading: &["hang2", "dang1"],
    },
    // 手術中傷口, 車禍中傷者.
    Across {
        word: "中傷",
        before: "",
        not_before: "意被遭語言",
        after: "口者亡勢患及到",
        reading: &["zhong1", "shang1"],
    },
    // 過程中意外; but 評審中意.
    Across {
        word: "中意", before: "", not_before: "審都很最不", after: "外見義識", reading: &["zhong1", "yi4"]
    },
    Across {
        word: "中風", before: "", not_before: "", after: "險雨速勢力向浪波暴", reading: &["zhong1", "feng1"]
    },
    Across {
        word: "中獎",
        before: "程賽會動季其手",
        not_before: "",
        after: "項金盃牌品座狀",
        reading: &["zhong1", "jiang3"],
    },
    Across { word: "中毒", before: "", not_before: "", after: "品蛇梟販癮", reading: &["zhong1", "du2"] },
    Across {
        word: "中選", before: "", not_before: "", after: "手出民舉擇項票區秀", reading: &["zhong1", "xuan3"]
    },
    Across { word: "中計", before: "", not_before: "", after: "畫算程時分", reading: &["zhong1", "ji4"] },
    // 航空調派, 太空調查.
    Across { word: "空調", before: "", not_before: "", after: "派度查動往", reading: &["kong1", "diao4"] },
    // 人數落後.
    Across { word: "數落", before: "", not_before: "", after: "後差在於到入", reading: &["shu4", "luo4"] },
    // 電視台都會派人; but 都會區, 都會女性.
    Across {
        word: "都會",
        before: "",
        not_before: "大的型",
        after: "派有在被把讓去來先再做用受對向因收到感想問說給請找變",
        reading: &["dou1", "hui4"],
    },
    // 協會計畫.
    Across { word: "會計", before: "", not_before: "", after: "畫算時入", reading: &["hui4", "ji4"] },
];

/// The reading of a pair that is no word here.
pub fn inside(a: &Around) -> Option<(usize, &'static [&'static str])> {
    let token = a.tokens.get(a.i).filter(|t| t.chars.len() == 2)?;
    let text = token.text();
    let fits = |pair: &&Across| {
        // 兩名戰將, but 排名戰將於.
        let counted = a.before().and_then(Token::single) == Some('名');
        let before = !a.first()
            && !counted
            && (pair.before.is_empty() || a.previous_in(pair.before))
            && !a.previous_in(pair.not_before);
        let after = match pair.after {
            "" => a.after_is("vpdtm") || a.next_in("於在由從對移"),
            after => a.next_in(after),
        };
        before && !a.last() && after
    };
    PAIRS.iter().filter(|pair| pair.word == text).find(fits).map(|pair| (0, pair.reading))
}

/// 把球調到底線, 被調到分局: what is moved elsewhere; a sound or a degree is 調到, too, and set.
pub fn moved(a: &Around) -> bool {
    if !a.next_in("到至去向離") || a.last() {
        return false;
    }
    let ends = |t: &Token, with: &str| t.chars.last().is_some_and(|c| with.contains(*c));
    let sent = a.earlier_in_clause().take(FARTHEST).any(|t| ends(t, "球兵軍警員被職師"));
    let place = a.rest().take(FARTHEST).any(|t| t.part.is("S") || ends(t, "局隊組部科處廳所校團署區課室線院"));
    let set = a.earlier_in_clause().take(FARTHEST).any(|t| ends(t, "量溫率氣價度焦鐘色稅薪格"));
    !set && (sent || place)
}

/// Words to either side that are looked at for what is moved, and where to.
const FARTHEST: usize = 6;
