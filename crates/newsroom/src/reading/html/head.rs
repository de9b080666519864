//! What a page says of its story for machines: JSON-LD first, then Open Graph and its kin, then what readers see.

use dom_query::{Document, NodeRef};
use serde_json::Value;
use url::Url;

use super::{address, json_ld, tree};
use crate::reading::{byline, compose, dates, language};
use crate::story::Figure;

/// Everything found; the strongest source of each wins.
#[derive(Debug, Default)]
pub struct Head {
    pub headline: Option<String>,
    pub standfirst: Option<String>,
    pub byline: Option<String>,
    pub published_at_ms: Option<i64>,
    pub lang: Option<String>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub hero: Option<Figure>,
    pub site: Option<String>,
    pub canonical: Option<String>,
    /// The article's text as the page gives it to machines, where it does.
    pub body: Option<String>,
}

/// Reads the head of a page that has not been swept yet.
pub fn read(document: &Document, base: Option<&Url>) -> Head {
    let meta = Meta::read(document);
    let ld = json_ld::find(document);
    let ld = ld.as_ref();
    let site = ld.and_then(|ld| ld.name_of("publisher")).or_else(|| meta.first(&["og:site_name", "application-name"]));
    let published = ld
        .and_then(|ld| ld.text("datePublished"))
        .or_else(|| meta.first(&PUBLISHED))
        .and_then(|text| dates::read(&text))
        .or_else(|| seen_date(document));
    Head {
        headline: headline(document, &meta, ld, site.as_deref()),
        standfirst: meta
            .first(&["og:description", "description", "twitter:description", "dc.description"])
            .or_else(|| ld.and_then(|ld| ld.text("description")))
            .filter(|text| !text.is_empty()),
        byline: author(document, &meta, ld),
        published_at_ms: published,
        lang: tree_lang(document)
            .or_else(|| ld.and_then(|ld| ld.text("inLanguage")))
            .or_else(|| meta.first(&["content-language", "og:locale", "dc.language", "language"]))
            .and_then(|tag| language::tidy(&tag)),
        section: ld
            .and_then(|ld| ld.text("articleSection"))
            .into_iter()
            .chain(meta.first(&["article:section", "section"]))
            .find_map(|section| named_section(&section)),
        tags: tags(&meta, ld),
        hero: hero(&meta, ld, base),
        site,
        canonical: canonical(document, &meta, base),
        body: ld.and_then(|ld| ld.text_as_is("articleBody")),
    }
}

const PUBLISHED: [&str; 14] = [
    "article:published_time",
    "article:published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "og:article:published_time",
    "article.published",
];

/// The page's `<meta>`s by lower-case name, in order.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn read(document: &Document) -> Meta {
        let mut list = Vec::new();
        for node in document.select("meta").nodes() {
            let Some(content) = tree::attr(node, "content") else { continue };
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                // One `itemprop` may name several.
                for name in tree::attr(node, attribute).unwrap_or_default().split_whitespace() {
                    list.push((name.to_ascii_lowercase(), compose::fold(&unescape(&content))));
                }
            }
        }
        Meta(list)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, text)| known == name && !text.is_empty()).map(|(_, text)| text.as_str())
    }
}

/// Some systems escape twice.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    for (entity, letter) in [
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, letter);
    }
    text
}

fn headline(document: &Document, meta: &Meta, ld: Option<&json_ld::Article>, site: Option<&str>) -> Option<String> {
    let title = document.select_single("head title").nodes().first().map(tree::text).filter(|text| !text.is_empty());
    let named = ld
        .and_then(|ld| ld.text("headline"))
        .or_else(|| meta.first(&["og:title", "twitter:title", "dc.title", "parsely-title"]))
        .or_else(|| title.clone())
        .map(|text| without_site(&text, site));
    // What readers see is the headline if the page's own names agree with it; a page may have an <h1> for its logo.
    let seen: Vec<String> = document
        .select("h1")
        .nodes()
        .iter()
        .map(tree::text)
        .filter(|text| !text.is_empty() && text.len() < 400)
        .collect();
    let Some(named) = named else { return seen.into_iter().next() };
    if let Some(only) = labelled_headline(document) {
        return Some(only);
    }
    seen.into_iter()
        .find(|seen| {
            alike(seen, &named)
                || title.as_deref().is_some_and(|title| title.starts_with(seen.as_str()) && seen.len() > 15)
        })
        .or(Some(named))
}

/// The page's only `<h1>`, where the page itself calls it the headline.
fn labelled_headline(document: &Document) -> Option<String> {
    let headings = document.select("h1");
    let [only] = headings.nodes() else { return None };
    let labels = tree::labels(only);
    let called = tree::attr(only, "itemprop").is_some_and(|prop| prop.contains("headline"))
        || ["headline", "article", "story", "hed", "entry-title", "post-title"]
            .iter()
            .any(|word| labels.contains(word));
    let text = tree::text(only);
    (called && text.split_whitespace().count() >= 3 && text.len() < 400).then_some(text)
}

/// Half of the shorter one's words stand in the other.
pub fn alike(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !short.is_empty()
        && 2 * short.iter().filter(|word| long.contains(word)).count() >= short.len()
        && (short.len() > 1 || short == long)
}

/// `Ferries return - Harbour Daily` → `Ferries return`, where the last part is the site or looks like one.
fn without_site(title: &str, site: Option<&str>) -> String {
    for sign in [" | ", " - ", " – ", " — ", " « ", " :: ", "｜", " · "] {
        let Some((text, last)) = title.rsplit_once(sign) else { continue };
        let known = site.is_some_and(|site| alike(site, last));
        if !text.trim().is_empty()
            && (known || (last.split_whitespace().count() <= 3 && text.split_whitespace().count() >= 4))
        {
            return without_site(text.trim(), site);
        }
    }
    title.trim().to_owned()
}

fn author(document: &Document, meta: &Meta, ld: Option<&json_ld::Article>) -> Option<String> {
    if let Some(names) = ld.map(json_ld::Article::authors)
        && let Some(line) = byline::join(&names)
    {
        return Some(line);
    }
    let mut names: Vec<String> = Vec::new();
    for key in ["author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"]
    {
        names.extend(meta.all(key).filter(|name| !name.contains("://")).map(str::to_owned));
        if !names.is_empty() {
            break;
        }
    }
    byline::join(&names).or_else(|| seen_author(document))
}

/// The line that a page shows its readers: the element made for it, or named so.
fn seen_author(document: &Document) -> Option<String> {
    for selector in [
        "[rel=author]",
        "[itemprop=author]",
        ".byline",
        ".author-name",
        "[class*=byline]",
        ".p-author",
        ".author",
        "[class*=author]",
    ] {
        let names: Vec<String> = document
            .select(selector)
            .nodes()
            .iter()
            .filter(|node| !matches!(tree::name(node).as_str(), "meta" | "link" | "body" | "html" | "label" | "input"))
            .filter(|node| !within_talk(node))
            .map(tree::spaced)
            .filter(|text| !text.is_empty() && text.chars().count() <= 80)
            .take(1)
            .collect();
        if let Some(name) = names.first().map(|name| before_date(name)).and_then(byline::tidy) {
            return Some(name);
        }
    }
    None
}

/// Forms ask for names, and comments have authors of their own.
fn within_talk(node: &NodeRef) -> bool {
    node.ancestors_it(Some(12)).any(|above| {
        let labels = tree::labels(&above);
        matches!(tree::name(&above).as_str(), "form" | "aside" | "footer")
            || labels.contains("comment")
            || labels.contains("related")
    })
}

/// `Ines Calder | 4 April 2025` → `Ines Calder`.
fn before_date(line: &str) -> &str {
    let cut = line.find(['|', '•', '·']).unwrap_or(line.len());
    let digits = line.find(|c: char| c.is_ascii_digit()).unwrap_or(line.len());
    let line = line[..cut.min(digits)].trim();
    // `Ines Calder Monday, November` before the day.
    let calendar = |word: &&str| crate::reading::phrases::only_date_words(&format!("{word} 2000"));
    let tail: usize = line.split(' ').rev().take_while(calendar).map(|word| word.len() + 1).sum();
    line[..line.len().saturating_sub(tail)].trim()
}

/// The first `<time>`, else the first element named as a date that holds one.
fn seen_date(document: &Document) -> Option<i64> {
    let times = document.select("time");
    let dated = |node: &NodeRef| tree::attr(node, "datetime").and_then(|text| dates::read(&text));
    times
        .nodes()
        .iter()
        .find_map(dated)
        .or_else(|| times.nodes().iter().find_map(|node| dates::read(&tree::text(node))))
        .or_else(|| {
            let named = document.select("[itemprop=datePublished], [class*=date], [class*=publish], [class*=time]");
            named.nodes().iter().take(50).find_map(|node| {
                tree::attr(node, "content")
                    .and_then(|text| dates::read(&text))
                    .or_else(|| dates::find(&tree::text(node)))
            })
        })
}

fn tree_lang(document: &Document) -> Option<String> {
    ["lang", "xml:lang"].into_iter().find_map(|name| tree::attr(&document.html_root(), name))
}

/// The first of several; shelves that hold everything name nothing.
fn named_section(section: &str) -> Option<String> {
    const ANYTHING: [&str; 9] =
        ["all", "articles", "blog", "front page", "general", "home", "home page", "news", "uncategorized"];
    let first = section.split([',', '/', '|', ';']).next().and_then(compose::fold_some)?;
    let lower = first.to_lowercase();
    let address = lower.contains('.') && !lower.contains(' ');
    (!address && !ANYTHING.contains(&lower.as_str())).then_some(first)
}

fn tags(meta: &Meta, ld: Option<&json_ld::Article>) -> Vec<String> {
    const MOST: usize = 20;
    let mut list: Vec<String> = meta.all("article:tag").map(str::to_owned).collect();
    if list.is_empty() {
        list = ld.map(|ld| ld.list("keywords")).unwrap_or_default();
    }
    if list.is_empty() {
        list = meta.first(&["news_keywords", "keywords", "parsely-tags"]).into_iter().collect();
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in list.iter().flat_map(|entry| entry.split([',', '，', '、', ';'])).filter_map(compose::fold_some) {
        // Systems hide their own bookkeeping among the words: `type:story`, `uuid:…`.
        if tag.chars().count() <= 60 && !tag.contains([':', '&', '_']) && !tags.contains(&tag) && tags.len() < MOST {
            tags.push(tag);
        }
    }
    tags
}

fn hero(meta: &Meta, ld: Option<&json_ld::Article>, base: Option<&Url>) -> Option<Figure> {
    let src = meta
        .first(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"])
        .or_else(|| ld.and_then(json_ld::Article::image))?;
    let caption = ld.and_then(|ld| ld.of_image("caption")).or_else(|| ld.and_then(|ld| ld.of_image("description")));
    Some(Figure {
        src: address::resolve(&src, base)?,
        alt: meta.first(&["og:image:alt", "twitter:image:alt"]).unwrap_or_default(),
        caption,
        credit: ld
            .and_then(|ld| ld.of_image("creditText"))
            .or_else(|| ld.and_then(|ld| ld.of_image("copyrightHolder"))),
    })
}

fn canonical(document: &Document, meta: &Meta, base: Option<&Url>) -> Option<String> {
    let link = document.select_single("link[rel=canonical]").nodes().first().and_then(|node| tree::attr(node, "href"));
    link.or_else(|| meta.first(&["og:url"]))
        .and_then(|href| address::resolve(&href, base))
        .filter(|url| url.starts_with("http"))
}

/// A JSON value's text, folded.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => compose::fold_some(&unescape(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(text_of),
        Value::Object(map) => ["name", "@value", "url"].iter().find_map(|key| map.get(*key)).and_then(text_of),
        Value::Bool(_) | Value::Null => None,
    }
}
