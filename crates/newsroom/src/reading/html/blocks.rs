//! A tree of markup → blocks of plain text with marks. What comes out holds no markup, whatever went in.

use dom_query::NodeRef;
use url::Url;

use super::{address, picture, table, tree};
use crate::reading::compose::Composer;
use crate::story::{Block, Style, Text};

/// The blocks under `root`, in reading order. `base` resolves links and pictures.
pub fn read(root: &NodeRef, base: Option<&Url>) -> Vec<Block> {
    let mut reader = Reader { base, ..Reader::default() };
    reader.walk(root);
    reader.blocks
}

#[derive(Default)]
struct Reader<'a> {
    base: Option<&'a Url>,
    blocks: Vec<Block>,
    /// Quotes and lists being read, the innermost last.
    inside: Vec<Inside>,
    heading: Option<u8>,
    composer: Composer,
    preformatted: usize,
    /// The `<br>`s since the last text: two of them end a paragraph.
    breaks: usize,
}

enum Inside {
    Quote { paragraphs: Vec<Text>, cite: Option<String> },
    List { ordered: bool, items: Vec<Text>, entries: usize },
}

/// What is left to do; kept by hand, because markup nests deeper than a stack does.
enum Step<'a> {
    Enter(NodeRef<'a>),
    EndMark,
    EndBlock,
    EndHeading,
    EndInside,
    EndEntry,
    EndPreformatted,
    Say(&'static str),
}

impl Reader<'_> {
    fn walk(&mut self, root: &NodeRef) {
        let mut steps = vec![Step::Enter(*root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) if node.is_text() => self.text(&node.text()),
                Step::Enter(node) => self.enter(node, &mut steps),
                Step::EndMark => self.composer.close(),
                Step::EndBlock => self.end_block(),
                Step::EndHeading => {
                    self.flush();
                    self.heading = None;
                }
                Step::EndInside => self.end_inside(),
                Step::EndEntry => {
                    self.flush();
                    if let Some(Inside::List { entries, .. }) = self.inside.last_mut() {
                        *entries = entries.saturating_sub(1);
                    }
                }
                Step::EndPreformatted => {
                    self.composer.close();
                    self.preformatted -= 1;
                    self.end_block();
                }
                Step::Say(text) => self.composer.push(text),
            }
        }
        self.flush();
        while !self.inside.is_empty() {
            self.end_inside();
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.composer.hard_break();
                }
                self.composer.push(line);
            }
        } else {
            self.composer.push(text);
        }
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
    }

    fn enter<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        let name = tree::name(&node);
        match name.as_str() {
            "" if node.is_document() || node.is_fragment() => self.children(node, steps, None),
            "" => {}
            name if is_unread(name) || node.has_attr("hidden") || is_note_marker(&node, name) => {}
            "br" => self.line_break(),
            "hr" => self.end_block(),
            "img" => self.image(&node),
            "figure" => self.figure(node, steps),
            "em" | "i" => self.mark(node, steps, Style::Emphasis),
            "strong" | "b" => self.mark(node, steps, Style::Strong),
            "code" | "kbd" | "samp" if self.preformatted == 0 => self.mark(node, steps, Style::Code),
            "a" => match tree::attr(&node, "href").and_then(|href| address::resolve(&href, self.base)) {
                Some(href) => self.mark(node, steps, Style::Link { href }),
                None => self.children(node, steps, None),
            },
            "q" => {
                self.composer.push("“");
                self.children(node, steps, Some(Step::Say("”")));
            }
            "sup" | "sub" => self.raised(node, steps, name == "sup"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                // Level 1 is the headline, and nobody hears the difference below 4.
                self.heading = name[1..].parse().ok().map(|level: u8| level.clamp(2, 4));
                self.children(node, steps, Some(Step::EndHeading));
            }
            "blockquote" => {
                self.flush();
                self.inside.push(Inside::Quote { paragraphs: Vec::new(), cite: None });
                self.children(node, steps, Some(Step::EndInside));
            }
            "cite" | "footer" | "figcaption" if self.cites(&node, &name) => {}
            "ul" | "ol" | "dl" | "menu" => {
                self.flush();
                self.inside.push(Inside::List { ordered: name == "ol", items: Vec::new(), entries: 0 });
                self.children(node, steps, Some(Step::EndInside));
            }
            "li" | "dt" => self.entry(node, steps),
            "dd" => {
                self.composer.hard_break();
                self.children(node, steps, Some(Step::EndBlock));
            }
            "pre" => {
                self.end_block();
                self.preformatted += 1;
                self.composer.open(Style::Code);
                self.children(node, steps, Some(Step::EndPreformatted));
            }
            "table" => match table::read(&node) {
                Some(rows) => {
                    self.end_block();
                    self.show(rows);
                }
                None => self.block(node, steps),
            },
            "iframe" | "video" | "audio" | "embed" => self.embed(&node),
            "td" | "th" => {
                self.composer.space();
                self.block(node, steps);
            }
            name if is_inline(name) => self.children(node, steps, None),
            _ => self.block(node, steps),
        }
    }

    fn children<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>, then: Option<Step<'a>>) {
        steps.extend(then);
        steps.extend(node.children_it(true).map(Step::Enter));
    }

    fn mark<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>, style: Style) {
        self.composer.open(style);
        self.children(node, steps, Some(Step::EndMark));
    }

    fn block<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        self.end_block();
        self.children(node, steps, Some(Step::EndBlock));
    }

    fn entry<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        self.flush();
        if let Some(Inside::List { entries, .. }) = self.inside.last_mut() {
            *entries += 1;
            self.children(node, steps, Some(Step::EndEntry));
        } else {
            self.children(node, steps, Some(Step::EndBlock));
        }
    }

    /// A paragraph's end; inside one entry of a list, only a new line of it.
    fn end_block(&mut self) {
        match self.inside.last() {
            Some(Inside::List { entries, .. }) if *entries > 0 => self.composer.hard_break(),
            _ if self.heading.is_some() => self.composer.space(),
            _ => self.flush(),
        }
        self.breaks = 0;
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 { self.end_block() } else { self.composer.hard_break() }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let text = self.composer.take();
        if text.plain.is_empty() {
            return;
        }
        match self.inside.last_mut() {
            Some(Inside::Quote { paragraphs, .. }) => paragraphs.push(text),
            Some(Inside::List { items, .. }) => items.push(text),
            None => self.blocks.push(match self.heading {
                Some(level) => Block::Heading { level, text: one_line(text) },
                None => Block::Paragraph { text },
            }),
        }
    }

    /// A finished block, or its texts where it stands within a quote or a list: blocks do not nest.
    fn show(&mut self, block: Block) {
        let (paragraphs, pictures) = match (self.inside.last_mut(), block) {
            (None, block) => return self.blocks.push(block),
            (Some(Inside::Quote { paragraphs, .. }), block) => (paragraphs, block),
            (Some(Inside::List { items, .. }), block) => (items, block),
        };
        match pictures {
            Block::Image { .. } | Block::Embed { .. } => self.blocks.push(pictures),
            Block::Paragraph { text } | Block::Heading { text, .. } => paragraphs.push(text),
            Block::Quote { paragraphs: texts, .. } | Block::List { items: texts, .. } => paragraphs.extend(texts),
        }
    }

    fn end_inside(&mut self) {
        self.flush();
        match self.inside.pop() {
            Some(Inside::Quote { paragraphs, cite }) if !paragraphs.is_empty() => {
                self.show(Block::Quote { paragraphs, cite });
            }
            Some(Inside::List { ordered, items, .. }) if !items.is_empty() => self.show(Block::List { ordered, items }),
            _ => {}
        }
    }

    /// Takes the words under a quotation that name whose it is.
    fn cites(&mut self, node: &NodeRef, name: &str) -> bool {
        let Some(Inside::Quote { cite, paragraphs }) = self.inside.last_mut() else { return false };
        // A title within the quoted sentence is marked up as `cite`, too.
        let closes = name != "cite"
            || (self.composer.is_empty() && !paragraphs.is_empty())
            || node.parent().is_some_and(|parent| matches!(tree::name(&parent).as_str(), "footer" | "blockquote"));
        let text = tree::text(node);
        if !closes || cite.is_some() || text.is_empty() {
            return false;
        }
        *cite = Some(text.trim_start_matches(['—', '–', '-', ' ']).to_owned());
        true
    }

    fn image(&mut self, img: &NodeRef) {
        if let Some(figure) = picture::read(img, self.base) {
            if self.inside.is_empty() && self.heading.is_none() {
                self.flush();
            }
            self.show(Block::Image { figure });
        }
    }

    fn figure<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        let holds = |names: &[&str]| node.descendants_it().any(|inner| names.contains(&tree::name(&inner).as_str()));
        if holds(&["blockquote", "table", "pre", "iframe", "video", "audio"]) {
            return self.block(node, steps);
        }
        self.end_block();
        for figure in picture::read_figure(&node, self.base) {
            self.show(Block::Image { figure });
        }
    }

    fn embed(&mut self, node: &NodeRef) {
        let src = ["src", "data-src"].into_iter().find_map(|name| tree::attr(node, name)).or_else(|| {
            let source = node.children_it(false).find(|child| tree::name(child) == "source")?;
            tree::attr(&source, "src")
        });
        let Some(url) = src.and_then(|src| address::resolve(&src, self.base)) else { return };
        if !url.starts_with("http") {
            return;
        }
        self.end_block();
        let title = ["title", "aria-label"].into_iter().find_map(|name| tree::attr(node, name));
        let host = || Url::parse(&url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let title = title.unwrap_or_else(host);
        self.show(Block::Embed { url, title });
    }

    /// `10<sup>2</sup>` is not a hundred and two: figures keep their height.
    fn raised<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>, up: bool) {
        let text = tree::text(&node);
        let figures: Option<String> = text
            .chars()
            .map(|c| match (c, up) {
                ('0', true) => Some('⁰'),
                ('1', true) => Some('¹'),
                ('2', true) => Some('²'),
                ('3', true) => Some('³'),
                ('4'..='9', true) => char::from_u32('⁴' as u32 + (c as u32 - '4' as u32)),
                ('-' | '−', true) => Some('⁻'),
                ('0'..='9', false) => char::from_u32('₀' as u32 + (c as u32 - '0' as u32)),
                _ => None,
            })
            .collect();
        match figures.filter(|figures| !figures.is_empty()) {
            Some(figures) => self.composer.push(&figures),
            None => self.children(node, steps, None),
        }
    }
}

fn one_line(mut text: Text) -> Text {
    // A line feed and a space are one byte each, so the marks stay right.
    text.plain = text.plain.replace('\n', " ");
    text
}

/// Elements whose content is for machines or for the hand, not for the eye or ear.
fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "button"
            | "input"
            | "select"
            | "textarea"
            | "label"
            | "object"
            | "canvas"
            | "svg"
            | "dialog"
            | "rt"
            | "rp"
            | "del"
            | "s"
            | "strike"
            | "progress"
            | "meter"
            | "map"
            | "datalist"
            | "frameset"
            | "noframes"
            | "source"
            | "track"
    )
}

/// `[3]` raised behind a word, and the arrow back: a note's marker is not part of the sentence.
fn is_note_marker(node: &NodeRef, name: &str) -> bool {
    let class = || node.attr("class").unwrap_or_default();
    match name {
        "sup" => {
            let text = tree::text(node);
            let bare = text.trim_matches(['[', ']', '*', '†']);
            (bare.len() < text.len() || node.descendants_it().any(|inner| tree::name(&inner) == "a"))
                && bare.bytes().all(|b| b.is_ascii_alphanumeric())
                && bare.len() <= 3
        }
        "a" => class().contains("footnote-backref"),
        _ => false,
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "abbr"
            | "acronym"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "dfn"
            | "font"
            | "ins"
            | "kbd"
            | "mark"
            | "math"
            | "nobr"
            | "picture"
            | "ruby"
            | "rb"
            | "samp"
            | "small"
            | "span"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "slot"
    ) || name.contains('-')
}
