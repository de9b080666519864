//! Chinese queries, each with the stories of the demo that speak of it. Whoever labelled them read the stories, and not
//! the index.

use std::path::Path;

use newsroom::search::{self, Ask};

use crate::harness::Newsroom;

crate::on_both!(chinese_queries_find_all_stories_that_speak_of_it);

/// Nine stories, each by a letter.
const STORIES: [(char, &str); 9] = [
    ('閘', "flood-barrier-test-zh"),
    ('徑', "riverside-taichi-path"),
    ('桌', "elders-lunch-table"),
    ('市', "morning-market-moves"),
    ('球', "little-league-final"),
    ('戲', "glove-puppets-return"),
    ('壩', "dam-that-came-down-zh"),
    ('車', "last-tram-driver"),
    ('鐘', "clock-tower-repair"),
];

const QUERIES: [(&str, &str); 80] = [
    ("防洪", "閘"),
    ("防洪閘門", "閘"),
    ("紅隼閘門", "閘"),
    ("碼頭街", "閘"),
    ("淤泥", "閘"),
    ("潛水員", "閘"),
    ("暴潮預警", "閘"),
    ("起重船", "閘"),
    ("工務委員會", "閘市"),
    ("海絲特・班寧", "閘市"),
    ("市議會", "閘市車鐘"),
    ("太極", "徑"),
    ("步道", "徑"),
    ("柳樹", "徑壩"),
    ("單車", "徑"),
    ("護理師", "徑"),
    ("LINE群組", "徑球戲"),
    ("line 群組", "徑球戲"),
    ("民國78年", "徑"),
    ("民國", "徑市戲壩鐘"),
    ("圓桌", "桌"),
    ("「大圓桌」", "桌"),
    ("活動中心", "桌"),
    ("米粉湯", "桌"),
    ("鍾阿義", "桌"),
    ("血壓", "桌"),
    ("桌球", "桌"),
    ("志工", "桌"),
    ("重慶", "桌戲車"),
    ("早市", "市"),
    ("暗渠", "市"),
    ("攤位", "市"),
    ("公聽會", "市"),
    ("電車機廠", "市"),
    ("電車", "市壩車鐘"),
    ("自來水", "市"),
    ("豆花", "市"),
    ("盧秋香", "市"),
    ("臺語", "市戲"),
    ("少棒", "球"),
    ("決賽", "球"),
    ("延長賽", "球"),
    ("白鷺", "球"),
    ("投手", "球"),
    ("高飛球", "球"),
    ("陣風時速", "閘球"),
    ("布袋戲", "戲"),
    ("孫悟空", "戲"),
    ("火焰山", "戲"),
    ("《西遊記》", "戲"),
    ("銀行倉庫", "戲"),
    ("字幕", "戲"),
    ("儲蓄銀行", "戲"),
    ("戲偶", "戲"),
    ("新臺幣", "戲鐘"),
    ("考德里壩", "壩"),
    ("壩", "壩"),
    ("水井", "壩"),
    ("井", "壩"),
    ("RFID", "壩"),
    ("lidar", "壩"),
    ("ＲＦＩＤ晶片", "壩"),
    ("卵石", "壩"),
    ("和解金", "壩"),
    ("末班車", "車"),
    ("歐陽淑芬", "車"),
    ("落葉", "車"),
    ("軌道", "車"),
    ("計程車", "車"),
    ("７號線", "壩車"),
    ("穀物交易所", "壩車"),
    ("電車 末班", "車"),
    ("鐘樓", "鐘"),
    ("3D掃描", "鐘"),
    ("齒輪", "鐘"),
    ("硬幣", "鐘"),
    ("邵國良", "鐘"),
    ("塔姆瑟河", "徑球"),
    ("拉克港", "閘市戲壩車鐘"),
    ("柳岸", "閘徑桌市球戲壩車鐘"),
];

async fn chinese_queries_find_all_stories_that_speak_of_it(room: &Newsroom) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crier/demo/articles/riverbank-neighbour");
    let mut ids = Vec::new();
    for (letter, slug) in STORIES {
        let text = std::fs::read_to_string(folder.join(format!("{slug}.md"))).expect("a story of the demo");
        let bare: String = text
            .lines()
            .filter(|line| !line.starts_with("publication:") && !line.starts_with("translated_from:"))
            .map(|line| format!("{line}\n"))
            .collect();
        ids.push((letter, room.published(&bare).await.0));
    }
    let (mut wanted, mut missed) = (0, Vec::new());
    for (typed, stories) in QUERIES {
        let found = search::find(&room.ctx.db, &Ask { typed, ..Ask::default() }).await.expect("an answer");
        for story in stories.chars() {
            wanted += 1;
            let id = &ids.iter().find(|(letter, _)| *letter == story).expect("a story").1;
            if !found.articles.contains(id) {
                missed.push(format!("{typed} does not find {story}"));
            }
        }
    }
    // 99 of 100.
    assert!(missed.len() * 100 <= wanted, "{} of {wanted} missed:\n{}", missed.len(), missed.join("\n"));
}
