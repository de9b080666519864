//! Running text as HTML: marks nested, addresses checked, everything else escaped.
//!
//! The article page and every feed write their sentences with [`inline`], so a link that is safe in one is safe in all.

use std::ops::Range;

use newsroom::story::{Style, Text};
use url::Url;

/// What a link may lead to. All else (`javascript:`, `data:`, an address without its site) is written as plain words.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The HTML of a byte range of a text, with the marks that fall in it.
///
/// Its characters are those of the text, one for one in UTF-16 units, so the times of words, which count in them, hold
/// for the element it is put into. Marks may overlap in the text and are nested here; a link is cut last, and stands
/// never inside another. A range beyond the text or inside a character is taken back to the last whole character.
pub fn inline(text: &Text, range: Range<usize>) -> String {
    let plain = &text.plain;
    let (from, to) = (boundary(plain, range.start), boundary(plain, range.end));
    if from >= to {
        return String::new();
    }
    let spans = spans(text, from, to);
    let mut cuts: Vec<usize> = spans.iter().flat_map(|span| [span.from, span.to]).chain([from, to]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut html = String::with_capacity((to - from) * 5 / 4);
    let mut open: Vec<&Span> = Vec::new();
    let mut next = 0;
    for piece in cuts.windows(2) {
        let at = piece[0];
        // Spans end in the order of their nesting, but for emphasis that crosses emphasis: what was opened after the
        // one that ends is closed with it and opened again.
        let stays = open.iter().position(|span| span.to <= at).unwrap_or(open.len());
        let mut again: Vec<&Span> = open.split_off(stays);
        for span in again.iter().rev() {
            html.push_str(span.tag.end());
        }
        again.retain(|span| span.to > at);
        while next < spans.len() && spans[next].from == at {
            again.push(&spans[next]);
            next += 1;
        }
        for span in again {
            span.tag.write_start(&mut html);
            open.push(span);
        }
        escape_into(&mut html, &plain[at..piece[1]]);
    }
    for span in open.iter().rev() {
        html.push_str(span.tag.end());
    }
    html
}

/// All of a text.
pub fn whole(text: &Text) -> String {
    inline(text, 0..text.plain.len())
}

/// Words as HTML text, or as the value of a quoted attribute.
pub fn escape(words: &str) -> String {
    let mut html = String::with_capacity(words.len());
    escape_into(&mut html, words);
    html
}

fn escape_into(html: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // HTML has no place for them; a space keeps the count of characters.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => html.push(' '),
            c => html.push(c),
        }
    }
}

/// An address as a link may have it: `None` when it is of another kind or no whole address.
pub fn link(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    SCHEMES.contains(&url.scheme()).then(|| url.to_string())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Tag {
    Link(String),
    Strong,
    Emphasis,
    Code,
}

impl Tag {
    fn write_start(&self, html: &mut String) {
        match self {
            Tag::Link(href) => {
                html.push_str("<a href=\"");
                escape_into(html, href);
                html.push_str("\" rel=\"noopener\">");
            }
            Tag::Strong => html.push_str("<strong>"),
            Tag::Emphasis => html.push_str("<em>"),
            Tag::Code => html.push_str("<code>"),
        }
    }

    fn end(&self) -> &'static str {
        match self {
            Tag::Link(_) => "</a>",
            Tag::Strong => "</strong>",
            Tag::Emphasis => "</em>",
            Tag::Code => "</code>",
        }
    }
}

struct Span {
    from: usize,
    to: usize,
    tag: Tag,
}

/// The marks between two places, outer ones first: those of one kind joined, links apart, and what crosses the end of
/// a link cut there.
fn spans(text: &Text, from: usize, to: usize) -> Vec<Span> {
    let mut links: Vec<Span> = Vec::new();
    let mut plain: [Vec<Range<usize>>; 3] = Default::default();
    for mark in &text.marks {
        let (start, end) = (boundary(&text.plain, mark.from).max(from), boundary(&text.plain, mark.to).min(to));
        if start >= end {
            continue;
        }
        match &mark.style {
            Style::Link { href } => {
                if let Some(href) = link(href) {
                    links.push(Span { from: start, to: end, tag: Tag::Link(href) });
                }
            }
            Style::Strong => plain[0].push(start..end),
            Style::Emphasis => plain[1].push(start..end),
            Style::Code => plain[2].push(start..end),
            // Heard, not seen.
            Style::Say { .. } => {}
        }
    }
    let links = apart(links);
    let linked: Vec<Range<usize>> = links.iter().map(|link| link.from..link.to).collect();
    let mut spans = Vec::new();
    for (ranges, tag) in plain.into_iter().zip([Tag::Strong, Tag::Emphasis, Tag::Code]) {
        for range in joined(ranges) {
            for piece in cut(range, &linked) {
                spans.push(Span { from: piece.start, to: piece.end, tag: tag.clone() });
            }
        }
    }
    spans.extend(links);
    let rank = |tag: &Tag| match tag {
        Tag::Link(_) => 0,
        Tag::Strong => 1,
        Tag::Emphasis => 2,
        Tag::Code => 3,
    };
    spans.sort_by(|a, b| a.from.cmp(&b.from).then(b.to.cmp(&a.to)).then(rank(&a.tag).cmp(&rank(&b.tag))));
    spans
}

/// Links that do not overlap: the one that begins first keeps its length, the next begins where it ends.
fn apart(mut links: Vec<Span>) -> Vec<Span> {
    links.sort_by_key(|link| link.from);
    let mut end = 0;
    links.retain_mut(|link| {
        link.from = link.from.max(end);
        let any = link.from < link.to;
        end = end.max(link.to);
        any
    });
    links
}

fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// A range cut where a link crosses its start or its end. One that holds a link whole, or lies in one, stays whole.
fn cut(range: Range<usize>, links: &[Range<usize>]) -> Vec<Range<usize>> {
    // Links are in order and apart, so at most one crosses each end: two searches, not a walk over all of them.
    let over = |at: usize| {
        let link = &links[links.partition_point(|link| link.end <= at)..];
        link.first().filter(|link| link.start < at).cloned()
    };
    let mut places = vec![range.start];
    places.extend(over(range.start).map(|link| link.end).filter(|end| *end < range.end));
    places.extend(over(range.end).map(|link| link.start).filter(|start| *start > range.start));
    places.push(range.end);
    // Where one link ends and the next begins, both were found.
    places.dedup();
    places.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The last place at or before `at` that does not split a character.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}
