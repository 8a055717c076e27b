//! Refuses requests that another site's page made, and says what a page may do.
//!
//! - **Host**: a page of another site whose name was made to lead here (DNS rebinding) names that site.
//! - **Origin**: a page of another site that posts to here says so.
//! - **Content-Security-Policy**: a page runs the scripts that it was rendered with, and speaks to this server alone.

use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use regex::Regex;
use sha2::{Digest, Sha256};

/// Where this server can be asked for.
#[derive(Debug, Clone)]
pub struct Address(pub SocketAddr);

impl Address {
    /// Whether a browser that was not led here by another's name sends this `Host`.
    fn is_called(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<axum::http::uri::Authority>() else {
            return false;
        };
        if authority.as_str().contains('@') || authority.port_u16().unwrap_or(80) != self.0.port() {
            return false;
        }
        let name = authority.host();
        let ip = name
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>();
        match (self.0.ip().is_loopback(), ip) {
            (true, Ok(ip)) => ip.is_loopback(),
            (true, Err(_)) => name.eq_ignore_ascii_case("localhost"),
            // No name can be made to stand for an address that is written out.
            (false, Ok(_)) => true,
            (false, Err(_)) => name.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// Refuses what is meant for another host, and what a page of another origin sends.
pub async fn check(State(address): State<Address>, request: Request, next: Next) -> Response {
    match refusal(&address, request.headers()) {
        None => next.run(request).await,
        Some(why) => {
            tracing::warn!(why, "refused");
            (
                StatusCode::FORBIDDEN,
                axum::Json(serde_json::json!({ "error": why, "result": why })),
            )
                .into_response()
        }
    }
}

fn refusal(address: &Address, headers: &HeaderMap) -> Option<String> {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let Some(host) = text(header::HOST) else {
        return Some("the request names no host".into());
    };
    if !address.is_called(host) {
        return Some(format!(
            "this server is not called {host}: ask for http://{}, or for an address in numbers",
            address.0
        ));
    }
    let origin = text(header::ORIGIN)?;
    let own = ["http://", "https://"]
        .iter()
        .any(|scheme| origin.strip_prefix(scheme) == Some(host));
    (!own).then(|| format!("a page of {origin} may not speak to this server"))
}

/// Says what a browser may do with the answer.
pub async fn protect(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    if response.status() == StatusCode::NOT_MODIFIED {
        // This answer has no body, so the browser keeps the policy that came with the page.
        return response;
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.map_or("", |kind| kind.to_str().unwrap_or_default());
    if !kind.starts_with("text/html") {
        let policy = HeaderValue::from_static(if kind.contains("javascript") {
            // The policy of a script counts when it is a worker: theme/preview.js listens to this server.
            "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
        } else {
            "default-src 'none'; frame-ancestors 'none'"
        });
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
        return response;
    }
    let (mut head, body) = response.into_parts();
    // A page of the book: it is as large as it was rendered.
    let Ok(page) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let policy = policy(&String::from_utf8_lossy(&page));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        head.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Response::from_parts(head, Body::from(page))
}

/// The policy for a page: its own scripts, those within it by their hash, and nothing from elsewhere. (mdBook's pages set
/// styles in place, which can say little.)
fn policy(page: &str) -> String {
    static SCRIPT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)<script>(.*?)</script>").expect("a constant pattern"));
    let hashes: String = SCRIPT
        .captures_iter(page)
        .map(|script| {
            format!(
                " 'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(&script[1]))
            )
        })
        .collect();
    format!(
        "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         font-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str, headers: &[(&str, &str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (
                    name.parse::<HeaderName>().unwrap(),
                    value.parse::<HeaderValue>().unwrap(),
                )
            })
            .collect();
        refusal(&Address(address.parse().unwrap()), &headers).is_some()
    }

    /// On this machine alone only its own names are answered; elsewhere any address in numbers, whose name nobody can forge.
    #[test]
    fn hosts() {
        for (address, host, fine) in [
            ("127.0.0.1:3000", "127.0.0.1:3000", true),
            ("127.0.0.1:3000", "localhost:3000", true),
            ("127.0.0.1:3000", "LOCALHOST:3000", true),
            ("127.0.0.1:3000", "[::1]:3000", true),
            ("127.0.0.1:80", "localhost", true),
            ("127.0.0.1:3000", "localhost", false),
            ("127.0.0.1:3000", "localhost:3001", false),
            ("127.0.0.1:3000", "evil.example:3000", false),
            ("127.0.0.1:3000", "127.0.0.1.evil.example:3000", false),
            ("127.0.0.1:3000", "localhost@evil.example:3000", false),
            ("127.0.0.1:3000", "192.168.0.7:3000", false),
            ("0.0.0.0:3000", "192.168.0.7:3000", true),
            ("0.0.0.0:3000", "evil.example:3000", false),
            ("[::]:3000", "[fe80::1]:3000", true),
        ] {
            assert_eq!(
                refused(address, &[("host", host)]),
                !fine,
                "{host} at {address}"
            );
        }
        assert!(refused("127.0.0.1:3000", &[]));
    }

    /// Only a page of this server may post to it. A client that is no browser sends no origin, and may post as well.
    #[test]
    fn origins() {
        for (origin, fine) in [
            ("http://localhost:3000", true),
            ("https://localhost:3000", true),
            ("http://localhost:3001", false),
            ("http://127.0.0.1:3000", false),
            ("http://evil.example", false),
            ("null", false),
        ] {
            let headers = [("host", "localhost:3000"), ("origin", origin)];
            assert_eq!(refused("127.0.0.1:3000", &headers), !fine, "{origin}");
        }
    }

    /// The scripts within a page are named by their hashes, and those that are files are not.
    #[test]
    fn policies() {
        let policy =
            policy("<script>a</script><script src=\"b.js\"></script><script>\nc\n</script>");
        assert_eq!(policy.matches("'sha256-").count(), 2);
        // printf a | openssl dgst -sha256 -binary | base64
        assert!(
            policy.contains("'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"),
            "{policy}"
        );
    }
}
