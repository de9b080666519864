//! People's names: a surname and one or two characters that stand alone are one word, and the surname is read as one.

mod parted;

use super::{Part, Token};

/// Surnames of one character that are common in Taiwan's news.
const SURNAMES: &str = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓馬阮董唐温溫藍蔣石古紀姚連馮歐程湯黄田康姜白汪鄒尤巫鐘涂塗龔嚴韓袁金童陸夏柳凃邵錢伍倪溫于譚駱熊任甘秦顧毛章史萬俞雷粘饒闕凌崔尹孔辛武辜陶段龍韋葛池孟褚殷麥賀賈莫文管關向包丘梅華裴樊房全佘左花魯安鮑郝穆塗蒲成谷常閻練盛鄔耿聶符申祝繆焦單仇解查樂蓋區朴翟覃牟燕甯寧應於車費卜柏冼召戚岳齊喬牛季藺苗霍路滕酈薄陈黄张吴刘杨许郑谢苏庄吕萧罗简钟卢赵颜孙邓马汤冯欧";

/// Surnames whose reading is not the character's own.
const READINGS: &[(char, &str)] = &[
    ('曾', "zeng1"),
    ('單', "shan4"),
    ('单', "shan4"),
    ('仇', "qiu2"),
    ('解', "xie4"),
    ('任', "ren2"),
    ('查', "zha1"),
    ('樂', "yue4"),
    ('蓋', "ge3"),
    ('區', "ou1"),
    ('朴', "pu2"),
    ('華', "hua4"),
    ('翟', "zhai2"),
    ('覃', "qin2"),
    ('牟', "mou2"),
    ('燕', "yan1"),
    ('甯', "ning2"),
    ('寧', "ning2"),
    ('應', "ying1"),
    ('於', "yu1"),
    ('車', "che1"),
    ('繆', "miao4"),
    ('紀', "ji3"),
    ('盛', "sheng4"),
    ('葛', "ge3"),
    ('石', "shi2"),
    ('冼', "xian3"),
    ('召', "shao4"),
    ('朱', "zhu1"),
    ('柏', "bo2"),
    ('佘', "she2"),
    ('過', "guo1"),
    ('粘', "nian2"),
    ('尹', "yin3"),
    ('薄', "bo2"),
];

/// Surnames that are far more often something else: these need more than two characters behind them to be a name.
const WORDS_TOO: &str = "曾任解查仇蓋應於區單樂燕華向方高白文成安連全金石古萬程常路于章管關包武花左甘夏史毛田薄馬牛車江何池盛符申寧龍召麥段康秦顧";

/// What a person is called before or after the name.
const TITLES_BEFORE: &str = "長員人者師官授手星席統理任委將生表夫妻子女父母士副練導裁事客謀督姐嫌犯告鋒友弟兄侶紅播模后王相卿使領代團組某家音演唱奏編角咖醫警僧尼翁婦童";
/// Titles that end in a character of many other words.
const TITLE_WORDS: &[&str] = &[
    "教頭",
    "總教頭",
    "代打",
    "代跑",
    "左投",
    "右投",
    "強投",
    "強打",
    "主投",
    "先發",
    "中繼",
    "後援",
    "名嘴",
    "主帥",
    "主砲",
    "班導",
    "總幹事",
    "幹事",
    "理事",
    "監事",
    "董事",
    "執行董事",
    "獨立董事",
    "主廚",
    "大廚",
    "博士",
    "院士",
    "碩士",
    "護士",
    "女士",
    "志工",
    "義工",
    "技工",
    "司機",
    "房東",
    "店東",
    "保全",
    "保母",
    "巡官",
    "站務",
    "業務",
    "會計",
    "大使",
    "公使",
    "船東",
    "股東",
    "老闆",
    "老將",
    "小將",
    "老大",
    "校友",
    "同學",
    "先知",
    "法醫",
    "主播",
    "氣象",
    "總裁",
    "副總",
    "經理",
    "總理",
    "首相",
    "外相",
    "防相",
    "財長",
    "外長",
    "防長",
    "學姊",
    "學姐",
    "學弟",
    "學妹",
    "師父",
    "師傅",
    "攝影",
    "口譯",
];
const AFTER: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "男",
    "女",
    "嫌",
    "姓",
    "父",
    "母",
    "妻",
    "老師",
    "教授",
    "議員",
    "委員",
    "醫師",
    "律師",
    "員",
    "某",
    "家",
    "老",
    "翁",
    "婦",
    "童",
    "媽",
    "爸",
    "哥",
    "姊",
    "姐",
    "董",
    "老先生",
    "老太太",
    "夫婦",
    "夫妻",
    "兄弟",
    "姊妹",
    "同學",
    "警員",
    "法官",
    "主任",
    "校長",
    "檢察官",
    "少年",
    "少女",
    "媽媽",
    "爸爸",
    "家人",
    "嫌犯",
    "大哥",
    "伯伯",
    "阿姨",
    "奶奶",
    "爺爺",
];

/// What people do in the news right behind their names.
const SPEAKS: &[&str] = &[
    "說", "表示", "指出", "報導", "認為", "強調", "坦言", "說明", "透露", "回應", "解釋", "批評", "質疑", "呼籲",
    "直言", "提醒", "證實", "否認", "供稱", "笑說", "建議", "宣布", "主張", "反駁", "感嘆", "則說", "也說", "攝",
];

/// Characters that are words of their own and hardly ever begin a given name.
const NOT_GIVEN: &str = "的了是在與和及或於為被把將從向對以由至到說稱指就也都又還並但而且因所其此該這那各每之不未無沒已曾有要會能可應須得過後前中內外上下時年月日者等們個位名次人則再才只很最更太較約逾近達示稱指問答開談看走去來二三四五六七八九十百千靠讓給幫找拿打獲赴遭受";

/// Characters that end given names far more often than they follow a verb: 曾頌恩, 任佳倫.
const GIVEN: &str = "恩仁翔聖傑瑋婷怡君豪偉宏哲宇軒佑祐睿霖倫誠銘勳輝煌昌隆雄賢德義廷澤浩凱勝鴻彬斌弘毅維祥謙穎瑜珊慧芬芳玲娟惠雅婉淑麗萱蓉妤妍琪瑩蓁潔茹薇嵐庭霏儀姍晴彤瑄筠涵庸儒昱昇峰鋒駿鈞崴璋瑞龍鵬翰爵緯崇諺辰晟曜熙璇嫻嬌媛鳳蘭蓮菁菱葳鈴鑾欣驊喬奕翊皓泓宸瀚鈺芸芷儷誼韻茜珈嘉佳郁玟玫琳琦琇璟瑾芹苓芝荃萍蕙薰詠詩馨馥黛懿祺禎祿竣筑紘綸緹羚翎耀聿舜舫茵莉蒨蓓裕諭諴賓逸邦郡醇釗鉉銓鎧閎陞雁雯霓靖頤頡顥騏騰鵑麒齡發旺福財貴";

/// As [`GIVEN`], but words too: only where nothing is done.
const GIVEN_TOO: &str = "妮文志明華英玉秀珠雪娥梅貞安平清國成龍生吉和中正民美春香月真";

/// Joins names and gives their surnames the surname's reading.
pub fn join(tokens: &mut Vec<Token>) {
    parted::part(tokens);
    // What is done stands before `done`, what is to come from `next` on: taking words out of the middle of a long text
    // one by one would cost its length each time.
    let (mut done, mut next) = (0, 0);
    while next < tokens.len() {
        let (before, from) = (&tokens[..done], &tokens[next..]);
        if let Some((length, name)) = name_length(before, from).and_then(|n| Some((n, joined(&from[..n])?))) {
            tokens[done] = name;
            next += length;
        } else {
            let alone = alone(from);
            tokens.swap(done, next);
            if alone {
                surname(&mut tokens[done]);
            }
            next += 1;
        }
        done += 1;
    }
    tokens.truncate(done);
}

/// The parts of a name as one token, its surname and given name read as they are in names.
fn joined(parts: &[Token]) -> Option<Token> {
    let mut parts = parts.to_vec();
    surname(&mut parts[0]);
    // 林為洲, 王長華: no one is for anything, or over anybody, in a name.
    for part in &mut parts[1..] {
        for (c, syllable) in part.chars.iter().zip(&mut part.syllables) {
            match c {
                '為' => *syllable = "wei2",
                '子' => *syllable = "zi3",
                _ => {}
            }
        }
        if part.single() == Some('長') {
            part.syllables[0] = "chang2";
        }
    }
    // 少康, 少華: young, as the first of a given name.
    if let Some(part) = parts.get_mut(1).filter(|part| part.chars[0] == '少') {
        part.syllables[0] = "shao4";
    }
    Token::joining(&parts, Part(b'N'))
}

fn surname(token: &mut Token) {
    let reading = token.chars.first().and_then(|c| READINGS.iter().find(|(s, _)| s == c));
    if let Some((_, reading)) = reading {
        token.syllables[0] = reading;
    }
}

/// How many of the tokens from here on are one name, if this is a name; `before`: what stands before it.
fn name_length(before: &[Token], tokens: &[Token]) -> Option<usize> {
    let c = tokens[0].single().filter(|c| SURNAMES.contains(*c))?;
    let given = |n: usize| {
        tokens
            .get(n)
            .filter(|t| t.joined && (!t.part.is("p") || n == 1 && by_is_given(tokens)))
            .and_then(Token::single)
            .is_some_and(|c| !NOT_GIVEN.contains(c) || n == 1 && by_is_given(tokens))
    };
    let son = |n: usize| tokens.get(n).is_some_and(|t| t.joined && t.single() == Some('為'));
    let doubtful = WORDS_TOO.contains(c);
    let titled = titled(before, &tokens[0]);
    let begins = before.is_empty() || !tokens[0].joined;
    // 中和區租屋: behind what is not a person's title, a district.
    if c == '區' && !begins && !holds_title(before) {
        return None;
    }
    // 陳宥為提醒, 教頭曾至為賽後受訪: 為 ends the name of who speaks.
    let son_at = if son(2) && given(1) { 2 } else { 1 };
    let son_last = tokens.get(son_at).is_some_and(|t| t.joined && t.chars.last() == Some(&'為') && t.chars.len() <= 2);
    if (titled || begins && !doubtful)
        && son_last
        && (son_at == 2 || tokens[1].chars.len() == 2)
        && acts(tokens.get(son_at + 1))
    {
        return Some(son_at + 1);
    }
    // 記者任以芳報導, 任蓉說: whatever stands between a surname and what its bearer says is the given name.
    if (titled || begins) && read_apart(c) && !(begins && c == '曾') {
        let speaks = |n: usize| {
            tokens.get(n).is_some_and(|t| t.joined && SPEAKS.contains(&t.text().as_str()))
                && tokens[1..n].iter().map(|t| t.chars.len()).sum::<usize>() <= 2
                && tokens[1..n].iter().all(|t| t.joined)
        };
        if let Some(length) = [2, 3].into_iter().find(|&n| speaks(n)) {
            return Some(length);
        }
    }
    // 小將賈為凱, where 為 is part of the name.
    if titled && !doubtful && son(1) && given(2) && in_names(tokens[2].chars[0]) {
        return Some(3);
    }
    if given(1) && given(2) {
        // 靠查維平的長打, 對手是任佳倫: a surname with a reading of its own, and a character of given names.
        let chosen = tokens[1..=2].iter().any(|t| GIVEN.contains(t.chars[0]));
        if chosen && read_apart(c) && introduced(before, &tokens[0]) {
            return Some(3);
        }
        // Without a title, 曾 or 單 is more likely a word if something is done after it.
        // 江少華: few of a thing have no name's character behind them.
        let young = tokens[1].single() == Some('少') && in_names(tokens[2].chars[0]);
        let done = !young && tokens[1..=2].iter().any(|t| t.part.is("vdac"));
        let named = GIVEN.contains(tokens[2].chars[0]) || GIVEN_TOO.contains(tokens[2].chars[0]) && !done;
        // 農民曾長發, but 居民曾打掃.
        let of_a_noun = before.last().is_some_and(|t| t.chars.len() > 1 && t.part.is("n"));
        let maybe = begins || tokens[0].joined && of_a_noun;
        if doubtful && maybe && named {
            return Some(3);
        }
        return (!doubtful || titled || begins && (!done && !"華蓋".contains(c) || named)).then_some(3);
    }
    // 王|建民: the given name is a word of two characters by chance.
    let pair = tokens.get(1).is_some_and(|t| {
        t.joined
            && t.chars.len() == 2
            && (t.part.is("nNa?") && (c != '曾' || GIVEN.contains(t.chars[1]) || GIVEN_TOO.contains(t.chars[1]))
                || doubtful && t.part.is("S"))
            && !NOT_GIVEN.contains(t.chars[0])
    });
    let chosen = || tokens[1].chars.iter().any(|c| GIVEN.contains(*c));
    if pair && (titled || read_apart(c) && introduced(before, &tokens[0]) && chosen()) {
        return Some(2);
    }
    // 李安, 王菲: two characters need someone to introduce them.
    let plain = given(1) && !tokens[1].part.is("vdu");
    // 投手曾仁, but not 檢察官曾到.
    (plain && (titled || begins && !doubtful) && (!doubtful || !tokens[1].part.is("vdupacmrf"))).then_some(2)
}

/// 蓋以琳, 樂以馨: 以 begins given names that go on with a character of names.
fn by_is_given(tokens: &[Token]) -> bool {
    tokens[1].single() == Some('以')
        && tokens
            .get(2)
            .is_some_and(|t| t.joined && t.single().is_some_and(|c| GIVEN.contains(c) || "安文平".contains(c)))
}

/// The surname has a reading that the character has not elsewhere.
fn read_apart(c: char) -> bool {
    READINGS.iter().any(|(surname, _)| *surname == c)
}

fn in_names(c: char) -> bool {
    GIVEN.contains(c) || GIVEN_TOO.contains(c)
}

/// Nothing follows, or what somebody does in the news.
fn acts(next: Option<&Token>) -> bool {
    const ALSO: &[&str] = &["賽後", "受訪", "質詢", "出席", "裁示", "今天", "昨天", "今日", "昨日", "日前", "則", "也"];
    next.is_none_or(|t| !t.joined || [SPEAKS, ALSO].iter().any(|list| list.contains(&t.text().as_str())))
}

/// What stands before says that a person follows: 市長, 獸醫|師, or a word that takes a person.
fn titled(before: &[Token], token: &Token) -> bool {
    let Some(last) = before.last().filter(|_| token.joined) else { return false };
    holds_title(before) || matches!(last.single(), Some('由' | '和' | '與' | '及' | '讓' | '被' | '找' | '長' | '請'))
}

/// The words end with what a person is called before the name.
fn holds_title(before: &[Token]) -> bool {
    let Some((before, earlier)) = before.split_last() else { return false };
    let noun = before.chars.len() >= 2
        || before.joined && earlier.last().is_some_and(|t| t.chars.len() > 1 || t.part.is("nNSv"));
    noun && before.chars.last().is_some_and(|c| TITLES_BEFORE.contains(*c))
        || TITLE_WORDS.contains(&before.text().as_str())
}

/// A word that often takes a person, and much else: 靠查維平, 包括單志誠.
fn introduced(before: &[Token], token: &Token) -> bool {
    let Some(before) = before.last().filter(|_| token.joined) else { return false };
    before.single().is_some_and(|c| "靠是有對給向把替跟同從含換派用逼推接挑".contains(c))
        || [
            "包括", "接替", "取代", "還有", "以及", "例如", "擊敗", "面對", "對上", "換上", "派出", "推派", "提名",
            "徵召",
        ]
        .contains(&before.text().as_str())
}

/// A surname by itself, with what people are called after it: 曾先生, 單姓男子.
fn alone(tokens: &[Token]) -> bool {
    tokens[0].single().is_some_and(|c| SURNAMES.contains(c))
        && tokens.get(1).is_some_and(|next| next.joined && AFTER.contains(&next.text().as_str()))
}
