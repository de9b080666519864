//! Browser files: built by `scripts/build-browser`, part of the program, named by their content.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use newsroom::pictures::lettering::Face;
use rust_embed::RustEmbed;

use crate::store::Stored;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/browser/dist"]
struct Built;

const WORKER_FILE: &str = "sw.js";
/// What lies among the built files and has no name of its own for ever.
const NOT_SERVED: [&str; 2] = ["manifest.json", WORKER_FILE];

/// `app.js` → `app-4f2a.js`.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest = Built::get("manifest.json").expect("build.rs saw that the browser files were built");
    serde_json::from_slice(&manifest.data).expect("the build writes a well-formed manifest")
});

static COMPRESSED: LazyLock<HashMap<String, Stored>> = LazyLock::new(|| {
    let text = |name: &str| [".js", ".css", ".svg", ".webmanifest"].iter().any(|ending| name.ends_with(ending));
    let stored = |name: &str| Built::get(name).map(|file| Stored::new(kind(name), file.data.into_owned()));
    Built::iter().filter(|name| text(name)).filter_map(|name| Some((name.to_string(), stored(&name)?))).collect()
});

/// The address of a browser file by its plain name.
pub fn path(name: &str) -> String {
    format!("/assets/{}", NAMES.get(name).map_or(name, String::as_str))
}

/// The faces that cards of shared stories are written in, in the order in which they are tried: `lettering/0-figtree-latin.ttf`
/// is one of the family `figtree`.
pub fn faces() -> Vec<Face> {
    let mut names: Vec<_> = Built::iter().filter(|name| name.starts_with("lettering/")).collect();
    names.sort();
    let family = |name: &str| name.split('-').nth(1).unwrap_or_default().to_string();
    names.iter().filter_map(|name| Some((family(name), Built::get(name)?.data.into_owned()))).collect()
}

/// The worker, which stands at an address of its own: browsers ask there whether there is another.
pub static WORKER: LazyLock<Stored> = LazyLock::new(|| {
    let file = Built::get(WORKER_FILE).expect("the build makes sw.js");
    let mut stored = Stored::new("text/javascript; charset=utf-8", file.data.into_owned());
    stored.headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-cache"));
    stored
});

/// The script that runs before the first paint, as it stands inside every page: a request of its own would hold the page up.
pub static EARLY_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let file = NAMES.get("theme.js").and_then(|name| Built::get(name)).expect("the build makes theme.js");
    String::from_utf8(file.data.into_owned()).expect("the build writes UTF-8")
});

/// Its digest as a content security policy names it: `sha256-…`.
pub fn early_script_digest() -> &'static str {
    NAMES.get("theme.js digest").expect("the build writes the digest of theme.js")
}

/// `GET /assets/{name}`: never changes under its name.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    const FOR_EVER: &str = "public, max-age=31536000, immutable";
    if NOT_SERVED.contains(&name.as_str()) {
        return axum::http::StatusCode::NOT_FOUND.into_response();
    }
    if let Some(stored) = COMPRESSED.get(&name) {
        let mut response = stored.answer(&headers, false);
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static(FOR_EVER));
        return response;
    }
    match Built::get(&name) {
        Some(file) => {
            let head = [(header::CONTENT_TYPE, kind(&name)), (header::CACHE_CONTROL, FOR_EVER.to_string())];
            (head, Body::from(file.data.into_owned())).into_response()
        }
        None => axum::http::StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}
