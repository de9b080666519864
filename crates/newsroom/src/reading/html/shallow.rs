//! Markup → the same markup without the tags that nest deeper than anybody meant.
//!
//! The parser behind us follows any depth, and its work grows with the square of it; style left open is opened again in
//! every paragraph that follows, so that a page of a megabyte grows to forty million elements. Browsers have limits of
//! their own. The text within a dropped element stays.

use std::borrow::Cow;

/// Elements open at once. Chrome flattens below 512; real pages rarely pass 60.
const MAX_DEPTH: usize = 200;

/// Elements of style (`<b>`, `<font>` …) open at once.
const MAX_STYLES: usize = 12;

/// How far up an end tag looks for its beginning; further off it closes nothing.
const LOOK_UP: usize = 64;

struct Open<'a> {
    name: &'a str,
    style: bool,
    dropped: bool,
}

/// `<div>` ten thousand times over → two hundred of them.
pub fn shallow(markup: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut open: Vec<Open> = Vec::new();
    let mut styles = 0usize;
    let mut at = 0;
    while let Some(found) = markup[at..].find('<') {
        let start = at + found;
        let rest = &markup[start + 1..];
        if rest.starts_with("!--") {
            at = start + 1 + rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let closing = rest.starts_with('/');
        let from = start + 1 + usize::from(closing);
        let length = markup[from..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        if length == 0 {
            at = start + 1;
            continue;
        }
        let name = &markup[from..from + length];
        at = from + length;
        if is(name, &VOID) {
            continue;
        }
        let drop = if closing {
            let mut gone = false;
            if let Some(index) = open.iter().rev().take(LOOK_UP).position(|open| open.name.eq_ignore_ascii_case(name)) {
                let index = open.len() - 1 - index;
                gone = open[index].dropped;
                styles -= open.drain(index..).filter(|open| open.style).count();
            }
            gone
        } else {
            // These end one another and cannot pile up; and without them paragraphs would run together.
            let self_ending = is(name, &SELF_ENDING);
            if self_ending {
                end_sibling(&mut open, name);
            }
            let style = is(name, &STYLES);
            let surplus = style && styles >= MAX_STYLES;
            let dropped = surplus || (open.len() >= MAX_DEPTH && !self_ending);
            // A dropped element's end has to go with it. Surplus style is let close another: that does no harm.
            if !surplus {
                styles += usize::from(style);
                open.push(Open { name, style, dropped });
            }
            dropped
        };
        if drop {
            let end = at + end_of_tag(&markup[at..]);
            kept.push_str(&markup[copied..start]);
            kept.push(' ');
            copied = end;
            at = end;
        } else if !closing && is(name, &RAW) {
            // Their content is no markup, whatever it looks like.
            at += end_of_raw(&markup[at..], name);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markup);
    }
    kept.push_str(&markup[copied..]);
    Cow::Owned(kept)
}

/// A paragraph ends the one before it, an entry of a list the one before it; style goes on in the next.
fn end_sibling(open: &mut Vec<Open>, name: &str) {
    for (up, above) in open.iter().rev().take(LOOK_UP).enumerate() {
        if above.name.eq_ignore_ascii_case(name) {
            let index = open.len() - 1 - up;
            let reopened: Vec<Open> = open.drain(index..).filter(|open| open.style).collect();
            open.extend(reopened);
            return;
        }
        if !above.style && !is(above.name, &SELF_ENDING) && !above.name.eq_ignore_ascii_case("span") {
            return;
        }
    }
}

/// Bytes up to and with the `>` that ends a tag; quoted values may hold others.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn end_of_raw(rest: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = rest[at..].find("</") {
        at += found + 2;
        if rest.get(at..at + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return at - 2;
        }
    }
    rest.len()
}

fn is(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

const VOID: [&str; 18] = [
    "area", "base", "body", "br", "col", "embed", "head", "hr", "html", "img", "input", "link", "meta", "param",
    "path", "source", "track", "wbr",
];
const SELF_ENDING: [&str; 14] =
    ["p", "li", "dd", "dt", "td", "th", "tr", "thead", "tbody", "colgroup", "option", "optgroup", "rt", "rp"];
const STYLES: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const RAW: [&str; 5] = ["script", "style", "textarea", "title", "xmp"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_page_stays_as_it_is() {
        let page = "<!-- <div> --><script>'<div><div>'</script><ul><li>a<li>b</ul><p>c<p>d <b>e</b></p><img alt='a>b'>"
            .repeat(500);
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn tags_left_open_in_each_paragraph_are_not_depth() {
        let page = format!("<div>{}</div>", "<p><span>text</p>".repeat(1_000));
        assert!(matches!(shallow(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn depth_without_end_is_cut_and_its_text_stays() {
        let page = format!("{}deep{}<p>after</p>", "<div title='>'>".repeat(10_000), "</div>".repeat(10_000));
        let cut = shallow(&page);
        assert_eq!(cut.matches("<div").count(), 200);
        assert_eq!(cut.matches("</div").count(), 200);
        assert!(cut.contains("deep") && cut.contains("<p>after</p>"));
    }

    #[test]
    fn style_left_open_is_cut() {
        let page: String = (0..1_000).map(|n| format!("<p><font color=c{n}>text")).collect();
        assert_eq!(shallow(&page).matches("<font").count(), 12);
        assert_eq!(shallow(&page).matches("<p>").count(), 1_000);
    }

    #[test]
    fn broken_ends_are_no_trouble() {
        for page in ["<", "</", "<a", "<a b='", "</x></x>", "<script>", "<!--", "<é>", "<title><p"] {
            assert_eq!(shallow(page), page);
        }
    }
}
