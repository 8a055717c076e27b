//! Serves the preview to browsers, and tells them to reload.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Error, Result, ensure};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, body::Body};
use futures::{FutureExt, poll};
use runner::play::Player;
use runner::play::sandbox::Isolation;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::connections;
use crate::events::{self, Events};
use crate::guard::{self, Address};
use crate::play::Play;
use crate::preview::{self, Follower, Status};
use crate::progress::Progress;
use crate::token::{self, Token};

/// The most bytes that a path and its query may have.
const TARGET: usize = 8 << 10;

/// How long an answer that has begun may take once the server is told to end.
const GRACE: Duration = Duration::from_secs(2);

/// Builds the book and serves it at `host` and `port` until it is told to end; programs may take so long.
///
/// # Errors
/// A port that is taken, a book that cannot be rendered at all, or a `host` that others can reach where programs are not
/// kept apart from this machine.
pub fn serve(root: &Path, host: IpAddr, port: u16, patience: Duration, open: bool) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(async {
        // Polled once, which puts the handler in its place before anybody is told that the course is there.
        let mut told = Box::pin(told_to_end().fuse());
        let _ = poll!(&mut told);

        // First the port: who gets an error should not have waited for it.
        let listener = listen(SocketAddr::new(host, port)).await?;
        let address = listener.local_addr()?;

        let book = root.to_owned();
        let player = tokio::task::spawn_blocking(move || Player::new(&book, patience));
        let progress = Progress::start("Rendering the book");
        let (statuses, status) = watch::channel(preview::first(root)?);
        progress.done();
        let player = player.await??;
        allow(player.isolation(), host)?;
        let token = Token::if_needed(player.isolation(), address)?;
        // Held until the end; a book that does not follow its sources can still be read.
        let _follower = Follower::start(root, statuses).inspect_err(|error| {
            eprintln!("warning: the book does not follow its sources: {error:#}")
        });
        let play = Play::new(root, Arc::new(player));
        let keeper = tokio::spawn(keep_built(root.to_owned(), play.clone(), status.clone()));

        let query = token.as_ref().map(|token| token.query());
        let url = format!("http://{address}{}", query.unwrap_or_default());
        println!("The course is at {url} (ctrl-c ends it)");
        if open && let Err(error) = open::that_detached(&url) {
            eprintln!("warning: no browser could be opened ({error}): open {url} yourself");
        }
        // On a thread where connections arrive: this one would have to be woken for each.
        let done = tokio::spawn(run(listener, status, play, token, told)).await?;
        // Waited for, so that the pages that it holds are gone before the process is.
        keeper.abort();
        let _ = keeper.await;
        done
    });
    runtime.shutdown_timeout(Duration::ZERO);
    done
}

/// Waits for ctrl-c, or for SIGTERM, by which a system ends a service.
async fn told_to_end() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => drop(signals.recv().await),
            // Without a signal handler the server runs on until it is killed.
            Err(_) => std::future::pending().await,
        }
    };
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    };
    tokio::select! {
        () = terminated => {}
        () = interrupted => {}
    }
}

/// Refuses to play for others where programs are not kept apart from this machine, and says so where they play for this
/// machine alone.
fn allow(isolation: &Isolation, host: IpAddr) -> Result<()> {
    let Some(missing) = isolation.missing() else {
        return Ok(());
    };
    ensure!(
        host.is_loopback(),
        "cannot serve at {host}: whoever reaches it could run anything here, since {missing}\n  \
         mend: leave --host out, or serve on a Linux whose kernel lets this user make namespaces"
    );
    eprintln!(
        "warning: {missing}; they are played for this machine alone, for readers with the token of the address below"
    );
    Ok(())
}

/// Makes the languages ready, and builds the book's programs now and after each change.
async fn keep_built(root: PathBuf, play: Play, mut status: watch::Receiver<Status>) {
    let (book, player) = (root.clone(), play.clone());
    let _ = spawn_blocking(move || player.prepare(&book)).await;
    while status.changed().await.is_ok() {
        let (book, player) = (root.clone(), play.clone());
        let _ = spawn_blocking(move || player.build_book(&book)).await;
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let mend = match error.kind() {
            ErrorKind::AddrInUse => {
                "another program is there: end it, or choose another port with --port"
            }
            ErrorKind::PermissionDenied => {
                "ports below 1024 are the system's: choose another with --port"
            }
            ErrorKind::AddrNotAvailable => {
                "this machine has no such address: choose another with --host"
            }
            _ => "choose another port with --port, or another address with --host",
        };
        Error::msg(format!(
            "cannot serve at {address} ({error})\n  mend: {mend}"
        ))
    })
}

async fn run(
    listener: TcpListener,
    status: watch::Receiver<Status>,
    play: Play,
    token: Option<Arc<Token>>,
    told: impl Future<Output = ()> + Send,
) -> Result<()> {
    let (ending, ended) = watch::channel(false);
    let address = listener.local_addr()?;
    let app = app(status, ended, play.clone().routes(), token, address);
    let open = connections::serve(&listener, &app, told).await;
    let _ = ending.send(true);
    // A connection that does not end is not waited for.
    let _ = timeout(GRACE, async { tokio::join!(play.end(), open.shutdown()) }).await;
    Ok(())
}

/// All that can be asked for at `address`, and who may ask.
fn app(
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
        .fallback(page)
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
        .layer(DefaultBodyLimit::max(crate::play::BODY))
}

/// A file of the last good book, or the page that says that there is none.
async fn page(State(status): State<watch::Receiver<Status>>, request: Request<Body>) -> Response {
    // Held until the answer is begun: after a rebuild the old folder goes when the last one lets go.
    let site = status.borrow().site.clone();
    let method = request.method().clone();
    let request = match named(request) {
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
    // The page must be asked for again after a rebuild.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The request for the same file, by its path alone: without a host, and with one slash at the beginning, because a browser
/// that is led to a path with two takes what follows them for a host.
fn named(mut request: Request<Body>) -> Result<Request<Body>, StatusCode> {
    let target = request.uri().path_and_query();
    let target = target.map_or("", PathAndQuery::as_str);
    if target.len() > TARGET {
        return Err(StatusCode::URI_TOO_LONG);
    }
    let target = format!("/{}", target.trim_start_matches('/'));
    *request.uri_mut() = target.parse().map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(request)
}

/// Whether an error says that the path cannot be that of a file: nothing is there, a part of the path is too long or is a
/// file itself, or the path has a zero byte.
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

/// The page that says that there is no such page.
async fn missing(site: &Path, method: Method) -> Response {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    let Ok(page) = ServeFile::new(site.join("404.html")).oneshot(request).await;
    let mut response = page.into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

#[cfg(test)]
mod tests {
    use std::fs;

    use axum::Extension;
    use axum::routing::post;
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::connections::Connection;

    /// A server that is asked without sockets: one page, and a stand-in for what runs programs.
    struct Asked {
        app: Router,
        /// Kept, because the streams of events end with it.
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

    /// Where programs are not kept apart from the machine, they are played for this machine alone; an attempt to serve others
    /// fails with the reason.
    #[test]
    fn without_isolation_nobody_else_plays() {
        let none = Isolation::None("Operation not permitted".into());
        let (here, everywhere) = ("127.0.0.1".parse().unwrap(), "0.0.0.0".parse().unwrap());
        assert!(allow(&none, here).is_ok());
        let told = allow(&none, everywhere).unwrap_err().to_string();
        assert!(
            told.contains("Operation not permitted") && told.contains("mend:"),
            "{told}"
        );
        assert!(allow(&Isolation::Full, everywhere).is_ok());
    }

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
