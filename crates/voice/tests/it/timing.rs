//! Word times that are found in the sound alone, beside eSpeak NG's own, which are known: how good the times of a voice
//! can be that returns none. `cargo test -p voice --test it timing -- --nocapture` prints them.

use speech::lang::Lang;
use speech::timing;
use speech::utter::{utter, whole};

use crate::saying::request;

/// Invented news.
const ENGLISH: &[&str] = &[
    "The council voted on Tuesday to reopen the old ferry line, which had been closed since the flood of 1998.",
    "“Nobody asked us,” said Mara Quill, who has run the bakery on Bridge Street for twenty-three years.",
    "It will cost $3.2 million, of which the city pays half; the rest comes from the port authority.",
    "Three days later the water was gone, and so were the chairs, the tables and the piano.",
    "The trains will stop at midnight.",
    "When the bell rang at seven, the children, their teachers and half of the village were already on the square.",
    "Prices rose by 4.7 per cent in March, the fastest rise since records began, although wages hardly moved at all.",
    "A spokesman refused to say how many boats had been lost, or when the search would begin again.",
];
const CHINESE: &[&str] = &[
    "市議會星期二決定重新開放舊渡輪航線，這條航線在水災之後一直關閉。",
    "三天後，水退了，椅子、桌子和鋼琴也都不見了。",
    "列車將在午夜停駛。",
    "七點鐘聲響起時，孩子、老師和半個村子的人都已經站在廣場上。",
    "三月物價上漲百分之四點七，是有紀錄以來最快的一次，薪資卻幾乎沒有變動。",
];

/// What lies between the times found and the engine's own, word by word, in milliseconds; first words apart.
fn errors(texts: &[&str], lang: Lang) -> (Vec<usize>, Vec<usize>) {
    let (mut first, mut others) = (Vec::new(), Vec::new());
    for (number, text) in texts.iter().enumerate() {
        let asked = request(utter(text, lang));
        let (reply, samples) = voice::say(&asked).unwrap();
        let said = whole(text, lang, &[]).unwrap();
        assert_eq!(said.words.len(), reply.words.len(), "{text}");
        // As a server sends it: a moment of hiss before and behind.
        let lead = reply.sample_rate as usize * (100 + 70 * number) / 1000;
        let mut seed = 7u32;
        let mut hiss = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((seed >> 24) as i16 - 128) / 16
        };
        let mut sent: Vec<i16> = (0..lead).map(|_| hiss()).collect();
        sent.extend(samples.iter().map(|sample| sample.saturating_add(hiss())));
        sent.extend((0..lead).map(|_| hiss()));

        let heard = timing::sounding(&sent, reply.sample_rate).unwrap();
        let spans = timing::spread(&said, &sent, reply.sample_rate, &heard);
        let off = |word: usize| {
            spans[word].start.abs_diff(reply.words[word].start + lead) * 1000 / reply.sample_rate as usize
        };
        first.push(off(0));
        others.extend((1..spans.len()).map(off));
    }
    first.sort_unstable();
    others.sort_unstable();
    (first, others)
}

fn part(sorted: &[usize], percent: usize) -> usize {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

#[test]
fn a_voice_without_word_times_has_its_segments_right_and_its_words_nearly() {
    for (name, texts, lang) in [("English", ENGLISH, Lang::En), ("Chinese", CHINESE, Lang::Zh)] {
        let (first, others) = errors(texts, lang);
        println!(
            "{name}: first words off by at most {} ms; {} others: median {}, 90 % within {}, 95 % within {}, at most {}",
            first[first.len() - 1],
            others.len(),
            part(&others, 50),
            part(&others, 90),
            part(&others, 95),
            others[others.len() - 1]
        );
        assert!(first[first.len() - 1] < 20, "{name}: a segment begins {} ms off", first[first.len() - 1]);
        assert!(part(&others, 50) <= 90, "{name}: median {} ms", part(&others, 50));
        assert!(part(&others, 90) <= 220, "{name}: nine words in ten within {} ms", part(&others, 90));
    }
}
