//! XML that is well formed whatever it says: a small pen over `quick-xml`'s writer.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes, in order.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document being written into memory. Every element that is opened is closed by [`Xml::finish`] at the latest.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins a document with its declaration.
    pub fn new() -> Xml {
        let mut xml = Xml { writer: Writer::new_with_indent(Vec::new(), b' ', 1), open: Vec::new() };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    pub fn open(&mut self, name: &'static str, attributes: Attributes) {
        self.event(Event::Start(start(name, attributes)));
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// `<name>text</name>`.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.element(name, &[], text);
    }

    /// As [`Xml::text`]; nothing is written for nothing.
    pub fn optional(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            self.text(name, text);
        }
    }

    /// `<name attribute="…">text</name>`.
    pub fn element(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.event(Event::Start(start(name, attributes)));
        self.event(Event::Text(BytesText::new(&legible(text))));
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// `<name attribute="…"/>`.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// `<name><![CDATA[…]]></name>`, as readers of podcasts expect HTML; `]]>` in it is split over two sections.
    pub fn cdata(&mut self, name: &'static str, text: &str) {
        self.event(Event::Start(start(name, &[])));
        for section in BytesCData::escaped(&legible(text)) {
            self.event(Event::CData(section));
        }
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Closes what is open and hands the document over.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        let mut text = String::from_utf8(self.writer.into_inner()).expect("only whole strings were written");
        text.push('\n');
        text
    }

    fn event(&mut self, event: Event) {
        self.writer.write_event(event).expect("writing into memory cannot fail");
    }
}

impl Default for Xml {
    fn default() -> Xml {
        Xml::new()
    }
}

fn start(name: &'static str, attributes: Attributes) -> BytesStart<'static> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*legible(value)));
    }
    start
}

/// The text without what a document may not hold, and with one kind of line end.
///
/// XML 1.0 (§ 2.2) has no place, not even an escaped one, for most control characters, for U+FFFE and for U+FFFF; one
/// of them in one headline makes every reader refuse the whole feed. The controls it merely advises against go as well.
pub fn legible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c != '\r' && is_legible(c)) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|c| is_legible(*c)).collect())
}

fn is_legible(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}
