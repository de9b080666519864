//! The dot inside a foreign name that a desk typed as a full stop: 葛雷格.勞斯.

/// Characters that foreign names are written with in Taiwan, and that neither end nor begin many sentences.
const SOUNDS: &str = "\
阿艾安奧巴貝比伯布查達戴德蒂迪杜恩爾法費菲弗福格葛哈漢赫亨胡霍基吉加伽傑金卡凱坎柯科克肯庫拉萊蘭勞勒雷李里利莉林琳隆盧魯倫羅洛瑪馬麥曼梅\
蒙麗米密莫姆穆娜納奈內尼諾歐帕佩皮普奇琪喬契瑞薩塞賽桑森沙莎尚史斯司絲蘇索塔泰坦湯特提緹圖托瓦威韋維偉溫沃伍西希夏謝辛休雅亞伊因英尤約\
茲佐朱茱娃婭妮黛珍珊彼保翰彌蓋珀芙露璐夫雪蕾黎摩爵治桃茜芬芮薇賓班邦岡姬潔登頓丹旦弘門詹瓊仙汀丁埃愛朗裘拜邁佛";

/// A dot between two parts of a foreign name: two characters on either side that such names are made of, or the
/// capital of a middle name, which has a dot on its other side: 喬治.W.布希.
///
/// `get` gives the character at a distance from the dot.
pub fn is_here(get: impl Fn(isize) -> char) -> bool {
    let sounds = |c: char| SOUNDS.contains(c);
    let before = sounds(get(-1)) && sounds(get(-2));
    let after = sounds(get(1)) && sounds(get(2));
    let dot = |c: char| matches!(c, '.' | '．');
    let initial_after = get(1).is_ascii_uppercase() && dot(get(2)) && sounds(get(3)) && sounds(get(4));
    let initial_before = get(-1).is_ascii_uppercase() && dot(get(-2)) && sounds(get(-3)) && sounds(get(-4));
    before && (after || initial_after) || initial_before && after
}
