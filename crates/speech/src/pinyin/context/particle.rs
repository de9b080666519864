//! Small words with several readings: 得, 為, 地, 還, 著.

use super::Around;
use super::verb::may_be_able;
use crate::pinyin::Token;

/// Verbs and adjectives of one character after which 得 tells how: 氣得, 過得, 累得.
const HOW_VERBS: &str = "過氣痛急累忙熱冷樂美醜窮餓笑哭漲跌長跑跳說講做寫看聽吃喝穿打踢投唱演走飛開問逗站坐睡住活學賣買賺玩弄變顯來去記懂嚇罵曬淋燒凍抓踩下吹拍畫傳升降拉推談數算趕追扛撐忍逼辣鹹甜高低快慢早晚多少遠近美亮黑白紅";

/// Of these, what is felt or suffered: always how.
const FEELINGS: &str = "嚇氣痛急累熱冷樂餓笑哭凍曬燒辣鹹甜美醜窮漲跌忙吵悶渴癢暈";

/// Verbs of finding and winning, behind which 得 is to obtain.
const OBTAINS: &str = "測錄查售覓購尋取求博募奪摘斬獨轟";

/// What one must do first of all.
const MUST_FIRST: &str = "先再靠等趕花付另自排繳忍多搭背從向在跟陪帶想";

/// What begins the telling of how, or of how far: 得很, 得最快, 看得清, 談得攏.
const HOW_NEXT: &str = "很太更最好非十相不比極特格夠一像如令讓連滿分清完出起動到上下贏攏住了懂見快慢高低遠早晚久多少大";

/// Verbs that one must do and that never tell how: 得先, 得付, 得另外.
const MUST_NEXT: &str = "先再靠花等找看去付另自趕準提還跑排繳忍面多搭走吃聽買賣賠扛背負小留把從向對為在要給給交跟陪帶拿改變接受承努加考重想";

/// Subjects of laws and courts, which may: 被告得上訴, 主管機關得命.
const LEGAL: &[&str] = &[
    "機關",
    "法院",
    "被告",
    "當事人",
    "檢察官",
    "法官",
    "委員會",
    "主管",
    "申請人",
    "原告",
    "總統",
    "大會",
    "債權人",
    "雇主",
];
/// Verbs of laws: 得易科罰金, 得視需要.
const LEGAL_NEXT: &[&str] = &[
    "易科", "上訴", "抗告", "視", "依", "由", "以", "以上", "命", "處", "併科", "連任", "停止", "延長", "免", "免予",
    "廢止", "撤銷", "聲請", "申請", "請求", "併", "提起", "宜", "標", "票", "獎", "主", "分", "手", "證", "罪", "失",
    "知",
];

/// 得: obtains or may (dé), must (děi), or links a verb with how it is done (de).
pub fn de(a: &Around) -> &'static str {
    let next = a.after().map(Token::text).unwrap_or_default();
    // 「得先」準備: at the head of a clause.
    if a.first() && MUST_FIRST.contains(a.next()) && a.next() != '\0' && !LEGAL_NEXT.contains(&next.as_str()) {
        return "dei3";
    }
    if a.first() || a.last() {
        return "de2";
    }
    // 嚇得趕緊報警, 痛得在地上打滾: nobody must be frightened.
    if a.before().and_then(Token::single).is_some_and(|c| FEELINGS.contains(c)) {
        return "de5";
    }
    if tells_how_far(a) {
        return "de5";
    }
    // 仍得上班, 就得停航.
    if a.previous_in("就還也總仍必非恐都又才卻常")
        && a.before().is_some_and(|t| t.chars.len() == 1)
        && !LEGAL_NEXT.contains(&next.as_str())
    {
        return "dei3";
    }
    // 測得, 覓得: what was obtained.
    if a.before().and_then(Token::single).is_some_and(|c| OBTAINS.contains(c)) && !a.next_in("很太更最到出起好不")
    {
        return "de2";
    }
    // 今年得少借, 每月得多繳, 樹幹得三個人才抱得住.
    let from_now = a.before_is("t") || a.previous_in("年月天日週晚晨");
    if from_now && !a.number_after() && !LEGAL_NEXT.contains(&next.as_str()) && next != "了"
        || a.number_after() && a.rest().take(7).any(|t| t.chars.last() == Some(&'才'))
    {
        return "dei3";
    }
    // 得三分, but 輸得一點都不冤.
    if a.number_after() && a.next() != '一' && !HOW_VERBS.contains(a.previous()) {
        return "de2";
    }
    if next == "了" && a.before().is_some_and(may_be_able) {
        return "de5";
    }
    if next == "了" && !a.before_is("v") {
        return "de2";
    }
    if a.next_in("很最更太") {
        return "de5";
    }
    let said_how =
        a.before().is_some_and(|t| t.chars.len() == 1 && (t.part.is("?z") || HOW_VERBS.contains(t.chars[0])));
    let ends = a.rest().count() == 1;
    if said_how && (ends || !MUST_NEXT.contains(a.next()) || HOW_NEXT.contains(a.next()) || next.chars().count() > 2) {
        return "de5";
    }
    let pronoun = a.previous_in("我你妳他她它您們家自");
    // 還得, 就得, 我得; but after a noun it is the "may" of laws: 主管機關得命其停業.
    if a.previous_in("必就還也都又只總仍才非需可") && a.after_is("vpd")
        || pronoun && (a.after_is("vpdan") || MUST_NEXT.contains(a.next()))
    {
        return "dei3";
    }
    let legal =
        LEGAL_NEXT.contains(&next.as_str()) || a.before().is_some_and(|t| LEGAL.iter().any(|l| t.text().ends_with(l)));
    if !legal && MUST_NEXT.contains(a.next()) && a.after_is("vpdrcua") {
        return "dei3";
    }
    // 漁船得開到更遠, 業者得加班; but 主管機關得命其停業.
    let many = a.before().is_some_and(|t| t.chars.len() > 1 && t.part.is("nNrS"));
    if (many || a.before_is("n") && a.previous_in("族戶農友眾民工客迷兵生"))
        && !legal
        && (a.after_is("vpd") || a.next() == '還')
    {
        return "dei3";
    }
    let resultative = a.before_is("v") && a.before().is_some_and(|t| t.chars.len() == 1) && HOW_NEXT.contains(a.next());
    if resultative || a.before_is("vaz") || said_how || a.next_in(HOW_NEXT) && !legal { "de5" } else { "de2" }
}

/// Words of degree that stand before an adjective: 做得比較慢.
const DEGREES: &[&str] = &[
    "比較",
    "相當",
    "格外",
    "特別",
    "非常",
    "十分",
    "極其",
    "更加",
    "越來越",
    "愈來愈",
    "有點",
    "有些",
    "如此",
    "這麼",
    "那麼",
    "這樣",
    "不太",
    "不夠",
    "稍微",
    "過於",
    "極為",
    "頗為",
];

/// 寫得再漂亮也…, 跑得比較慢: behind a verb, how far something is done; 他得再等 has no verb before it.
fn tells_how_far(a: &Around) -> bool {
    let done = a.before().is_some_and(|t| {
        t.part.is("v") && !t.chars.last().is_some_and(|c| "還要會能可該須應想有是".contains(*c))
            || t.single().is_some_and(|c| HOW_VERBS.contains(c) || "訂定背織蓋修排煮".contains(c))
    });
    let Some(next) = a.after().filter(|_| done).map(Token::text) else { return false };
    let second = a.rest().nth(1);
    let adjective = second.is_some_and(|t| t.part.is("az"));
    if next == "再" || next == "再怎麼" {
        return adjective || a.rest().skip(1).any(|t| matches!(t.single(), Some('也' | '都' | '仍')));
    }
    adjective && DEGREES.contains(&next.as_str())
}

/// What people do for others.
const FOR_SOMEONE: &[&str] = &[
    "吵架",
    "打架",
    "口角",
    "反目",
    "拚命",
    "賣命",
    "犧牲",
    "奮鬥",
    "祈福",
    "祈禱",
    "加油",
    "打氣",
    "爭光",
    "效力",
    "把關",
    "發聲",
    "請命",
    "慶生",
    "送行",
    "背書",
    "緩頰",
    "辯護",
    "服務",
    "開刀",
    "爭取",
    "護航",
    "站台",
    "助選",
    "拉票",
    "揭幕",
    "剪綵",
    "鋪路",
    "著想",
    "奔走",
    "申冤",
    "代言",
    "獻唱",
    "配音",
    "打拚",
    "喝采",
    "槓上",
    "互槓",
    "爭吵",
    "爭執",
    "大吵",
    "鬧翻",
    "開戰",
    "交鋒",
    "道歉",
    "發愁",
    "苦惱",
    "煩惱",
    "頭痛",
    "請願",
    "抗議",
    "喊冤",
    "求情",
    "叫屈",
    "把脈",
    "喊話",
    "奔波",
    "做準備",
    "準備",
    "開路",
    "解套",
    "鳴冤",
    "站臺",
    "造勢",
    "輔選",
    "打造",
    "量身",
    "默哀",
    "募款",
    "撐腰",
    "開示",
    "保留",
    "發言",
    "說明",
    "解說",
    "導覽",
    "平反",
    "翻案",
    "伸冤",
    "賠罪",
    "餞行",
    "送別",
    "祝福",
    "高興",
    "擔心",
    "感到",
];

/// What a record or a rank is told with: 為全國之首, 為今年首例.
const MOST: &[&str] = &[
    "最", "首", "第一", "首度", "首位", "首例", "唯一", "之一", "之首", "之最", "新高", "新低", "冠軍", "紀錄", "以來",
    "同期",
];

/// What people do right behind their names, and for nobody.
const REPORTS: &[&str] =
    &["指出", "表示", "坦言", "直言", "透露", "認為", "笑說", "供稱", "受訪", "質詢", "裁示", "賽後"];

/// 為: is, becomes (wéi), or for (wèi).
pub fn wei(a: &Around) -> &'static str {
    if a.rest().any(|t| t.chars == ['所']) {
        return "wei2";
    }
    // 陳宥為指出: the end of a name, since nobody reports for anybody.
    if !a.first() && a.after().is_some_and(|t| REPORTS.contains(&t.text().as_str())) {
        return "wei2";
    }
    // 以「保證獲利」為號召, 「重返日常」為題; but 「台灣隊」為國爭光.
    // 為衝流量, 為拚連任: what for.
    if a.next_in("衝拚搶救省保爭趕避防抗籌促求讓使免") && !a.before_is("v") && !a.previous_in("能以應成") && !a.last()
    {
        return "wei4";
    }
    if a.quoted()
        && (a.earlier().any(|t| t.chars == ['以'] || t.chars == ['把'] || t.chars == ['將'])
            || !a.rest().any(|t| t.part.is("v")))
    {
        return "wei2";
    }
    // 為歷年新高, 為紅色警示: what it is, at the head of its clause.
    if a.first()
        && (a.next_in("最歷史首第紅橙黃紫近同") || a.after().is_some_and(|t| t.text() == "連續" || t.text() == "連"))
        && !a.rest().any(|t| FOR_SOMEONE.contains(&t.text().as_str()))
    {
        return "wei2";
    }
    // 為全台最大: what it is, too.
    let most = a.first() && a.rest().take(20).any(|t| MOST.contains(&t.text().as_str()));
    if most && !a.after_is("v") && !a.rest().any(|t| FOR_SOMEONE.contains(&t.text().as_str())) {
        return "wei2";
    }
    // AQI為112: what letters before it amount to; but Google為用戶推出.
    let for_someone = || a.rest().any(|t| FOR_SOMEONE.contains(&t.text().as_str()));
    if a.first() && a.lettered() && (a.number_after() || !a.rest().any(|t| t.part.is("v"))) && !for_someone() {
        return "wei2";
    }
    if a.first() {
        return "wei4";
    }
    // What is done for someone or something, however it is said: 為和平祈福, 為國爭光.
    if a.rest().skip(1).any(|t| FOR_SOMEONE.contains(&t.text().as_str())) && !a.before_is("d") {
        return "wei4";
    }
    // 我為的不是名: what for.
    if a.next() == '的' && a.previous_in("我你妳他她們") {
        return "wei4";
    }
    // 時段為上午, 展期為三月: a time or place is no one that something is done for.
    if a.after_is("t") {
        return "wei2";
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
    let measure = a.previous_in("因率額量數值度標象間期者位價金例比重法式目名果點內外中上下前後區段側處");
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
pub fn how(a: &Around) -> bool {
    let long = a.before().is_some_and(|t| t.chars.len() > 1);
    let done = a.after_is("vdpat?") || a.next_in("向往朝對把將在");
    // 很快地恢復.
    let degree = a.earlier_in_clause().nth(1).and_then(Token::single).is_some_and(|c| "很更太極較越".contains(c));
    if !long && degree && done && a.before_is("ad") {
        return true;
    }
    // 靜靜地, 慢慢地.
    if a.doubled() && !a.last() && !a.previous_in("各處") {
        return true;
    }
    long && (a.before_is("adziblvn?") && done || a.before_is("adz") && !a.after_is("n") && !a.last())
}

/// 還 is to give back: at the end, before whom or what is given, and not before what someone also does.
pub fn gives_back(a: &Around) -> bool {
    let text: String = a.rest().take(4).flat_map(|t| t.chars.iter().copied()).collect();
    let begins = |words: &[&str]| words.iter().any(|w| text.starts_with(w));
    // 還不出來, 還得起, 還多少錢, 還地於民, 還他清白.
    if begins(&[
        "不出來",
        "完",
        "不起",
        "不完",
        "不了",
        "不清",
        "得起",
        "得出",
        "得完",
        "多少",
        "個公道",
        "我公道",
        "清",
    ]) {
        return true;
    }
    // 每月要還約三萬九千元, 還近兩億元.
    if a.previous_in("要需得須應月年共已")
        && text.starts_with(['約', '近', '逾', '了'])
        && text.chars().nth(1).is_some_and(|c| super::NUMERALS.contains(c))
    {
        return true;
    }
    // 這筆債還得了嗎.
    if text.starts_with("得了") && a.previous_in("債貸款") {
        return true;
    }
    if ["於民", "予民"].iter().any(|w| text.contains(w)) && !text.starts_with(['要', '會', '是', '有', '將', '應'])
    {
        return true;
    }
    if a.previous_in("不拒肯") || a.previous_in("未沒") && a.after_is("n") {
        return true;
    }
    // 該還的錢.
    if a.previous_in("該應") && a.next() == '的' {
        return true;
    }
    if ["清白", "公道", "正義", "真相"].iter().any(|w| text.contains(w))
        && !text.starts_with(['要', '會', '是', '有', '將', '應', '給', '在', '原'])
    {
        return true;
    }
    if a.next_in("我他她你您其")
        && ["清白", "公道", "自由", "正義", "真相", "人情", "名譽", "錢"].iter().any(|w| text.contains(w))
    {
        return true;
    }
    // 得還三百萬, 分期還完, 已還兩成.
    let owing = a.previous_in("得要該須應償能願已已未全期起來先再去");
    let given =
        begins(&["錢", "債", "款", "本", "息", "給", "回", "完", "掉", "上", "押金", "保證金", "貸款", "欠款", "借款"])
            || a.number_after();
    let sum = a.rest().any(|t| t.chars.iter().any(|c| "元錢債款貸息萬億年金".contains(*c)));
    if a.previous() == '得' && sum && !a.next_in("是要會能有沒") {
        return true;
    }
    if owing
        && given
        && (sum || begins(&["給", "完", "掉", "回"]))
        && !text.starts_with("上午")
        && !text.starts_with("本")
    {
        return true;
    }
    if a.before().is_some_and(|t| matches!(t.single(), Some('要' | '得' | '該' | '須' | '能' | '來'))) && a.last()
    {
        return true;
    }
    let mut rest = a.rest();
    let Some(next) = rest.next() else { return true };
    let after = rest.next().and_then(|t| t.chars.first().copied()).unwrap_or('\0');
    if next.chars == ['了'] || next.chars.len() == 1 && next.part.is("n") && "於给給".contains(after) {
        return true;
    }
    "我他她你您其".contains(a.next()) && a.rest().skip(1).any(|t| t.part.is("n")) && !a.rest().any(|t| t.part.is("v"))
}
