//! People's names: a surname and one or two characters that stand alone are one word, and the surname is read as one.

use super::{Part, Token};

/// Surnames of one character that are common in Taiwan's news.
const SURNAMES: &str = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓馬阮董唐温溫藍蔣石古紀姚連馮歐程湯黄田康姜白汪鄒尤巫鐘涂塗龔嚴韓袁金童陸夏柳凃邵錢伍倪溫于譚駱熊任甘秦顧毛章史萬俞雷粘饒闕凌崔尹孔辛武辜陶段龍韋葛池孟褚殷麥賀賈莫文管關向包丘梅華裴樊房全佘左花魯安鮑郝穆塗蒲成谷常閻練盛鄔耿聶符申祝繆焦單仇解查樂蓋區朴翟覃牟燕甯寧應於車費卜柏冼召戚岳齊喬牛季藺苗霍路滕酈陈黄张吴刘杨许郑谢苏庄吕萧罗简钟卢赵颜孙邓马汤冯欧";

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
];

/// Surnames that are far more often something else: these need more than two characters behind them to be a name.
const WORDS_TOO: &str = "曾任解查仇蓋應於區單樂燕華向方高白文成安連全金石古萬程常路于章管關包武花左甘夏史毛田馬牛車江何池盛符申寧龍召麥段康秦顧";

/// What a person is called before or after the name.
const TITLES_BEFORE: &str = "長員人者師官授手星席統理任委將生表夫妻子女父母士副練導裁事客謀督姐嫌犯告鋒友弟兄侶紅播模后王相卿使領代團組某家音演唱奏編角咖醫警僧尼翁婦童";
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
    part_titles(tokens);
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
        if let Some(at) = part.chars.iter().position(|c| *c == '為') {
            part.syllables[at] = "wei2";
        }
        if part.single() == Some('長') {
            part.syllables[0] = "chang2";
        }
    }
    Token::joining(&parts, Part(b'N'))
}

/// 衛福部|長石|崇良 is no feldspar: a title before a surname that makes a word with it is cut from it.
fn part_titles(tokens: &mut Vec<Token>) {
    let is_part = |pair: &[Token]| {
        pair[1].joined
            && pair[1].chars.first() == Some(&'長')
            && pair[0].chars.last().is_some_and(|c| "部縣市局院會校處署司鄉鎮區里村社組隊".contains(*c))
            && ["長石", "長江", "長安", "長白", "長方", "長林"].contains(&pair[1].text().as_str())
    };
    let parted: Vec<usize> = (1..tokens.len()).filter(|&i| is_part(&tokens[i - 1..=i])).collect();
    if parted.is_empty() {
        return;
    }
    let mut parted = parted.into_iter().peekable();
    let whole = std::mem::take(tokens);
    for (i, mut title) in whole.into_iter().enumerate() {
        if parted.next_if_eq(&i).is_none() {
            tokens.push(title);
            continue;
        }
        let mut name = title.clone();
        name.range.start += title.chars[0].len_utf8();
        name.chars.remove(0);
        name.syllables.remove(0);
        name.part = Part(b'n');
        title.range.end = name.range.start;
        title.chars.truncate(1);
        title.syllables = vec!["zhang3"];
        title.part = Part(b'n');
        tokens.extend([title, name]);
    }
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
            .filter(|t| t.joined && !t.part.is("p"))
            .and_then(Token::single)
            .is_some_and(|c| !NOT_GIVEN.contains(c))
    };
    let son = |n: usize| tokens.get(n).is_some_and(|t| t.joined && t.single() == Some('為'));
    let doubtful = WORDS_TOO.contains(c);
    let titled = titled(before, &tokens[0]);
    let begins = before.is_empty() || !tokens[0].joined;
    // 記者任以芳報導, 任蓉說: whatever stands between a surname and what its bearer says is the given name.
    if (titled || begins) && READINGS.iter().any(|(s, _)| *s == c) && !(begins && c == '曾') {
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
    if titled && !doubtful && son(1) && given(2) && GIVEN.contains(tokens[2].chars[0]) {
        return Some(3);
    }
    if given(1) && given(2) {
        // Without a title, 曾 or 單 is more likely a word if something is done after it.
        let done = tokens[1..=2].iter().any(|t| t.part.is("vdac"));
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
    if pair && titled {
        return Some(2);
    }
    // 李安, 王菲: two characters need someone to introduce them.
    let plain = given(1) && !tokens[1].part.is("vdu");
    // 投手曾仁, but not 檢察官曾到.
    (plain && (titled || begins && !doubtful) && (!doubtful || !tokens[1].part.is("vdupacmrf"))).then_some(2)
}

/// What stands before says that a person follows: 市長, 獸醫|師, or a word that takes a person.
fn titled(before: &[Token], token: &Token) -> bool {
    let Some((before, earlier)) = before.split_last().filter(|_| token.joined) else { return false };
    let noun = before.chars.len() >= 2
        || before.joined && earlier.last().is_some_and(|t| t.chars.len() > 1 || t.part.is("nNSv"));
    let title = noun && before.chars.last().is_some_and(|c| TITLES_BEFORE.contains(*c));
    title || matches!(before.single(), Some('由' | '和' | '與' | '及' | '讓' | '被' | '找' | '長' | '請'))
}

/// A surname by itself, with what people are called after it: 曾先生, 單姓男子.
fn alone(tokens: &[Token]) -> bool {
    tokens[0].single().is_some_and(|c| SURNAMES.contains(c))
        && tokens.get(1).is_some_and(|next| next.joined && AFTER.contains(&next.text().as_str()))
}
