//! Links and pictures as pages write them → addresses that work elsewhere.

use url::Url;

/// Resolves `href` against the page. Only the web and mail are let through; with no page to resolve against, a relative
/// address stays as it is. `None` for scripts, data and places within the page.
pub fn resolve(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    match base.map_or_else(|| Url::parse(href), |base| base.join(href)) {
        Ok(url) => matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.to_string()),
        Err(url::ParseError::RelativeUrlWithoutBase) => Some(href.to_owned()),
        Err(_) => None,
    }
}

/// The largest picture of a `srcset`: `a.jpg 400w, b.jpg 1200w` → `b.jpg`.
pub fn largest(srcset: &str) -> Option<&str> {
    let mut best: Option<(f64, &str)> = None;
    // A comma separates only when followed by space: addresses may contain commas.
    for candidate in srcset.split(", ").flat_map(|part| part.split(",\n")) {
        let mut words = candidate.trim().trim_end_matches(',').split_whitespace();
        let Some(address) = words.next() else { continue };
        let size = words.next().and_then(|size| size.trim_end_matches(['w', 'x']).parse().ok()).unwrap_or(1.0);
        if best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, address));
        }
    }
    best.map(|(_, address)| address)
}
