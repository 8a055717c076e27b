//! Serves the preview to browsers, and tells them to reload.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Error, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::{FutureExt, Stream, StreamExt, poll};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::preview::{self, Follower, Status};
use crate::progress::Progress;

/// How long an answer that has begun may take once the server is told to end.
const GRACE: Duration = Duration::from_secs(2);

/// Builds the book and serves it at `host` and `port` until ctrl-c.
///
/// # Errors
/// A port that is taken, or a book that cannot be rendered at all.
pub fn serve(root: &Path, host: IpAddr, port: u16, open: bool) -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let done = runtime.block_on(async {
        // Polled once, which puts the handler in its place before anybody is told that the course is there.
        let mut interrupted = Box::pin(tokio::signal::ctrl_c().fuse());
        let _ = poll!(&mut interrupted);

        // First the port: who gets an error should not have waited for it.
        let listener = listen(SocketAddr::new(host, port)).await?;
        let address = listener.local_addr()?;

        let progress = Progress::start("Rendering the book");
        let (statuses, status) = watch::channel(preview::first(root)?);
        progress.done();
        // Held until the end; a book that does not follow its sources can still be read.
        let _follower = Follower::start(root, statuses).inspect_err(|error| {
            eprintln!("warning: the book does not follow its sources: {error:#}")
        });

        let url = format!("http://{address}");
        println!("The course is at {url} (ctrl-c ends it)");
        if open && let Err(error) = open::that_detached(&url) {
            eprintln!("warning: no browser could be opened ({error}): open {url} yourself");
        }
        run(listener, status, interrupted).await
    });
    runtime.shutdown_timeout(Duration::ZERO);
    done
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
    interrupted: impl Future<Output = io::Result<()>> + Send + 'static,
) -> Result<()> {
    let (ending, ended) = watch::channel(false);
    let app = Router::new()
        .route("/preview-events", get(events))
        .fallback(page)
        .with_state(Preview { status, ended });
    let served = axum::serve(listener, app).with_graceful_shutdown(async move {
        // Without a signal handler the server runs on until it is killed.
        if interrupted.await.is_err() {
            std::future::pending::<()>().await;
        }
        let _ = ending.send(true);
        // A connection that does not end is not waited for.
        tokio::spawn(async {
            tokio::time::sleep(GRACE).await;
            std::process::exit(0);
        });
    });
    served.await.context("the server failed")
}

#[derive(Clone)]
struct Preview {
    status: watch::Receiver<Status>,
    ended: watch::Receiver<bool>,
}

/// A file of the last good book.
async fn page(State(preview): State<Preview>, request: Request) -> Response {
    // Held until the answer is begun: after a rebuild the old folder goes when the last one lets go.
    let site = preview.status.borrow().site.clone();
    let missing = ServeFile::new(site.path().join("404.html"));
    let files = ServeDir::new(site.path()).not_found_service(missing);
    let Ok(mut response) = files.oneshot(request).await;
    // The page must be asked for again after a rebuild.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.into_response()
}

/// The number of the book on screen, and what is broken since, as it changes.
async fn events(
    State(preview): State<Preview>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut ended = preview.ended;
    let statuses = WatchStream::new(preview.status)
        .map(|status| {
            let data = json!({ "build": status.build, "broken": status.broken });
            Ok(Event::default().data(data.to_string()))
        })
        .take_until(async move { drop(ended.wait_for(|ended| *ended).await) });
    Sse::new(statuses).keep_alive(KeepAlive::default())
}
