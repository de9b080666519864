//! Addresses of pages and mail: `www.ourdailynews.com`, `a.bc@gmail.com`.

use super::acronym::letters;
use super::capitals::WORDS;
use super::cardinal::digit_by_digit;
use super::token::{Kind, tokens};
use super::view::{Low, Said, View};
use crate::pronounce::parts;

/// Endings of names of sites that are said as words.
const SAID_ENDINGS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "info", "biz", "news", "blog", "site", "online", "shop", "store", "app", "live",
    "media", "press", "london", "museum", "name", "mobi", "coop", "int", "mil", "xyz", "tech", "dev", "cloud", "club",
    "world", "today", "global", "asia", "pro", "travel", "radio", "jobs", "tokyo", "taipei",
];

/// Endings of two letters that a bare `word.xx` may have and still be taken for a site.
const COUNTRY_ENDINGS: &[&str] = &[
    "ac", "ae", "ai", "ar", "at", "au", "be", "bg", "br", "ca", "ch", "cl", "cn", "co", "cz", "de", "dk", "ee", "es",
    "eu", "fi", "fm", "fr", "gg", "gr", "hk", "hr", "hu", "ie", "il", "io", "ir", "is", "it", "jp", "ke", "kr", "lt",
    "lu", "lv", "ly", "me", "mx", "my", "ng", "nl", "no", "nz", "ph", "pk", "pl", "pt", "ro", "rs", "ru", "se", "sg",
    "si", "sk", "sm", "su", "th", "tr", "tv", "tw", "ua", "ug", "uk", "us", "uy", "vn", "za",
];

/// Endings of two letters that are words too, or slips of the pen: believed only before a path, `bbc.in/news`.
const ENDINGS_BEFORE_PATHS: &[&str] = &["am", "cc", "do", "gd", "gl", "im", "in", "la", "li", "so", "st", "to", "ws"];

/// Endings of files that are spelled.
const SPELLED_FILES: &[&str] = &[
    "avi", "bmp", "cfg", "conf", "css", "csv", "docx", "exe", "gif", "gz", "htm", "html", "iso", "jpeg", "jpg", "js",
    "md", "mkv", "mov", "mp3", "mp4", "odt", "pdf", "php", "png", "ppt", "pptx", "psd", "py", "rtf", "sh", "sql",
    "svg", "tiff", "ts", "tsv", "txt", "wav", "webp", "xls", "xlsx", "xml", "yaml", "yml",
];

/// Endings of files that are said as words.
const SAID_FILES: &[&str] = &["dat", "doc", "jar", "java", "json", "log", "rar", "tar", "tex", "zip"];

/// Short names within addresses that are spelled or written in capitals.
const SPELLED: &[&str] = &[
    "http", "https", "ftp", "www", "html", "htm", "php", "asp", "aspx", "jsp", "pdf", "jpg", "jpeg", "png", "gif",
    "xml", "rss", "css", "api", "cdn", "bbc", "cnn", "nbc", "cbs", "npr", "pbs", "cdc", "fda", "epa", "nasa", "nih",
    "who", "nhs", "un", "us", "uk", "eu", "ibm", "hp", "amd", "aws", "gpu", "cpu", "usb", "dgx", "rtx", "gtx", "cuda",
    "nvidia", "sql", "faq", "id", "itv", "rte", "nyt", "wsj", "ap", "afp", "ubs", "hsbc", "mit", "ucla", "nba", "nfl",
    "mlb", "nhl", "ufc", "wwe",
];

/// The white-space-free stretch that begins at token `i`, without the sentence's own punctuation at its end.
fn stretch<'a>(view: &View<'a>, i: usize) -> &'a str {
    let from = view.tokens[i].from;
    let rest = &view.text[from..];
    // What is longer than any address is not looked at to its end.
    let rest = rest.char_indices().nth(LONGEST + 1).map_or(rest, |(at, _)| &rest[..at]);
    let run = rest
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”' | '，' | '。'))
        .next()
        .unwrap_or("");
    let mut run = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '…']);
    // A bracket at the end belongs to the sentence unless it was opened inside.
    let mut closed_too_often = run.matches(')').count().saturating_sub(run.matches('(').count());
    while run.ends_with(')') && closed_too_often > 0 {
        closed_too_often -= 1;
        run = run[..run.len() - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
    }
    run.trim_end_matches(['.', ',', ';', ':', '!', '?'])
}

/// Longest address that is read; a longer one is left to the other rules.
const LONGEST: usize = 400;

/// Shortest address: `t.co`, `a.py`.
const SHORTEST: usize = 4;

/// Marks that the name before an `@` may hold (`atext` of RFC 5322 §3.2.3, and dots between).
const MAIL_MARKS: &[u8] = b".!#$%&'*+-/=?^_`{|}~";

/// Whether a stretch of text is an address of a page, of mail or of a file.
fn is_address(run: &str) -> bool {
    if run.len() > LONGEST || run.len() < SHORTEST {
        return false;
    }
    let scheme = run.find("://").is_some_and(|at| at > 1 && run[..at].bytes().all(|b| b.is_ascii_alphabetic()));
    if scheme || run.len() > 5 && run.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www.")) {
        return true;
    }
    // `c:/users/notes.txt`, `C:\\Users`
    let bytes = run.as_bytes();
    if bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'/' | b'\\') {
        return true;
    }
    if let Some(at) = run.find('@') {
        let (user, host) = (&run[..at], &run[at + 1..]);
        return !user.is_empty()
            && user.bytes().all(|b| b.is_ascii_alphanumeric() || MAIL_MARKS.contains(&b))
            && is_host(host, true);
    }
    is_host(run, false) || is_file(run)
}

/// `data.csv`, `report-2.pdf`, `src/index.html`: a name, and an ending that files have.
fn is_file(run: &str) -> bool {
    let Some((name, ending)) = run.rsplit_once('.') else { return false };
    let low = Low::of(ending);
    let known = SPELLED_FILES.contains(&low.as_str()) || SAID_FILES.contains(&low.as_str());
    // `Smith.MD`, and sentences run together, `It.Log`.
    let cased = ending.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        || run.bytes().all(|b| !b.is_ascii_lowercase()) && low.as_str() != "md";
    let sound = |b: u8| b.is_ascii_alphanumeric() || b"_-/.~".contains(&b);
    known
        && cased
        && name.bytes().all(sound)
        && name.bytes().last().is_some_and(|b| b.is_ascii_alphanumeric())
        && name.bytes().any(|b| b.is_ascii_alphabetic())
}

/// `/usr/bin`, `/r/news`, `~/notes`: a path from its root, whose first slash stands at token `i`.
pub fn path(view: &View<'_>, i: usize) -> Option<Said> {
    let name = if view.mark(i) == '~' { view.glued_mark(i + 1, '/').then_some(i + 2)? } else { i + 1 };
    let begins = !view.glued(i) && view.glued(name) && !view.word(name).is_empty();
    if !begins || view.mark(i) == '/' && !view.glued_mark(name + 1, '/') {
        return None;
    }
    let run = stretch(view, i);
    let sound = run.len() <= LONGEST && run.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-/.~".contains(&b));
    // `/s/`, and sounds between their strokes: `/bat/`.
    if sound && !run.ends_with('/') { say(view, i, run) } else { None }
}

/// `name.ending`, perhaps with a path: every part of letters, digits and hyphens, the last an ending that exists.
fn is_host(run: &str, mail: bool) -> bool {
    let (host, path) = run.split_once('/').unwrap_or((run, ""));
    let mut parts = host.rsplit('.');
    let Some(ending) = parts.next() else { return false };
    let rest: Vec<&str> = parts.collect();
    let sound = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if rest.is_empty()
        || rest.len() > 6
        || !rest.iter().all(|p| sound(p))
        || !ending.bytes().all(|b| b.is_ascii_alphabetic())
    {
        return false;
    }
    let low = Low::of(ending);
    let known = SAID_ENDINGS.contains(&low.as_str()) || mail && (1..=12).contains(&ending.len());
    // `etc.in` or `end.It` is a slip of the pen, `U.S` an abbreviation.
    let common =
        matches!(low.as_str(), "is" | "it" | "me" | "no" | "at" | "us" | "my" | "be" | "so" | "to" | "de" | "es");
    let lower = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let goes_on = path.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    // `x.ai`, `dw.com`, `t.me/news`: a name of one letter or two is written small, and its ending is no word.
    let short_name = rest.iter().all(|p| lower(p)) && (!common || goes_on);
    let country = (COUNTRY_ENDINGS.contains(&low.as_str()) || goes_on && ENDINGS_BEFORE_PATHS.contains(&low.as_str()))
        && ending.bytes().all(|b| b.is_ascii_lowercase())
        && (rest.iter().any(|p| p.len() > 2) || short_name)
        && (!common || matches!(low.as_str(), "de" | "es") || goes_on || rest[0].len() > 3);
    let named = rest.iter().any(|p| p.bytes().any(|b| b.is_ascii_alphabetic()));
    (known || country) && named
}

/// An address at token `i`, which begins a stretch.
pub fn electronic(view: &View<'_>, i: usize) -> Option<Said> {
    if let Some(found) = spaced_scheme(view, i) {
        return Some(found);
    }
    // Only a stretch with one of these can be an address, and most have none.
    if !(1..=LONGEST).take_while(|n| view.glued(i + n)).any(|n| matches!(view.mark(i + n), '.' | '@' | ':')) {
        return None;
    }
    let run = stretch(view, i);
    if is_address(run) {
        return say(view, i, run);
    }
    // `a@b.com,c@d.org`: the next one follows without a space.
    let first = &run[..run.find([',', ';', '|'])?];
    if is_address(first) && run.contains('@') { say(view, i, first) } else { None }
}

/// `http : //www…`, as some texts set it apart.
fn spaced_scheme(view: &View<'_>, i: usize) -> Option<Said> {
    let word = view.word(i);
    if view.mark(i + 1) != ':'
        || !matches!(Low::of(word).as_str(), "http" | "https")
        || !view.apart(i + 1)
        || view.mark(i + 2) != '/'
        || view.mark(i + 3) != '/'
    {
        return None;
    }
    let rest = stretch(view, i + 4);
    let mut said = say(view, i + 4, rest)?;
    said.text = format!("{} colon slash slash {}", letters(&word.to_ascii_uppercase(), view.prose), said.text);
    said.take += 4;
    Some(said)
}

fn say(view: &View<'_>, i: usize, run: &str) -> Option<Said> {
    let end = view.tokens[i].from + run.len();
    let mut take = 0;
    while view.get(i + take).is_some_and(|t| t.to() <= end) {
        take += 1;
    }
    // In running text nobody says the scheme.
    let said = run.split_once("://").map_or(run, |(_, rest)| if view.prose { rest } else { run });
    Said::new(take, spoken(said.trim_end_matches('/'), view.prose))
}

/// The words for an address.
fn spoken(run: &str, prose: bool) -> String {
    let mail = run.contains('@');
    let parts = tokens(run);
    let mut out: Vec<String> = Vec::with_capacity(parts.len());
    let path_at = run.find("://").map_or(0, |at| at + 3);
    let host_end = run[path_at..].find('/').map_or(run.len(), |at| path_at + at);
    for (at, part) in parts.iter().enumerate() {
        let after_dot = at > 0 && parts[at - 1].mark() == '.';
        let in_host = part.from < host_end && (!mail || part.from > run.find('@').unwrap_or(0));
        let text = match part.kind {
            Kind::Digits => digit_by_digit(part.text, if prose { "o" } else { "zero" }),
            Kind::Word => word(
                part.text,
                after_dot,
                in_host,
                parts.get(at + 1).is_none_or(|t| !matches!(t.mark(), '.' | '-')),
                prose,
            ),
            Kind::Mark => match part.mark() {
                '.' => "dot".into(),
                '@' => "at".into(),
                '/' => "slash".into(),
                ':' => "colon".into(),
                '-' => "dash".into(),
                '_' => "underscore".into(),
                '&' => "ampersand".into(),
                '?' => "question mark".into(),
                '=' => "equals".into(),
                '#' => "hash".into(),
                '%' => "percent".into(),
                '+' => "plus".into(),
                '~' => "tilde".into(),
                ',' => "comma".into(),
                '$' => "dollar".into(),
                '!' => "exclamation mark".into(),
                '*' => "asterisk".into(),
                ';' => "semicolon".into(),
                '|' => "bar".into(),
                '^' => "caret".into(),
                '\'' => "apostrophe".into(),
                '\\' => "backslash".into(),
                '(' => "open bracket".into(),
                ')' => "close bracket".into(),
                _ => continue,
            },
        };
        out.push(text);
    }
    out.join(" ")
}

/// A name within an address.
fn word(text: &str, after_dot: bool, in_host: bool, last_of_host: bool, prose: bool) -> String {
    let low = text.to_lowercase();
    // In a label the name of a folder is not taken for the ending of a file.
    let folder = !prose && !after_dot && matches!(low.as_str(), "html" | "pdf" | "php" | "xml" | "css" | "api");
    if SPELLED.contains(&low.as_str()) && !folder || after_dot && SPELLED_FILES.contains(&low.as_str()) {
        return letters(&low.to_uppercase(), prose);
    }
    if after_dot && SAID_FILES.contains(&low.as_str()) {
        return low;
    }
    if let Some(branded) = branded(&low, prose) {
        return branded;
    }
    if in_host && after_dot && !SAID_ENDINGS.contains(&low.as_str()) && low.len() <= 3 && last_of_host {
        return letters(&low.to_uppercase(), prose);
    }
    let consonants = low.is_ascii() && (2..=4).contains(&low.len()) && !low.bytes().any(|b| b"aeiouy".contains(&b));
    if consonants && prose {
        return letters(&low.to_uppercase(), true);
    }
    if prose { apart(text) } else { low }
}

/// A spelled name at the head of others, all written as one: `bbcnewshour` → “BBC news hour”.
fn branded(low: &str, prose: bool) -> Option<String> {
    let spelled = |name: &&&str| name.len() == 3 && !name.bytes().any(|b| b"aeiouy".contains(&b));
    let name = SPELLED.iter().filter(spelled).find(|name| low.starts_with(**name))?;
    let words = parts::apart(low, |part| part == *name || is_common(part) || SAID_ENDINGS.contains(&part))?;
    let rest = words.strip_prefix(name)?.strip_prefix(' ')?;
    Some(format!("{} {rest}", letters(&name.to_uppercase(), prose)))
}

/// Whether a short word is among the commonest.
fn is_common(part: &str) -> bool {
    part.len() <= 3 && WORDS.contains(&part.to_ascii_uppercase().as_str())
}

/// The words of a name that is written as one: `HealthyYouth` → “Healthy Youth”, `daviscupfinals` → “davis cup finals”.
pub fn apart(text: &str) -> String {
    parts::apart(text, is_common).unwrap_or_else(|| split_humps(text))
}

/// `HealthyYouth` → “Healthy Youth”.
fn split_humps(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut before = ' ';
    for c in text.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}
