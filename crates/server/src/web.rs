//! Serves the preview to browsers, and tells them to reload.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Error, Result, ensure};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, Request, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, body::Body};
use futures::{FutureExt, Stream, StreamExt, poll};
use runner::play::Player;
use runner::play::sandbox::Isolation;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tokio_stream::wrappers::WatchStream;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::connections;
use crate::guard::{self, Address};
use crate::play::Play;
use crate::preview::{self, Follower, Status};
use crate::progress::Progress;

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
        // Held until the end; a book that does not follow its sources can still be read.
        let _follower = Follower::start(root, statuses).inspect_err(|error| {
            eprintln!("warning: the book does not follow its sources: {error:#}")
        });
        let play = Play::new(root, Arc::new(player));
        let keeper = tokio::spawn(keep_built(root.to_owned(), play.clone(), status.clone()));

        let url = format!("http://{address}");
        println!("The course is at {url} (ctrl-c ends it)");
        if open && let Err(error) = open::that_detached(&url) {
            eprintln!("warning: no browser could be opened ({error}): open {url} yourself");
        }
        // On a thread where connections arrive: this one would have to be woken for each.
        let done = tokio::spawn(run(listener, status, play, told)).await?;
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
    eprintln!("warning: {missing}; they are played for this machine alone");
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
    told: impl Future<Output = ()> + Send,
) -> Result<()> {
    let (ending, ended) = watch::channel(false);
    let app = Router::new()
        .route("/preview-events", get(events))
        .fallback(page)
        .with_state(Preview { status, ended })
        .merge(play.clone().routes())
        .layer(middleware::from_fn(guard::protect))
        .layer(middleware::from_fn_with_state(
            Address(listener.local_addr()?),
            guard::check,
        ))
        .layer(DefaultBodyLimit::max(crate::play::BODY));
    let open = connections::serve(&listener, &app, told).await;
    let _ = ending.send(true);
    // A connection that does not end is not waited for.
    let _ = timeout(GRACE, async { tokio::join!(play.end(), open.shutdown()) }).await;
    Ok(())
}

#[derive(Clone)]
struct Preview {
    status: watch::Receiver<Status>,
    ended: watch::Receiver<bool>,
}

/// A file of the last good book.
async fn page(State(preview): State<Preview>, request: Request<Body>) -> Response {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Where programs are not kept apart from the machine, they are played for this machine alone, and whoever asks for more is
    /// told why not.
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
}
