//! Chinese characters get the reading that Taiwan gives them, in the sentence they stand in.

use speech::pinyin::{line, words};

/// Each text with the pinyin of all of it.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, pinyin)| line(text) != *pinyin)
        .map(|(text, pinyin)| format!("{text}\n  want {pinyin}\n  got  {}", line(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn characters_with_several_readings_follow_their_word() {
    check(&[
        ("銀行行員行走", "yin2 hang2 hang2 yuan2 xing2 zou3"),
        ("市長長大了", "shi4 zhang3 zhang3 da4 le5"),
        ("快樂的音樂", "kuai4 le4 de5 yin1 yue4"),
        ("重慶重新重視", "chong2 qing4 chong2 xin1 zhong4 shi4"),
        ("還要還款", "hai2 yao4 huan2 kuan3"),
        ("到處處理垃圾", "dao4 chu4 chu3 li3 le4 se4"),
        ("很便宜也方便", "hen3 pian2 yi2 ye3 fang1 bian4"),
        ("說服他說明", "shui4 fu2 ta1 shuo1 ming2"),
        ("會計師開會", "kuai4 ji4 shi1 kai1 hui4"),
        ("首都都是人", "shou3 du1 dou1 shi4 ren2"),
        ("調查後調整", "diao4 cha2 hou4 tiao2 zheng3"),
        ("飛彈反彈", "fei1 dan4 fan3 tan2"),
        ("率團提高效率", "shuai4 tuan2 ti2 gao1 xiao4 lü4"),
        ("災難難免", "zai1 nan4 nan2 mian3"),
        ("主角的角度", "zhu3 jue2 de5 jiao3 du4"),
        ("困難重重", "kun4 nan2 chong2 chong2"),
        ("恐嚇取財嚇人", "kong3 he4 qu3 cai2 xia4 ren2"),
    ]);
}

#[test]
fn taiwan_has_its_own_tones() {
    check(&[
        ("企業研究", "qi4 ye4 yan2 jiu4"),
        ("星期一", "xing1 qi2 yi1"),
        ("血液品質", "xie3 yi4 pin3 zhi2"),
        ("危險的微波", "wei2 xian3 de5 wei2 bo1"),
        ("攻擊的成績", "gong1 ji2 de5 cheng2 ji1"),
        ("法國的法律", "fa4 guo2 de5 fa3 lü4"),
        ("亞洲", "ya4 zhou1"),
        ("廣播知識", "guang3 bo4 zhi1 shi4"),
        ("突然暫停", "tu2 ran2 zhan4 ting2"),
        ("頭髮與電視劇", "tou2 fa3 yu3 dian4 shi4 ju4"),
        ("休息與消息", "xiu1 xi2 yu3 xiao1 xi2"),
        ("俄羅斯與烏克蘭", "e4 luo2 si1 yu3 wu1 ke4 lan2"),
        ("簽署", "qian1 shu4"),
        ("大廈", "da4 xia4"),
    ]);
}

#[test]
fn light_syllables_are_light_only_where_taiwan_says_them_so() {
    check(&[
        ("我們的孩子", "wo3 men5 de5 hai2 zi5"),
        ("爸爸媽媽", "ba4 ba5 ma1 ma5"),
        ("朋友的東西", "peng2 you3 de5 dong1 xi1"),
        ("告訴先生", "gao4 su4 xian1 sheng1"),
        ("為什麼", "wei4 she2 me5"),
        ("男子與弟子", "nan2 zi3 yu3 di4 zi3"),
    ]);
}

#[test]
fn small_words_are_read_by_what_stands_around_them() {
    check(&[
        ("跑得快，還得努力", "pao3 de5 kuai4 hai2 dei3 nu3 li4"),
        ("主管機關得命其停業", "zhu3 guan3 ji1 guan1 de2 ming4 qi2 ting2 ye4"),
        ("積極地推動土地改革", "ji1 ji2 de5 tui1 dong4 tu3 di4 gai3 ge2"),
        ("為提升品質", "wei4 ti2 sheng1 pin3 zhi2"),
        ("面積為三公頃", "mian4 ji1 wei2 san1 gong1 qing3"),
        ("她為臺灣爭光", "ta1 wei4 tai2 wan1 zheng1 guang1"),
        ("至今沒有還", "zhi4 jin1 mei2 you3 huan2"),
        ("還稅於民", "huan2 shui4 yu2 min2"),
        ("全長三公里的長卷", "quan2 chang2 san1 gong1 li3 de5 chang2 juan4"),
        ("備轉容量率都維持", "bei4 zhuan3 rong2 liang4 lü4 dou1 wei2 chi2"),
        ("主席率黨團訪日", "zhu3 xi2 shuai4 dang3 tuan2 fang3 ri4"),
        ("可處十萬元罰鍰，共三處", "ke3 chu3 shi2 wan4 yuan2 fa2 huan2 gong4 san1 chu4"),
        ("應為災難負起全責", "ying1 wei4 zai1 nan4 fu4 qi3 quan2 ze2"),
        ("最重可處上億元罰鍰", "zui4 zhong4 ke3 chu3 shang4 yi4 yuan2 fa2 huan2"),
        ("輸得一點都不冤", "shu1 de5 yi4 dian3 dou1 bu4 yuan1"),
        ("為反對而反對", "wei4 fan3 dui4 er2 fan3 dui4"),
        ("睡著了，看著他", "shui4 zhao2 le5 kan4 zhe5 ta1"),
    ]);
}

#[test]
fn surnames_are_read_as_surnames_and_words_as_words() {
    check(&[
        ("董事長曾文生曾說", "dong3 shi4 zhang3 zeng1 wen2 sheng1 ceng2 shuo1"),
        ("一名單姓男子", "yi4 ming2 shan4 xing4 nan2 zi3"),
        ("主嫌仇某仇恨社會", "zhu3 xian2 qiu2 mou3 chou2 hen4 she4 hui4"),
        ("解先生解釋", "xie4 xian1 sheng1 jie3 shi4"),
        ("單靠發錢", "dan1 kao4 fa1 qian2"),
    ]);
}

#[test]
fn yi_and_bu_follow_the_next_tone() {
    check(&[
        ("一個人一天吃一碗", "yi2 ge4 ren2 yi4 tian1 chi1 yi4 wan3"),
        ("第一次，十一月一日", "di4 yi1 ci4 shi2 yi1 yue4 yi1 ri4"),
        ("統一的標準", "tong3 yi1 de5 biao1 zhun3"),
        ("一百一十一萬", "yi4 bai3 yi1 shi2 yi1 wan4"),
        ("以三比一力克對手", "yi3 san1 bi3 yi1 li4 ke4 dui4 shou3"),
        ("打成一片", "da3 cheng2 yi2 pian4"),
        ("不是不知道", "bu2 shi4 bu4 zhi1 dao4"),
        ("看一看是不是", "kan4 yi5 kan4 shi4 bu5 shi4"),
        ("三點一個百分點", "san1 dian3 yi1 ge4 bai3 fen1 dian3"),
    ]);
}

#[test]
fn simplified_characters_are_read_the_same() {
    assert_eq!(line("银行行长研究音乐"), line("銀行行長研究音樂"));
    assert_eq!(line("重庆市长说服企业还款"), line("重慶市長說服企業還款"));
}

#[test]
fn words_point_at_the_text_they_stand_for() {
    let text = "市長，與NATO談判。";
    let spans: Vec<&str> = words(text).iter().map(|w| &text[w.range.clone()]).collect();
    assert_eq!(spans, ["市長", "與", "談判"]);
    for word in words(text) {
        assert_eq!(word.syllables.len(), text[word.range.clone()].chars().count());
    }
}

#[test]
fn a_character_that_nobody_knows_does_not_stop_the_rest() {
    assert_eq!(line("𪚥台北㐀"), "tai2 bei3 qiu1");
}

#[test]
fn a_name_with_something_between_its_characters_keeps_its_reading_and_claims_nothing_between() {
    for (text, parts) in [
        ("市長單 小 明說", vec!["市長", "單", "小", "明", "說"]),
        ("市長陳小 明說", vec!["市長", "陳小", "明", "說"]),
        ("市長陳小𪚥明說", vec!["市長", "陳小", "明", "說"]),
    ] {
        let found = words(text);
        assert_eq!(found.iter().map(|w| &text[w.range.clone()]).collect::<Vec<_>>(), parts, "{text}");
        assert!(found.iter().all(|w| w.syllables.len() == text[w.range.clone()].chars().count()), "{text}");
    }
    assert_eq!(line("市長單 小 明說"), "shi4 zhang3 shan4 xiao3 ming2 shuo1");
}

#[test]
fn what_is_only_hummed_is_said_and_is_no_syllable_for_a_writer() {
    check(&[("嘸啥", "m2 sha2"), ("呣", "m2"), ("㕶", "n3")]);
    assert!(!speech::pinyin::is_syllable("m") && !speech::pinyin::is_syllable("n"));
}
