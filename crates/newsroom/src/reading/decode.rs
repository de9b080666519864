//! Bytes → text: UTF-8 first, then what the document or the server says of itself, then the old encodings.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{MAX_BYTES, Reason, Unreadable};

/// Where a page has to say its encoding (HTML: within the first 1024 bytes; some put it a little later).
const DECLARED_WITHIN: usize = 4096;

/// Text that has to be UTF-8 (or UTF-16 with its mark): Markdown, plain text, JSON.
///
/// # Errors
/// Too large, empty, binary, or in another encoding; says which byte is the first that does not fit.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    weigh(bytes)?;
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(Unreadable::new(
            Reason::Encoding { at: error.valid_up_to() },
            "Save the file again as UTF-8: most editors offer it as “encoding” when saving.",
        )),
    }
}

/// A page or a feed: the mark at its beginning, the server's `charset`, the document's own, UTF-8, and at last Windows
/// Latin, which is what pages that say nothing and are not UTF-8 were written in.
///
/// # Errors
/// Too large, empty or binary.
pub fn markup<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Result<Cow<'a, str>, Unreadable> {
    weigh(bytes)?;
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let named = content_type.and_then(charset).or_else(|| {
        let head: String = bytes.iter().take(DECLARED_WITHIN).map(|&byte| char::from(byte)).collect();
        charset(&head).or_else(|| declared_in_xml(&head))
    });
    // A page that says UTF-8 and has one broken byte is still UTF-8.
    let encoding = named.unwrap_or(if mostly_utf8(bytes) { UTF_8 } else { WINDOWS_1252 });
    Ok(encoding.decode_without_bom_handling(bytes).0)
}

fn weigh(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::too_large(bytes.len(), MAX_BYTES));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::empty());
    }
    match binary(bytes) {
        Some(kind) => Err(Unreadable::new(
            Reason::Binary { kind },
            "Give the story as Markdown, as a web page or as plain text, and pictures beside it.",
        )),
        None => Ok(()),
    }
}

/// What kind of binary data this is, by its first bytes; `None` for text.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 16] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a WebP picture or a sound"),
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive (Word and Pages documents are archives, too)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"{\\rtf", "a rich-text document"),
        (b"ID3", "a sound"),
        (b"OggS", "a sound"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3", "a database"),
        (b"\x00\x00\x00\x18ftyp", "a video"),
        (b"\x00\x00\x00\x20ftyp", "a video"),
    ];
    if let Some((_, kind)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Some(kind);
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    // No text in any encoding we read holds a zero byte.
    bytes.iter().take(64 * 1024).any(|&byte| byte == 0).then_some("binary data")
}

/// `…charset=big5…`, from a header or from a `<meta>`.
fn charset(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find("charset") {
        rest = rest[at + "charset".len()..].trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let label: String = value
                .trim_start()
                .trim_start_matches(['"', '\''])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
                .collect();
            if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
                return Some(encoding);
            }
        }
    }
    None
}

/// `<?xml … encoding="…"?>`.
fn declared_in_xml(head: &str) -> Option<&'static Encoding> {
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let label = value.get(1..)?.split(['"', '\'']).next()?;
    Encoding::for_label(label.as_bytes())
}

/// Far more letters that are whole than bytes that fit nowhere.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 10
}
