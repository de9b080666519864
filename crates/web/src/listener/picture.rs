//! `/pictures/{name}`: a picture in one of its sizes; its name tells its content, so it never changes.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::problem;
use crate::site::Site;
use crate::store::has_already;

pub async fn show(State(site): State<Site>, Path(name): Path<String>, request: HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let kind = match name.rsplit_once('.') {
        Some((stem, "webp")) if is_size(stem) => "image/webp",
        Some((stem, "jpg")) if is_size(stem) => "image/jpeg",
        _ => {
            *response.status_mut() = StatusCode::NOT_FOUND;
            return response;
        }
    };
    let etag = format!("\"{name}\"");
    if has_already(&request, &etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    match site.ctx.files.get(&format!("pictures/{name}")).await {
        Ok(Some(bytes)) => {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
            if let Ok(etag) = HeaderValue::from_str(&etag) {
                headers.insert(header::ETAG, etag);
            }
            *response.body_mut() = Body::from(bytes);
        }
        Ok(None) => *response.status_mut() = StatusCode::NOT_FOUND,
        Err(error) => return problem::details(&error, problem::request_id(&request)),
    }
    response
}

/// `DIGEST-WIDTH`: nothing else is ever looked for on the disk.
fn is_size(stem: &str) -> bool {
    stem.split_once('-').is_some_and(|(id, width)| {
        id.len() == 64
            && id.bytes().all(|b| b.is_ascii_hexdigit())
            && width.len() <= 5
            && width.bytes().all(|b| b.is_ascii_digit())
    })
}
