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

/// What kind of address a stretch of text is.
fn is_address(run: &str) -> bool {
    if run.len() > LONGEST || run.len() < 4 {
        return false;
    }
    let scheme = run.find("://").is_some_and(|at| at > 1 && run[..at].bytes().all(|b| b.is_ascii_alphabetic()));
    if scheme || run.len() > 5 && run.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("www.")) {
        return true;
    }
    if let Some(at) = run.find('@') {
        let (user, host) = (&run[..at], &run[at + 1..]);
        return !user.is_empty()
            && user.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-&+%".contains(&b))
            && is_host(host, true);
    }
    is_host(run, false)
}

/// `name.ending`, perhaps with a path: every part of letters, digits and hyphens, the last an ending that exists.
fn is_host(run: &str, mail: bool) -> bool {
    let host = run.split_once('/').map_or(run, |(host, _)| host);
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
    let known = SAID_ENDINGS.contains(&low.as_str()) || mail && (2..=6).contains(&ending.len());
    // `etc.in` or `end.It` is a slip of the pen, `U.S` an abbreviation.
    let country = COUNTRY_ENDINGS.contains(&low.as_str())
        && ending.bytes().all(|b| b.is_ascii_lowercase())
        && rest.iter().any(|p| p.len() > 2)
        && (!matches!(low.as_str(), "is" | "it" | "me" | "no" | "at" | "us" | "my" | "be" | "so" | "to")
            || rest[0].len() > 3);
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
    if !is_address(run) {
        return None;
    }
    say(view, i, run)
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
    if SPELLED.contains(&low.as_str()) && !folder {
        return letters(&low.to_uppercase(), prose);
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

/// The words of a name that is written as one: `HealthyYouth` → “Healthy Youth”, `daviscupfinals` → “davis cup finals”.
pub fn apart(text: &str) -> String {
    let common = |part: &str| part.len() <= 3 && WORDS.contains(&part.to_ascii_uppercase().as_str());
    parts::apart(text, common).unwrap_or_else(|| split_humps(text))
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
