//! A letter as HTML: tables and inline styles, because mail programs know little else; nothing is loaded but pictures from
//! our own address, and no picture tells that a letter was opened.

use super::letter::{Paper, Reader};
use super::picking::{Entry, Picture};
use super::words::Words;

/// Width of the column in px: what fits a reading pane.
const WIDTH: u32 = 600;
/// Width of the pictures beside all stories but the first.
const SMALL: u32 = 168;

/// What stands above the stories.
#[derive(Clone, Debug)]
pub struct Head {
    pub title: String,
    pub date: String,
    pub length: String,
    pub intro: Option<String>,
}

const SERIF: &str = "Georgia,'Noto Serif TC','Songti TC',serif";
const SANS: &str = "-apple-system,'Segoe UI',Roboto,'PingFang TC','Microsoft JhengHei','Noto Sans TC',sans-serif";
/// Programs that show letters in the dark and read styles get colours that were drawn for it; the others turn ours around.
const DARK: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}\
a{text-decoration:none}a:hover{text-decoration:underline}\
@media(prefers-color-scheme:dark){\
.paper{background:#161410!important}.ink,.ink a{color:#ece5d6!important}.soft,.soft a{color:#b0a793!important}\
.brass{color:#deb562!important}.rule{border-color:#37322a!important}\
.listen{background:#d3a549!important;color:#1b1507!important}}\
@media(max-width:520px){.small{width:104px!important}.small img{width:104px!important}}";

pub fn write(paper: &Paper, words: Words, lang: &str, head: &Head, reader: &Reader, entries: &[&Entry]) -> String {
    let mut out = String::with_capacity(4_000 + entries.len() * 2_500);
    let lang = escape(lang);
    out.push_str(&format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\
         <title>{}</title>\n<style>{DARK}</style></head>\n\
         <body class=\"paper\" style=\"margin:0;padding:0;background:#fbf8f1\">\n\
         <div role=\"main\"><div style=\"display:none;max-height:0;overflow:hidden\">{}</div>\n\
         <table role=\"presentation\" class=\"paper\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"background:#fbf8f1\"><tr><td align=\"center\" style=\"padding:24px 16px\">\n\
         <table role=\"presentation\" width=\"{WIDTH}\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"width:100%;max-width:{WIDTH}px\">\n",
        escape(&head.title),
        escape(&head.length),
    ));
    top(&mut out, paper, head);
    for (number, entry) in entries.iter().enumerate() {
        if number == 0 { lead(&mut out, paper, words, entry) } else { story(&mut out, paper, words, entry) }
    }
    foot(&mut out, paper, words, reader);
    out.push_str("</table></td></tr></table></div></body></html>\n");
    out
}

fn top(out: &mut String, paper: &Paper, head: &Head) {
    out.push_str(&format!(
        "<tr><td class=\"rule\" style=\"border-bottom:3px double #8b8272;padding-bottom:14px\">\
         <h1 class=\"ink\" style=\"margin:0;font:600 26px/1.3 {SERIF};color:#1e1a14\">\
         <a href=\"{}/\" class=\"ink\" style=\"color:#1e1a14\">{}</a></h1>\
         <p class=\"soft\" style=\"margin:4px 0 0;font:15px/1.5 {SANS};color:#5c5547\">{}<br>{}</p></td></tr>\n",
        escape(&paper.public_url),
        escape(&head.title),
        escape(&head.date),
        escape(&head.length),
    ));
    if let Some(intro) = &head.intro {
        let paragraphs = intro.split("\n\n").map(|one| escape(one.trim()).replace('\n', "<br>"));
        let paragraphs =
            paragraphs.filter(|one| !one.is_empty()).map(|one| format!("<p style=\"margin:0 0 12px\">{one}</p>"));
        out.push_str(&format!(
            "<tr><td class=\"ink\" style=\"padding:18px 0 4px;font:17px/1.6 {SERIF};color:#1e1a14\">{}</td></tr>\n",
            paragraphs.collect::<String>()
        ));
    }
}

/// The first story, with its picture across the column.
fn lead(out: &mut String, paper: &Paper, words: Words, entry: &Entry) {
    out.push_str(&format!(
        "<tr><td lang=\"{}\" class=\"rule\" style=\"padding:20px 0;border-bottom:1px solid #ddd4c2\">",
        escape(&entry.lang)
    ));
    if let Some(picture) = &entry.picture {
        out.push_str(&format!("<p style=\"margin:0 0 14px\">{}</p>", image(paper, entry, picture, WIDTH)));
    }
    said(out, paper, words, entry, 26);
    out.push_str("</td></tr>\n");
}

/// Any other, with its picture beside it.
fn story(out: &mut String, paper: &Paper, words: Words, entry: &Entry) {
    out.push_str(&format!(
        "<tr><td lang=\"{}\" class=\"rule\" style=\"padding:20px 0;border-bottom:1px solid #ddd4c2\">\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td valign=\"top\">",
        escape(&entry.lang)
    ));
    said(out, paper, words, entry, 20);
    out.push_str("</td>");
    if let Some(picture) = &entry.picture {
        out.push_str(&format!(
            "<td class=\"small\" valign=\"top\" width=\"{SMALL}\" style=\"width:{SMALL}px;padding-left:16px\">{}</td>",
            image(paper, entry, picture, SMALL)
        ));
    }
    out.push_str("</tr></table></td></tr>\n");
}

fn said(out: &mut String, paper: &Paper, words: Words, entry: &Entry, px: u32) {
    out.push_str(&format!(
        "<h2 class=\"ink\" style=\"margin:0;font:600 {px}px/1.25 {SERIF};color:#1e1a14\">\
         <a href=\"{}\" class=\"ink\" style=\"color:#1e1a14\">{}</a></h2>",
        escape(&paper.article_url(entry)),
        escape(&entry.headline)
    ));
    if let Some(standfirst) = &entry.standfirst {
        out.push_str(&format!(
            "<p class=\"ink\" style=\"margin:8px 0 0;font:16px/1.5 {SERIF};color:#1e1a14\">{}</p>",
            escape(standfirst)
        ));
    }
    let label = format!("{}{}{}", words.listen(), words.colon(), entry.headline);
    out.push_str(&format!(
        "<p class=\"soft\" style=\"margin:8px 0 12px;font:14px/1.5 {SANS};color:#5c5547\">{}</p>\
         <p style=\"margin:0\"><a class=\"listen\" href=\"{}\" aria-label=\"{}\" style=\"display:inline-block;padding:10px 20px;\
         border-radius:24px;background:#c9983c;color:#1d1608;font:600 15px/1.3 {SANS};text-decoration:none\">\
         &#9654;&#xFE0E; {}</a></p>",
        escape(&paper.about(words, entry)),
        escape(&paper.listen_url(entry)),
        escape(&label),
        words.listen()
    ));
}

fn image(paper: &Paper, entry: &Entry, picture: &Picture, width: u32) -> String {
    let height = u64::from(width) * u64::from(picture.height) / u64::from(picture.width.max(1));
    format!(
        "<a href=\"{}\"><img src=\"{}{}\" alt=\"{}\" width=\"{width}\" height=\"{height}\" \
         style=\"display:block;width:100%;max-width:{width}px;height:auto;border:0\"></a>",
        escape(&paper.article_url(entry)),
        escape(&paper.public_url),
        escape(&picture.path),
        // A link has to say where it leads.
        escape(if picture.alt.is_empty() { &entry.headline } else { &picture.alt })
    )
}

fn foot(out: &mut String, paper: &Paper, words: Words, reader: &Reader) {
    let link = |href: &str, text: &str| {
        format!("<a href=\"{}\" style=\"color:#5c5547;text-decoration:underline\">{}</a>", escape(href), escape(text))
    };
    out.push_str(&format!(
        "<tr><td class=\"soft\" style=\"padding:24px 0;font:14px/1.7 {SANS};color:#5c5547\">{}<br>{}<br><br>{}{}{}</td></tr>\n",
        escape(&words.why(&paper.site)),
        escape(words.voices()),
        link(&reader.choices_url, words.choices()),
        words.dot(),
        link(&reader.unsubscribe_url, words.unsubscribe()),
    ));
}

/// For text and for attributes in double quotation marks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}
