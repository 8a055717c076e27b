//! Reads what a page has sent, and makes a job of it.

use axum::Json;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use languages::{ALL, Language};
use runner::play::{Edition, Job};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::refusal::Refusal;
use crate::connections::Waits;

/// How many bytes the body of a request may have.
pub const MAX_BODY: usize = 256 << 10;

/// The body of a request, read from JSON. It has arrived within the time that [`Waits`] says, is not larger than [`MAX_BODY`], and has the
/// content type of JSON, which a form on another site cannot send.
pub struct JsonRequest<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonRequest<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let waits = request.extensions().get().copied();
        let limit = waits.unwrap_or(Waits::USUAL).request;
        let json = timeout(limit, Json::<T>::from_request(request, state)).await;
        let Ok(json) = json else {
            let why = format!("the program did not arrive within {} s", limit.as_secs());
            return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, &why));
        };
        json.map(|Json(sent)| JsonRequest(sent))
            .map_err(|rejection| match rejection {
                JsonRejection::MissingJsonContentType(_) => Refusal::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "send JSON, and say so: Content-Type: application/json",
                ),
                JsonRejection::BytesRejection(BytesRejection::FailedToBufferBody(body))
                    if body.status() == StatusCode::PAYLOAD_TOO_LARGE =>
                {
                    let most = MAX_BODY >> 10;
                    let why = format!("the program is too large: {most} KiB are the most");
                    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, &why)
                }
                rejection => Refusal::bad(&rejection.body_text()),
            })
    }
}

/// The job that a request asks for. Without a language the program is in Rust, and without an edition it is in that of 2015,
/// as on the playground.
///
/// # Errors
/// There is no such language or edition, or the source is not text.
pub fn job(language: &str, edition: &str, source: String, optimized: bool) -> Result<Job, Refusal> {
    let language = match language {
        "" => &Language::RUST,
        name => languages::named(name, ALL).ok_or_else(|| {
            let names = languages::listed(ALL.iter().map(|language| language.name), "and");
            Refusal::bad(&format!("no language is named {name}: there are {names}"))
        })?,
    };
    let edition = match edition {
        "" => Edition::E2015,
        name => Edition::named(name).ok_or_else(|| {
            Refusal::bad(&format!(
                "there is no edition {name}: there are 2015, 2018, 2021 and 2024"
            ))
        })?,
    };
    if source.contains('\0') {
        return Err(Refusal::bad("a program is text: this has a zero byte"));
    }
    Ok(Job {
        language,
        source,
        edition,
        optimized,
        arguments: Vec::new(),
    })
}
