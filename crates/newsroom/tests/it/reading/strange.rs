//! Input that nobody meant: nothing in reading may panic, whatever it is given.

use newsroom::reading::{self, dump, feed, html, markdown};

/// Pieces that code about bytes, letters, brackets and tags stumbles over.
const PIECES: [&str; 60] = [
    "<p>",
    "</p>",
    "<div class=caption>",
    "<figure>",
    "<figcaption>",
    "<img src='é.jpg' srcset='a 1x, b 2x'>",
    "<table><tr><th>",
    "<td>",
    "<ul><li>",
    "<blockquote>",
    "<cite>",
    "<a href='//ß'>",
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<h1>",
    "<h2>",
    "<sup>2</sup>",
    "<script>",
    "</script>",
    "<article>",
    "<item>",
    "<entry>",
    "<title>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#0;",
    "&eacute;",
    "---\n",
    "\n",
    "\n\n",
    "# ",
    "> ",
    "| a | b |\n|---|---|\n",
    "![x](y \"z | w\")",
    "[^1]",
    "（圖／",
    "（",
    "）",
    "(Photo: İ",
    ")",
    "(AP)",
    "Photo/ẞ",
    "渡輪在清晨離開港口。",
    "İstanbul’da ",
    "A\u{301}",
    "\u{feff}",
    "\u{200b}",
    "👩\u{200d}🚀 ",
    "By ",
    "記者",
    "2025年4月4日",
    "Nov 19, 2019",
    "___",
    "｜",
    "Tags: ",
    "The ferry left the harbour at dawn on Friday with forty passengers, the first in two winters. ",
    "“Never,” said Ines Calder, who has run the harbour office since the storm took the pier away. ",
];

/// The same every time, and spread well enough (Knuth's multiplier).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn a_thousand_heaps_of_pieces_are_read_or_refused() {
    let mut state = 42;
    for round in 0..1_000 {
        let mut text = String::new();
        for _ in 0..1 + next(&mut state) % 24 {
            text.push_str(PIECES[next(&mut state) % PIECES.len()]);
        }
        let page = format!("<html><head><title>{text}</title></head><body><h1>A title</h1>{text}");
        let xml = format!("<rss version='2.0'><channel><title>T</title><item><title>{text}</title><description>{text}");
        let result = std::panic::catch_unwind(|| {
            let _ = dump::read(&text);
            let _ = markdown::read(&text);
            let _ = html::read(page.as_bytes(), Some("https://herald.example/a"));
            let _ = feed::read(xml.as_bytes(), None);
            let _ = reading::read("-", None, text.as_bytes());
        });
        assert!(result.is_ok(), "round {round} stumbled over {text:?}");
    }
}

#[test]
fn any_bytes_at_all_are_read_or_refused() {
    let mut state = 7;
    for _ in 0..1_000 {
        let bytes: Vec<u8> = (0..next(&mut state) % 200).map(|_| (next(&mut state) % 256) as u8).collect();
        for name in ["a.html", "a.md", "a.txt", "a.xml", "-"] {
            let _ = reading::read(name, None, &bytes);
        }
    }
}
