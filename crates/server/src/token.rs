//! The token that a reader needs where programs are not kept apart from this machine. Without it every user of the machine
//! could connect to the server, and run programs as the user who started it.
//!
//! The token is in the address that the server prints. The first request exchanges it for a cookie, so that it does not stay
//! in the address, where a history or a screenshot would show it.

use std::fs::File;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::{Json, Router, middleware};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use runner::play::sandbox::Isolation;
use serde_json::json;
use sha2::{Digest, Sha256};

/// How many random bytes a token has.
const BYTES: usize = 24;

/// What a reader without the token can do.
const WHY: &str = "this server does not keep programs apart from the machine, so it answers only a reader who has its token: \
                   open the address with `?token=` that it printed when it started";

/// A random text that only the terminal of the server shows. It is made when the server starts, and is never renewed or stored, so
/// it ends with the server.
pub struct Token {
    secret: String,
    /// The name of the cookie. Cookies do not tell ports apart, so the name has to.
    cookie: String,
}

impl Token {
    /// A new token for the server at this address if programs are not kept apart from the machine; otherwise `None`, because
    /// then every reader may play.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn if_needed(isolation: &Isolation, address: SocketAddr) -> Result<Option<Arc<Self>>> {
        if *isolation == Isolation::Full {
            return Ok(None);
        }
        let mut bytes = [0; BYTES];
        File::open("/dev/urandom")
            .and_then(|mut random| random.read_exact(&mut bytes))
            .context("cannot make a token from /dev/urandom")?;
        Ok(Some(Arc::new(Token {
            secret: BASE64_URL_SAFE_NO_PAD.encode(bytes),
            cookie: format!("course-{}", address.port()),
        })))
    }

    /// What follows the address of the server where a reader opens it.
    pub fn query(&self) -> String {
        format!("/?token={}", self.secret)
    }

    /// Whether a text is this token. Comparing takes equally long for every text: the hash of a text says nothing about how
    /// much of the text is right.
    fn is(&self, text: &str) -> bool {
        let (own, other) = (Sha256::digest(&self.secret), Sha256::digest(text));
        let differences = own.iter().zip(&other).fold(0, |all, (a, b)| all | (a ^ b));
        differences == 0
    }

    /// Whether one of the cookies of a request is this token.
    fn is_cookie_of(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|cookies| cookies.to_str().ok())
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(name, value)| name == self.cookie && self.is(value))
    }
}

/// Lets only readers with the token ask `app` for anything.
pub fn protect(app: Router, token: Arc<Token>) -> Router {
    app.layer(middleware::from_fn_with_state(token, check))
}

async fn check(State(token): State<Arc<Token>>, request: Request, next: Next) -> Response {
    let (given, rest) = split(request.uri());
    if given.is_some_and(|given| token.is(given)) {
        if [Method::GET, Method::HEAD].contains(request.method()) {
            return exchange(&token, &rest);
        }
        return next.run(request).await;
    }
    if token.is_cookie_of(request.headers()) {
        return next.run(request).await;
    }
    refuse(request.headers())
}

/// The token of an address, and the address without it.
fn split(uri: &Uri) -> (Option<&str>, String) {
    // One slash, because a browser takes what follows two of them for the name of a host.
    let path = uri.path().trim_start_matches(['/', '\\']);
    let parameters = || uri.query().unwrap_or_default().split('&');
    let given = parameters().find_map(|parameter| parameter.strip_prefix("token="));
    let others: Vec<&str> = parameters()
        .filter(|parameter| !parameter.starts_with("token="))
        .collect();
    let others = others.join("&");
    let mark = if others.is_empty() { "" } else { "?" };
    (given, format!("/{path}{mark}{others}"))
}

/// Leads a browser to the address without the token, and gives it the cookie.
fn exchange(token: &Token, to: &str) -> Response {
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Strict",
        token.cookie, token.secret
    );
    let headers = [
        (header::LOCATION, HeaderValue::from_str(to)),
        (header::SET_COOKIE, HeaderValue::from_str(&cookie)),
        (header::CACHE_CONTROL, HeaderValue::from_str("no-store")),
    ];
    let mut response = StatusCode::SEE_OTHER.into_response();
    for (name, value) in headers {
        let Ok(value) = value else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        response.headers_mut().insert(name, value);
    }
    response
}

/// Says what is missing: to a browser that opens a page as a page, to all others as JSON.
fn refuse(headers: &HeaderMap) -> Response {
    let wants_page = headers.get(header::ACCEPT).is_some_and(|kinds| {
        kinds
            .to_str()
            .is_ok_and(|kinds| kinds.contains("text/html"))
    });
    let mut response = if wants_page {
        let page = format!(
            "<!DOCTYPE html><html lang=\"en\"><title>The token is missing</title><p>The course is here, but {WHY}.</p></html>\n"
        );
        (StatusCode::FORBIDDEN, Html(page)).into_response()
    } else {
        let body = Json(json!({ "error": WHY, "result": WHY }));
        (StatusCode::FORBIDDEN, body).into_response()
    };
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}
