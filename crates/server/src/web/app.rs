//! What is answered at which address, and which checks come before that.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::routing::get;
use axum::{Router, middleware};
use tokio::sync::watch;

use super::pages;
use crate::events::{self, Events};
use crate::guard::{self, Address};
use crate::preview::Status;
use crate::token::{self, Token};

/// All that the server answers at `address`: the pages, their events, and `play`. Each request passes these checks first: its
/// host and origin, and the token if there is one.
pub fn app(
    status: watch::Receiver<Status>,
    ended: watch::Receiver<bool>,
    play: Router,
    token: Option<Arc<Token>>,
    address: SocketAddr,
) -> Router {
    let events = Router::new()
        .route("/preview-events", get(events::events))
        .with_state(Events::new(status.clone(), ended));
    let mut app = Router::new()
        .fallback(pages::page)
        .with_state(status)
        .merge(events)
        .merge(play);
    if let Some(token) = token {
        app = token::protect(app, token);
    }
    app.layer(middleware::from_fn(guard::protect))
        .layer(middleware::from_fn_with_state(
            Address(address),
            guard::check,
        ))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::IpAddr;

    use axum::Extension;
    use axum::body::Body;
    use axum::http::{Request, header};
    use axum::response::Response;
    use axum::routing::post;
    use runner::play::sandbox::Isolation;
    use tokio_util::sync::CancellationToken;
    use tower::ServiceExt;

    use super::*;
    use crate::client::Connection;

    /// A server without sockets. It has one page, and answers for programs without running any.
    struct Asked {
        app: Router,
        /// The streams of events end when the sender is dropped.
        _statuses: watch::Sender<Status>,
    }

    impl Asked {
        const HOST: &str = "127.0.0.1:3000";

        fn new(token: Option<Arc<Token>>) -> Self {
            let site = tempfile::tempdir().unwrap();
            for file in ["index.html", "404.html", "css/a.css"] {
                let file = site.path().join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, "<p>the book</p>").unwrap();
            }
            let status = Status {
                site: Arc::new(site),
                build: 1,
                broken: None,
            };
            let (statuses, status) = watch::channel(status);
            let (_, ended) = watch::channel(false);
            let play = Router::new()
                .route("/play", post(async || "played").get(async || "about"))
                .route("/execute", post(async || "played"))
                .route("/evaluate.json", post(async || "played"));
            let connection = Connection {
                client: "127.0.0.1".parse::<IpAddr>().unwrap().into(),
                hang_up: CancellationToken::new(),
            };
            let address = Self::HOST.parse().unwrap();
            Asked {
                app: app(status, ended, play, token, address).layer(Extension(connection)),
                _statuses: statuses,
            }
        }

        async fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Response {
            let mut request = Request::builder()
                .method(method)
                .uri(target)
                .header(header::HOST, Self::HOST);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(Body::empty()).unwrap();
            self.app.clone().oneshot(request).await.unwrap()
        }

        async fn status(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> u16 {
            self.ask(method, target, headers).await.status().as_u16()
        }
    }

    async fn text(response: Response) -> String {
        let body = axum::body::to_bytes(response.into_body(), usize::MAX);
        String::from_utf8(body.await.unwrap().to_vec()).unwrap()
    }

    fn value(response: &Response, name: header::HeaderName) -> String {
        let value = response.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    }

    /// All that the server answers, pages and programs and events.
    const ALL: [(&str, &str); 8] = [
        ("GET", "/"),
        ("GET", "/index.html"),
        ("GET", "/gone.html"),
        ("GET", "/preview-events"),
        ("GET", "/play"),
        ("POST", "/play"),
        ("POST", "/execute"),
        ("POST", "/evaluate.json"),
    ];

    /// Without isolation nothing is answered to a reader who has no token, or a wrong one, and the refusal says what to do: a
    /// browser gets a page, and the play script gets JSON.
    #[tokio::test]
    async fn without_isolation_a_token_is_needed() {
        let none = Isolation::None("Operation not permitted".into());
        let address = Asked::HOST.parse().unwrap();
        let token = Token::if_needed(&none, address).unwrap().unwrap();
        let right = token.query();
        let right = right.strip_prefix("/?token=").unwrap();
        let other = Token::if_needed(&none, address).unwrap().unwrap();
        assert!(right.len() >= 32 && other.query() != token.query());
        let asked = Asked::new(Some(token.clone()));
        let cookies = [
            String::new(),
            "course-3000=".to_owned(),
            format!("course-3000={}", &right[1..]),
            format!("course-3000={right}x"),
            format!("course-3001={right}"),
            format!("course-3000{right}"),
            format!("a=1; course-3000=\"{right}\""),
        ];
        for (method, target) in ALL {
            for cookie in &cookies {
                let headers = [("cookie", cookie.as_str())];
                assert_eq!(
                    asked.status(method, target, &headers).await,
                    403,
                    "{method} {target} {cookie}"
                );
            }
            for wrong in ["?token=", "?token=x", "?Token=x", "?token"] {
                let target = format!("{target}{wrong}");
                assert_eq!(asked.status(method, &target, &[]).await, 403, "{target}");
            }
        }
        let page = asked.ask("GET", "/", &[("accept", "text/html,*/*")]).await;
        assert!(value(&page, header::CONTENT_TYPE).starts_with("text/html"));
        assert!(!value(&page, header::CONTENT_SECURITY_POLICY).is_empty());
        let page = text(page).await;
        assert!(
            page.contains("?token=") && !page.contains(right) && !page.contains("the book"),
            "{page}"
        );
        let refused = text(asked.ask("POST", "/play", &[]).await).await;
        let refused: serde_json::Value = serde_json::from_str(&refused).unwrap();
        assert!(refused["error"].as_str().unwrap().contains("?token="));
        assert_eq!(refused["error"], refused["result"]);
    }

    /// The printed address leads to the same one without the token, and gives a cookie that no script and no other site can use;
    /// with the cookie everything is answered.
    #[tokio::test]
    async fn the_token_is_exchanged_for_a_cookie() {
        let none = Isolation::None("Operation not permitted".into());
        let token = Token::if_needed(&none, Asked::HOST.parse().unwrap());
        let token = token.unwrap().unwrap();
        let query = token.query();
        let query = query.strip_prefix('/').unwrap();
        let asked = Asked::new(Some(token.clone()));
        for (target, clean) in [
            (format!("/{query}"), "/"),
            (format!("/05_select.html{query}"), "/05_select.html"),
            (
                format!("/a.html?b=1&{}&c=2", &query[1..]),
                "/a.html?b=1&c=2",
            ),
            // Not to another host.
            (format!("//evil.example/{query}"), "/evil.example/"),
        ] {
            let exchanged = asked.ask("GET", &target, &[]).await;
            assert_eq!(exchanged.status(), 303, "{target}");
            assert_eq!(value(&exchanged, header::LOCATION), clean);
            assert_eq!(value(&exchanged, header::CACHE_CONTROL), "no-store");
            let cookie = value(&exchanged, header::SET_COOKIE);
            assert!(
                cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
                "{cookie}"
            );
            let (cookie, _) = cookie.split_once(';').unwrap();
            let cookie = format!("other=1; {cookie}");
            for (method, target) in ALL {
                let status = asked.status(method, target, &[("cookie", &cookie)]).await;
                let expected = if target == "/gone.html" { 404 } else { 200 };
                assert_eq!(status, expected, "{method} {target}");
            }
        }
        // A page of another site cannot use either.
        let strange = [("origin", "http://evil.example")];
        let target = format!("/play{query}");
        assert_eq!(asked.status("POST", &target, &strange).await, 403);
        assert_eq!(asked.status("POST", &target, &[]).await, 200);
    }

    /// With isolation there is no token, and everything is answered.
    #[tokio::test]
    async fn with_isolation_no_token_is_needed() {
        let token = Token::if_needed(&Isolation::Full, Asked::HOST.parse().unwrap());
        let token = token.unwrap();
        assert!(token.is_none());
        let asked = Asked::new(token);
        for (method, target) in ALL {
            let expected = if target == "/gone.html" { 404 } else { 200 };
            assert_eq!(asked.status(method, target, &[]).await, expected);
        }
    }

    /// No path makes the server fail: a file that cannot exist is not found, a path that is too long is refused, and no path
    /// leads elsewhere.
    #[tokio::test]
    async fn odd_paths() {
        let asked = Asked::new(None);
        let long = |part: &str, times| format!("/{}", part.repeat(times));
        for (target, expected) in [
            ("/".into(), 200),
            ("/css/a.css".into(), 200),
            ("//css/a.css".into(), 200),
            ("/css/./a.css".into(), 200),
            ("/css/".into(), 404),
            ("/css".into(), 307),
            (long("a", 255), 404),
            (long("a", 256), 404),
            (long("%61", 300), 404),
            (long("%F0%9F%A6%80", 64), 404),
            (long("a/", 2000), 404),
            (long("./", 2500), 200),
            (format!("{}x", long("./", 2500)), 404),
            (long("a", 9000), 414),
            (format!("/css?{}", "a".repeat(9000)), 414),
            ("/%00".into(), 404),
            ("/css/%00".into(), 404),
            ("/index.html%00".into(), 404),
            ("/%ff%fe".into(), 404),
            ("/%".into(), 404),
            ("/%zz".into(), 404),
            ("/%0a%0d".into(), 404),
            ("/..".into(), 404),
            ("/../../etc/hostname".into(), 404),
            ("/%2e%2e/%2e%2e/etc/hostname".into(), 404),
            ("/..%2f..%2fetc%2fhostname".into(), 404),
            ("/index.html/".into(), 404),
            ("/index.html/x".into(), 404),
            ("/css/a.css/../a.css".into(), 404),
        ] {
            for method in ["GET", "HEAD"] {
                let status = asked.status(method, &target, &[]).await;
                assert_eq!(status, expected, "{method} {target}");
            }
            for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ODD"] {
                let status = asked.status(method, &target, &[]).await;
                let expected = if expected == 414 { 414 } else { 405 };
                assert_eq!(status, expected, "{method} {target}");
            }
        }
        for target in ["//css", "http://evil.example/css"] {
            let led = asked.ask("GET", target, &[]).await;
            assert_eq!(value(&led, header::LOCATION), "/css/", "{target}");
        }
        let missing = text(asked.ask("GET", "/gone", &[]).await).await;
        assert!(missing.contains("the book"), "{missing}");
    }
}
