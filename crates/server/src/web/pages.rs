//! The files of the last good book.

use std::io::ErrorKind;
use std::path::Path;

use axum::body::Body;
use axum::extract::State;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::preview::Status;

/// How many bytes a path and its query may have together.
const MAX_TARGET: usize = 8 << 10;

/// A file of the last good book, or the page that says that there is no such file.
pub async fn page(
    State(status): State<watch::Receiver<Status>>,
    request: Request<Body>,
) -> Response {
    // After a rebuild the old folder is removed when its last holder drops it, so this answer holds it until the file is open.
    let site = status.borrow().site.clone();
    let method = request.method().clone();
    let request = match by_path(request) {
        Ok(request) => request,
        Err(status) => return status.into_response(),
    };
    let mut response = match ServeDir::new(site.path()).try_call(request).await {
        Ok(found) if found.status() != StatusCode::NOT_FOUND => found.into_response(),
        Err(error) if !names_no_file(&error) => {
            tracing::warn!("cannot read a page: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Ok(_) | Err(_) => missing(site.path(), method).await,
    };
    // After a rebuild the browser must not show the page that it has kept.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The same request with a target that has no host and begins with one slash. If a redirect led to a path with two slashes, the
/// browser would take what follows them for a host.
fn by_path(mut request: Request<Body>) -> Result<Request<Body>, StatusCode> {
    let target = request.uri().path_and_query();
    let target = target.map_or("", PathAndQuery::as_str);
    if target.len() > MAX_TARGET {
        return Err(StatusCode::URI_TOO_LONG);
    }
    let target = format!("/{}", target.trim_start_matches('/'));
    *request.uri_mut() = target.parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(request)
}

/// Whether an error says that no file has this path: nothing is there, a part of the path is too long or is a file itself, or
/// the path has a zero byte.
fn names_no_file(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::PermissionDenied
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidFilename
            | ErrorKind::InvalidInput
    )
}

/// The page 404.html of the book.
async fn missing(site: &Path, method: Method) -> Response {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    let Ok(page) = ServeFile::new(site.join("404.html")).oneshot(request).await;
    let mut response = page.into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
