//! The answer to a request that is not carried out.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::queue::Full;

/// Why a request is not carried out. As an answer it is JSON, with the reason under `error` for the course's own pages, and
/// under `result` for those of mdBook.
pub struct Refusal {
    status: StatusCode,
    why: String,
    /// The number of seconds after which the page may try again.
    again: Option<u32>,
}

impl Refusal {
    /// A refusal with this status, which a second attempt would not change.
    pub fn new(status: StatusCode, why: &str) -> Self {
        Refusal {
            status,
            why: why.to_owned(),
            again: None,
        }
    }

    /// The refusal of a request that is wrong in itself.
    pub fn bad(why: &str) -> Self {
        Refusal::new(StatusCode::BAD_REQUEST, why)
    }
}

impl From<Full> for Refusal {
    fn from(full: Full) -> Self {
        let (why, again) = match full {
            Full::ForReader => (
                "you have as many programs in the queue as one reader may: wait for one to end",
                2,
            ),
            Full::ForAll => ("too many programs wait for their turn", 5),
        };
        Refusal {
            again: Some(again),
            ..Refusal::new(StatusCode::TOO_MANY_REQUESTS, why)
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = Json(json!({ "error": self.why, "result": self.why }));
        let mut response = (self.status, body).into_response();
        if let Some(again) = self.again {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, again.into());
        }
        response
    }
}
