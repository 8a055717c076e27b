//! Takes connections: a limited number of them, each with limits of time and size.
//!
//! # Reading ahead
//! While a program runs, its connection may receive further bytes. hyper leaves them unread until the answer is sent, so it
//! cannot see that the client has closed the connection after them. [`receive`] reads up to [`AHEAD`] of these bytes, and sees
//! the end.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, join, simplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::client::{Client, Connection};
use crate::slots::Slots;

/// How long the server waits for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// How long the head of a request may take to arrive, and after it the body as well.
    pub request: Duration,
    /// How long a client may leave an answer unread. Only Linux knows this limit.
    pub unread: Duration,
}

impl Waits {
    /// How long a server waits by default.
    pub const USUAL: Waits = Waits {
        request: Duration::from_secs(10),
        unread: Duration::from_secs(30),
    };
}

/// How many bytes the head of a request may have.
const MAX_HEAD: usize = 64 << 10;

/// How many headers a request may have.
const MAX_HEADERS: usize = 64;

/// How many bytes of further requests are read while a request is answered: one request of the largest size.
const AHEAD: usize = MAX_HEAD + crate::play::MAX_BODY;

/// How long [`AHEAD`] may be full before the connection ends.
const STUCK: Duration = Duration::from_secs(2);

/// How many connections there may be at once.
const CONNECTIONS: usize = 512;

/// How many connections one client may have: more than fifty readers on one machine need at the same time.
const CONNECTIONS_PER_CLIENT: usize = 128;

/// Answers every client by `app` until `asked_to_end` is ready. It waits for clients as long as `waits` says. Returns the connections that
/// are still open at the end.
pub async fn serve(
    listener: &TcpListener,
    app: &Router,
    waits: Waits,
    asked_to_end: impl Future<Output = ()>,
) -> GracefulShutdown {
    let slots = Slots::new(CONNECTIONS_PER_CLIENT, CONNECTIONS);
    let open = GracefulShutdown::new();
    let mut asked_to_end = pin!(asked_to_end);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut asked_to_end => return open,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // The process has too many open files, or the client has gone. Neither is a reason to end the server.
                tracing::warn!("cannot accept a connection: {error}");
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let client = Client::from(address.ip());
        let Some(slot) = slots.take(client) else {
            tracing::debug!(%client, "has all the connections that one client may have");
            continue;
        };
        // When another client gets this slot, this connection ends.
        let hang_up = slot.lost();
        let connection = Connection {
            client,
            hang_up: hang_up.clone(),
        };
        let answered = answer(stream, app, connection, waits, &open);
        tokio::spawn(async move {
            tokio::select! {
                () = answered => {}
                () = hang_up.cancelled() => tracing::debug!(%client, "the connection is cut off"),
            }
            drop(slot);
        });
    }
}

/// Answers the requests of one connection, until there are no more or the client has left.
fn answer(
    stream: TcpStream,
    app: &Router,
    connection: Connection,
    waits: Waits,
    open: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    // Without this limit an unread answer would keep its connection open until the client leaves.
    #[cfg(target_os = "linux")]
    if let Err(error) = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(waits.unread)) {
        tracing::warn!("answers may stay unread: {error}");
    }
    let client = connection.client;
    let app = app
        .clone()
        .map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(connection.clone());
            request.extensions_mut().insert(waits);
            request
        });
    let (incoming, outgoing) = stream.into_split();
    let (requests, ahead) = simplex(AHEAD);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(waits.request)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS)
        .serve_connection(
            TokioIo::new(join(requests, outgoing)),
            TowerToHyperService::new(app),
        );
    let served = open.watch(served);
    async move {
        tokio::select! {
            // In this order: an answer that is complete is sent before the connection ends.
            biased;
            served = served => if let Err(error) = served {
                tracing::debug!(%client, "connection: {error}");
            },
            () = receive(incoming, ahead) => tracing::debug!(%client, "has left"),
        }
    }
}

/// Copies what a client sends, until the client has closed its side or reset the connection, or until the copy has been full for
/// [`STUCK`].
async fn receive(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin) {
    let mut bytes = vec![0; 8 << 10];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        // An error says that hyper no longer reads requests.
        let Ok(Ok(())) = timeout(STUCK, to.write_all(&bytes[..count])).await else {
            break;
        };
    }
    // A request that arrived together with the end is still answered, if the answer is ready at once. hyper does not learn about
    // the end, because then it would send no answer.
    tokio::task::yield_now().await;
}
