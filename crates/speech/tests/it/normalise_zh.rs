//! Chinese text is read as a newsreader in Taiwan would.

use proptest::prelude::*;
use speech::lang::Lang;
use speech::normalise::zh::{Script, join, read_as};
use speech::normalise::{read, spoken_line};

/// What is said for text of Taiwan.
fn taiwan(text: &str) -> String {
    join(&read_as(text, Script::Hant))
}

/// What is said for text of the mainland.
fn mainland(text: &str) -> String {
    join(&read_as(text, Script::Hans))
}

fn check(cases: &[(&str, &str)]) {
    for (written, spoken) in cases {
        assert_eq!(taiwan(written), *spoken, "{written}");
    }
}

#[test]
fn years_are_read_by_their_digits_and_counts_of_years_are_not() {
    check(&[
        ("2026年將舉行選舉", "二零二六年將舉行選舉"),
        ("民國115年度總預算", "民國一百一十五年度總預算"),
        ("2019–2023年間", "二零一九到二零二三年間"),
        ("歷時20年完成", "歷時二十年完成"),
        ("2年後啟用", "兩年後啟用"),
        ("5000年歷史", "五千年歷史"),
        ("西元前221年", "西元前二二一年"),
    ]);
}

#[test]
fn dates_are_read_in_whatever_way_they_are_written() {
    check(&[
        ("11月17日（一）開庭", "十一月十七日，星期一，開庭"),
        ("2026-03-05公告", "二零二六年三月五日公告"),
        ("展期自4/2至6/30止", "展期自四月二日至六月三十日止"),
        ("（9/28）放假", "（九月二十八日）放假"),
        ("09月09日", "九月九日"),
        ("今（17）日上午", "今十七日上午"),
        ("COMPUTEX 2026開展", "COMPUTEX二零二六開展"),
    ]);
}

#[test]
fn times_say_the_hour_the_way_people_do() {
    check(&[
        ("晚間18:30開始", "晚間十八點三十分開始"),
        ("上午6點40分", "上午六點四十分"),
        ("凌晨2:05", "凌晨兩點零五分"),
        ("10:00整", "十點整"),
        ("於9:15am開盤", "於上午九點十五分開盤"),
    ]);
}

#[test]
fn sums_name_their_currency_after_the_number() {
    check(&[
        ("罰NT$3,500", "罰新臺幣三千五百元"),
        ("420萬元", "四百二十萬元"),
        ("募得$4.2 million", "募得四百二十萬美元"),
        ("市值US$1.5兆", "市值一點五兆美元"),
        ("約€20億", "約二十億歐元"),
        ("HK$2", "兩港元"),
        ("NT$350萬元", "新臺幣三百五十萬元"),
        ("估值5.1 billion美元", "估值五十一億美元"),
    ]);
}

#[test]
fn percentages_fractions_and_ranges_are_turned_round() {
    check(&[
        ("成長3.25%", "成長百分之三點二五"),
        ("10–20%", "百分之十到二十"),
        ("30%~60%", "百分之三十到百分之六十"),
        ("超過2/3的人", "超過三分之二的人"),
        ("-1.8%", "負百分之一點八"),
        ("10-20人", "十到二十人"),
        ("½杯", "二分之一杯"),
    ]);
}

#[test]
fn two_is_liang_where_things_are_counted() {
    check(&[
        ("2個人搭2號線到2樓", "兩個人搭二號線到二樓"),
        ("2月2日", "二月二日"),
        ("第2名得2分", "第二名得兩分"),
        ("2,200公斤", "兩千兩百公斤"),
        ("12萬", "十二萬"),
        ("2年2班", "二年二班"),
    ]);
}

#[test]
fn measures_are_said_by_their_names_in_taiwan() {
    check(&[
        ("體重72kg", "體重七十二公斤"),
        ("山區-5°C", "山區攝氏零下五度"),
        ("風速120km/h", "風速每小時一百二十公里"),
        ("濃度35μg/m³", "濃度每立方公尺三十五微克"),
        ("16-22°C", "攝氏十六到二十二度"),
    ]);
}

#[test]
fn numbers_that_name_are_spelled() {
    check(&[
        ("請電02-2311-1234", "請電零二，二三一一，一二三四"),
        ("專線1922", "專線一九二二"),
        ("台積電（2330）", "台積電（二三三零）"),
        ("波音737客機", "波音七三七客機"),
        ("MH370", "MH三七零"),
        ("F-16戰機", "F十六戰機"),
    ]);
}

#[test]
fn scores_are_compared() {
    check(&[
        ("以3:2獲勝", "以三比二獲勝"),
        ("首局21:18", "首局二十一比十八"),
        ("比數3比2", "比數三比二"),
        ("5-3勝", "五比三勝"),
    ]);
}

#[test]
fn latin_words_stay_for_the_english_voice() {
    check(&[
        ("歌手Taylor Swift訪台", "歌手Taylor Swift訪台"),
        ("這座atm壞了", "這座ATM壞了"),
        ("開發AT&T與C++", "開發AT&T與C++"),
        ("請寄press@example.org", "請寄press@example.org"),
        ("Q3獲利", "第三季獲利"),
        ("到7-11超商領貨", "到Seven Eleven超商領貨"),
    ]);
}

#[test]
fn simplified_text_is_read_with_the_habits_of_its_own_side() {
    assert_eq!(mainland("20000人在25kg的重压下"), "两万人在二十五千克的重压下");
    assert_eq!(mainland("200米"), "二百米");
    assert_eq!(mainland("气温38°C"), "气温三十八摄氏度");
    assert_eq!(spoken_line("气温下降3.5度", Lang::Zh), "气温下降三点五度");
    assert_eq!(spoken_line("氣溫下降3.5度", Lang::Zh), "氣溫下降三點五度");
}

#[test]
fn everything_written_but_blanks_belongs_to_one_reading() {
    for text in [
        "2026年，NT$3,500 與 Apple 的 25% 股份！",
        "（9/28）※ 👍 F-16",
        "　全形１２３％　",
        "電話：(02)2345-6789轉123。",
    ] {
        let readings = read(text, Lang::Zh);
        let mut end = 0;
        for reading in &readings {
            assert!(reading.written.start >= end, "{text}: readings overlap");
            assert!(text[end..reading.written.start].chars().all(char::is_whitespace), "{text}: something is left out");
            end = reading.written.end;
        }
        assert!(text[end..].trim().is_empty(), "{text}: the end is left out");
        assert!(!spoken_line(text, Lang::Zh).chars().any(|c| c.is_ascii_digit()), "{text}: digits are left");
    }
}

#[test]
fn numbers_of_any_length_and_broken_ones_do_no_harm() {
    for text in [
        "1.",
        ".5",
        "1,,2",
        "99999999999999999999999999",
        "1/0",
        "0/0",
        "12:",
        ":30",
        "$",
        "NT$",
        "-",
        "5-",
        "2025/13/45",
        "1e9",
        "%",
        "°C",
    ] {
        let _ = spoken_line(text, Lang::Zh);
    }
}

/// Measured against cases that others wrote, where they are at hand.
#[test]
fn the_public_cases_are_met() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/suites/speech/cases-zh.tsv");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: suites absent");
        return;
    };
    let cases: Vec<Vec<&str>> =
        text.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(|c| c.len() == 3).collect();
    let missed: Vec<&str> = cases.iter().filter(|c| spoken_line(c[1], Lang::Zh) != c[2]).map(|c| c[1]).collect();
    println!("{} of {} met; missed: {missed:?}", cases.len() - missed.len(), cases.len());
    assert!(missed.len() * 100 <= cases.len() * 3, "more than 3 in 100 missed: {missed:?}");
}

proptest! {
    #[test]
    fn any_text_is_read_in_order_and_whole(text in "[0-9０-９一-龥A-Za-z%$°℃./:~–（）年月日時分元個第 \\-+,，。]{0,40}") {
        for script in [Script::Hant, Script::Hans] {
            let mut end = 0;
            for reading in read_as(&text, script) {
                prop_assert!(reading.written.start >= end);
                prop_assert!(text[end..reading.written.start].chars().all(char::is_whitespace));
                end = reading.written.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }
    }

    #[test]
    fn no_text_at_all_makes_the_reader_stumble(text in "\\PC{0,60}") {
        let _ = spoken_line(&text, Lang::Zh);
    }
}

#[test]
fn the_mainlands_forms_are_read_as_there() {
    for (written, spoken) in [
        ("5月4号", "五月四日"),
        ("乘4号线", "乘四号线"),
        ("ad618", "公元六一八年"),
        ("BC 356", "公元前三五六年"),
        ("476b.c.e.", "公元前四七六年"),
        ("纪元前520年", "纪元前五二零年"),
        ("1978/12", "一九七八年十二月"),
        ("1978-12", "一九七八年十二月"),
        ("1998-2002", "一九九八到二零零二"),
        ("8m/s²", "八米每二次方秒"),
        ("7cm³", "七立方厘米"),
        ("3/4kg", "四分之三千克"),
        ("2 1/3", "二又三分之一"),
        ("25 000 000", "二千五百万|两千五百万"),
        ("20EUR", "二十欧元"),
        ("$-8", "负八美元"),
        ("2.0.1", "二点零点一"),
        ("10.0.0.8", "一零点零点零点八"),
        ("6*7", "六乘七"),
        ("电话139-1234-5678", "电话一三九，一二三四，五六七八"),
        ("13912345678", "一三九一二三四五六七八"),
        ("13900000000", "一百三十九亿"),
        ("歼-10", "歼十"),
        ("气温-7度", "气温负七度"),
    ] {
        let said = mainland(written);
        assert!(spoken.split('|').any(|right| right == said), "{written}: {said}");
    }
}

#[test]
fn the_languages_tag_tells_the_script_of_a_line_that_shows_none() {
    for (tag, spoken) in [("zh-TW", "重十五公斤"), ("zh-Hant-TW", "重十五公斤"), ("zh-CN", "重十五千克")]
    {
        assert_eq!(speech::normalise::spoken_line_tagged("重15kg", tag), spoken, "{tag}");
    }
    assert_eq!(speech::normalise::spoken_line_tagged("15 kg", "es-MX"), "quince kilogramos");
}
