//! 假 and 空: leave from work, and time or room to spare.

use super::Around;

/// 空 is time or room that nobody uses: 沒空, 有空再說, 抽不出空來.
pub fn idle(a: &Around) -> bool {
    let free = a.last() || a.next_in("就再時的來去可嗎呢吧聊看陪才也都請會要到回幫做");
    a.previous() == '沒' || a.previous_in("有出抽得") && free
}

/// What is false when 假 stands before it, whatever stands before that: 防疫假訊息.
const FALSE: &[&str] = &[
    "消息", "訊息", "新聞", "資訊", "帳號", "帳單", "帳目", "貨", "投資", "牌", "鈔", "藥", "證件", "證照", "冒", "裝",
    "髮", "牙", "動作", "學歷", "案件", "交易", "網站", "網頁", "影片", "照片", "求職", "交友", "檢警", "檢察", "公文",
    "發票", "結婚", "離婚", "命題", "議題", "專家", "名醫", "口罩",
];

/// 假 is leave: behind the kind of leave, behind days, before what leave lasts or is given for.
pub fn holiday(a: &Around) -> bool {
    let false_one = a.after().is_some_and(|t| FALSE.iter().any(|f| t.text().starts_with(f)));
    if a.number_before() || a.previous_in("天日病產婚喪休請") {
        return !false_one || a.number_before();
    }
    // 志工假, 寵物假: at the end of a clause nothing is false by a noun.
    if a.last() && a.before().is_some_and(|t| t.chars.len() > 1 && t.part.is("n?")) {
        return true;
    }
    let kind = a.previous_in("年事公放薪嬰檢顧適疫譽災颱恤胎親例補連銷准長旬護曠榮侍妊餵")
        || a.before().is_some_and(|t| ["生理", "心理", "哺乳", "育兒", "隔離"].contains(&t.text().as_str()));
    kind && !false_one
}
