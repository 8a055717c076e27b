//! Takes connections: a limited number of them, each for a limited time.
//!
//! # Reading ahead
//! While a program runs, hyper reads nothing from its connection once further bytes have arrived there, and so it cannot
//! see that the client has left behind these bytes. [`receive`] reads on, up to [`AHEAD`] bytes, and sees the end.

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
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::places::{Client, Places};

/// How long a request's head may take to arrive, and how large it may be.
const HEAD_ARRIVAL: Duration = Duration::from_secs(10);
const HEAD_BYTES: usize = 64 << 10;
const HEADERS: usize = 64;

/// How many bytes of further requests are taken while a request is answered: one request of the largest size.
const AHEAD: usize = HEAD_BYTES + crate::play::BODY;

/// How long a client may hold more than [`AHEAD`] bytes ready that nobody reads.
const STUCK: Duration = Duration::from_secs(2);

/// How long a client may leave an answer unread.
#[cfg(target_os = "linux")]
const UNREAD: Duration = Duration::from_secs(30);

/// How many connections there may be at once.
const CONNECTIONS: usize = 512;

/// How many connections one client may have: more than fifty readers on one machine need at once.
const CONNECTIONS_OF_ONE: usize = 128;

/// The longest name that a reader may have.
const NAME: usize = 64;

/// The connection by which a request came; one of its extensions.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Who asks.
    pub client: Client,
    /// Cancelled, the connection ends at once, whatever is still to be sent.
    pub hang_up: CancellationToken,
}

impl Connection {
    /// The name under which the queue knows a reader who says to be called so. On this machine pages tell themselves apart;
    /// from elsewhere a client is one reader, since a name costs nothing.
    pub fn reader(&self, name: &str) -> String {
        if self.client.is_local() {
            name.chars().take(NAME).collect()
        } else {
            self.client.to_string()
        }
    }
}

/// Answers every client by `app` until `told` to end. The connections that are still open then are in what this returns.
pub async fn serve(
    listener: &TcpListener,
    app: &Router,
    told: impl Future<Output = ()>,
) -> GracefulShutdown {
    let places = Places::new(CONNECTIONS_OF_ONE, CONNECTIONS);
    let open = GracefulShutdown::new();
    let mut told = pin!(told);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut told => return open,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, or a client that has gone: neither is a reason to end.
                tracing::warn!("cannot accept a connection: {error}");
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let client = Client::from(address.ip());
        let Some(place) = places.take(client) else {
            tracing::debug!(%client, "has all the connections that one client may have");
            continue;
        };
        // Another client that gets this place ends this connection.
        let hang_up = place.lost();
        let connection = Connection {
            client,
            hang_up: hang_up.clone(),
        };
        let answered = answer(stream, app, connection, &open);
        tokio::spawn(async move {
            tokio::select! {
                () = answered => {}
                () = hang_up.cancelled() => tracing::debug!(%client, "the connection is cut off"),
            }
            drop(place);
        });
    }
}

/// Answers the requests of one connection, until there are no more or the client has left.
fn answer(
    stream: TcpStream,
    app: &Router,
    connection: Connection,
    open: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    // Without the limit an unread answer would hold its connection until the client leaves.
    #[cfg(target_os = "linux")]
    if let Err(error) = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(UNREAD)) {
        tracing::warn!("answers may stay unread: {error}");
    }
    let client = connection.client;
    let app = app
        .clone()
        .map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(connection.clone());
            request
        });
    let (incoming, outgoing) = stream.into_split();
    let (requests, ahead) = simplex(AHEAD);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_ARRIVAL)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
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

/// Passes on what a client sends until the client has closed its side, has reset the connection, or holds more bytes ready
/// than a request may have.
async fn receive(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin) {
    let mut bytes = vec![0; 8 << 10];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        // An error says that nobody reads requests any more.
        let Ok(Ok(())) = timeout(STUCK, to.write_all(&bytes[..count])).await else {
            break;
        };
    }
    // A request that arrived together with the end is still answered, if the answer needs no waiting. hyper does not learn
    // about the end, because then it would answer nothing any more.
    tokio::task::yield_now().await;
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    /// Readers on this machine are told apart by their names, others by their addresses.
    #[test]
    fn readers() {
        let reader = |ip: &str, name: &str| {
            let client = Client::from(ip.parse::<IpAddr>().unwrap());
            let hang_up = CancellationToken::new();
            Connection { client, hang_up }.reader(name)
        };
        assert_ne!(reader("127.0.0.1", "a"), reader("127.0.0.1", "b"));
        assert_ne!(reader("::1", "a"), reader("::1", "b"));
        assert_eq!(reader("10.0.0.1", "a"), reader("10.0.0.1", "b"));
        assert_eq!(reader("10.0.0.1", "a"), reader("::ffff:10.0.0.1", "a"));
        assert_ne!(reader("10.0.0.1", "a"), reader("10.0.0.2", "a"));
        assert_eq!(reader("2001:db8::1", "a"), reader("2001:db8::2", "b"));
        assert_eq!(reader("127.0.0.1", &"a".repeat(1000)).len(), NAME);
    }
}
