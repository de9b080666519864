//! Addresses of mail and of pages: `ana@correo.es`, `www.elpais.com/2024`, `@usuario`.

use super::acronym::is_pronounceable;
use super::numeral::one_by_one;
use super::text::Page;
use crate::normalise::view::Said;

/// Longest address that is read; what is longer is cut there.
const LONGEST: usize = 200;

/// The last part of a host. In running text a missing blank (`casa.de`) must not look like one.
fn is_top(part: &str, prose: bool) -> bool {
    let always = matches!(
        part,
        "com"
            | "net"
            | "org"
            | "edu"
            | "gov"
            | "gob"
            | "mil"
            | "int"
            | "info"
            | "biz"
            | "eu"
            | "es"
            | "mx"
            | "ar"
            | "cl"
            | "pe"
            | "uy"
            | "ve"
            | "ec"
            | "bo"
            | "py"
            | "gt"
            | "cr"
            | "pa"
            | "cu"
            | "hn"
            | "ni"
            | "sv"
            | "pr"
            | "uk"
            | "fr"
            | "pt"
            | "br"
            | "us"
            | "cat"
            | "gal"
            | "eus"
            | "tv"
            | "fm"
            | "io"
            | "app"
            | "dev"
            | "ai"
            | "cloud"
            | "online"
            | "shop"
            | "store"
            | "news"
            | "blog"
            | "site"
            | "xyz"
    );
    always || !prose && matches!(part, "co" | "me" | "de" | "it" | "do" | "ca" | "la") || part == "co"
}

/// Letters of a host or a path.
fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Whether a run without blanks is an address.
fn is_address(run: &str, prose: bool) -> bool {
    if run.contains("://") || run.starts_with("www.") {
        return run.len() > 4;
    }
    if let Some((user, host)) = run.split_once('@') {
        let named = host.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        let handle = user.is_empty() && host.chars().all(|c| is_part(c) || c == '.');
        return named && (handle || host.contains('.') && host.chars().all(|c| is_part(c) || c == '.'));
    }
    let host = run.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let parts: Vec<&str> = labels.collect();
    let shaped = !parts.is_empty() && parts.iter().all(|p| !p.is_empty() && p.chars().all(is_part));
    shaped && is_top(top, prose) && parts.iter().any(|p| p.bytes().any(|b| b.is_ascii_alphabetic()))
}

/// An address that begins with the token at `i`.
pub fn read(page: &Page<'_>, i: usize) -> Option<Said> {
    let token = page.get(i)?;
    // Cheap first: a dot, a colon or an `@` touches the first word.
    let at_sign = page.mark(i) == '@';
    let touched = page.glued(i + 1)
        && (at_sign
            || matches!(page.mark(i + 1), '.' | '@' | ':' | '_' | '-' | '+')
            || !page.digits(i + 1).is_empty()
            || !page.word(i + 1).is_empty());
    if !touched {
        return None;
    }
    let rest = &page.text[token.from..];
    let end = rest
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| c.is_whitespace() || matches!(c, '"' | '”' | '»' | '<' | '>' | ')' | ']' | '(' | '“' | '«'));
    let cut = end.map_or_else(|| rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at), |(at, _)| at);
    let run = rest[..cut].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…']);
    if !run.contains(['.', '@']) || !is_address(run, page.prose) {
        return None;
    }
    // A newsreader leaves out how the page is fetched.
    let said =
        run.strip_prefix("https://").or_else(|| run.strip_prefix("http://")).filter(|_| page.prose).unwrap_or(run);
    let stop = token.from + run.len();
    let take = page.tokens[i..].iter().take_while(|t| t.from < stop).count();
    Said::new(take, words(said, page.prose))
}

/// The characters of an address in words.
fn words(run: &str, prose: bool) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut letters = String::new();
    for c in run.chars() {
        if c.is_alphabetic() {
            letters.push(c);
            continue;
        }
        part(&mut out, &mut letters, prose);
        let name = match c {
            '0'..='9' => one_by_one(c.encode_utf8(&mut [0; 4])),
            '.' => "punto".into(),
            '@' => "arroba".into(),
            '/' => "barra".into(),
            ':' => "dos puntos".into(),
            '-' => "guion".into(),
            '_' => "guion bajo".into(),
            '|' => "barra vertical".into(),
            '?' => "signo de interrogación".into(),
            '=' => "igual".into(),
            '&' => "y".into(),
            '#' => "almohadilla".into(),
            '%' => "por ciento".into(),
            '+' => "más".into(),
            '~' => "virgulilla".into(),
            '*' => "asterisco".into(),
            '$' => "dólar".into(),
            '!' => "signo de exclamación".into(),
            ',' => "coma".into(),
            ';' => "punto y coma".into(),
            _ => String::new(),
        };
        if !name.is_empty() {
            out.push(name);
        }
    }
    part(&mut out, &mut letters, prose);
    out.join(" ")
}

/// A run of letters: a word everybody knows is said, the rest spelled. A newsreader says whatever has the build of
/// a word.
fn part(out: &mut Vec<String>, letters: &mut String, prose: bool) {
    if letters.is_empty() {
        return;
    }
    let known = matches!(
        letters.to_ascii_lowercase().as_str(),
        "com"
            | "net"
            | "gmail"
            | "google"
            | "yahoo"
            | "hotmail"
            | "outlook"
            | "facebook"
            | "twitter"
            | "youtube"
            | "instagram"
            | "amazon"
            | "microsoft"
            | "apple"
            | "netflix"
            | "wikipedia"
            | "nvidia"
            | "linkedin"
            | "whatsapp"
            | "tiktok"
            | "spotify"
            | "icloud"
    );
    let word = prose && (letters == "org" || !letters.starts_with("www") && is_pronounceable_parts(letters));
    if known || word {
        out.push(std::mem::take(letters));
    } else {
        let spelled = if prose { super::acronym::letters(letters) } else { spaced(letters) };
        out.push(spelled);
        letters.clear();
    }
}

fn spaced(letters: &str) -> String {
    letters.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

/// Longer than three letters and with vowels enough: the voice will manage.
fn is_pronounceable_parts(letters: &str) -> bool {
    let vowels = letters.chars().filter(|c| "aeiouáéíóúAEIOUÁÉÍÓÚ".contains(*c)).count();
    letters.len() == 2 && vowels == 1
        || is_pronounceable(&letters.to_uppercase())
        || letters.len() > 3 && vowels * 4 >= letters.len()
}
