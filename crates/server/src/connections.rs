//! Takes connections: not too many, from nobody too many, and none that takes for ever.

use std::collections::HashMap;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How long a request's head may take to arrive, and how large it may be.
const HEAD_ARRIVAL: Duration = Duration::from_secs(10);
const HEAD_BYTES: usize = 64 << 10;
const HEADERS: usize = 64;

/// How many connections there may be at once.
const CONNECTIONS: usize = 512;

/// How many of them one address may have: more than fifty readers on one machine need at once.
const CONNECTIONS_OF_ONE: usize = 128;

/// The longest name that a reader may have.
const NAME: usize = 64;

/// The connection by which a request came; one of its extensions.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Who asks.
    pub client: IpAddr,
    /// Cancelled, the connection ends at once, whatever is still to be sent.
    pub hang_up: CancellationToken,
}

impl Connection {
    /// The name under which the queue knows a reader who says to be called so. On this machine pages tell themselves apart;
    /// from elsewhere an address is one reader, since a name costs nothing.
    pub fn reader(&self, name: &str) -> String {
        match self.client.to_canonical() {
            ip if ip.is_loopback() => name.chars().take(NAME).collect(),
            // Whoever has one such address has a whole network of them.
            IpAddr::V6(ip) => format!("{:x?}", &ip.octets()[..8]),
            ip => ip.to_string(),
        }
    }
}

/// Answers by `app` whoever connects, until `told` to end. What is still open then is in what this returns.
pub async fn serve(
    listener: &TcpListener,
    app: &Router,
    told: impl Future<Output = ()>,
) -> GracefulShutdown {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_ARRIVAL)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let shares = Arc::<Mutex<HashMap<IpAddr, usize>>>::default();
    let open = GracefulShutdown::new();
    let mut told = pin!(told);
    loop {
        let accepted = async {
            // First the place: who finds none waits before it is let in.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream, client) = tokio::select! {
            (place, accepted) = accepted => match accepted {
                Ok((stream, client)) => (place, stream, client),
                Err(error) => {
                    // Too many open files, or a client that has gone: neither is a reason to end.
                    tracing::warn!("cannot accept a connection: {error}");
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut told => return open,
        };
        let Some(share) = Share::take(&shares, client.ip().to_canonical()) else {
            tracing::debug!(%client, "has all the connections that one may have");
            continue;
        };
        let hang_up = CancellationToken::new();
        let connection = Connection {
            client: client.ip(),
            hang_up: hang_up.clone(),
        };
        let app = app
            .clone()
            .map_request(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(connection.clone());
                request
            });
        let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
        let served = open.watch(served);
        tokio::spawn(async move {
            tokio::select! {
                served = served => if let Err(error) = served {
                    tracing::debug!(%client, "connection: {error}");
                },
                () = hang_up.cancelled() => tracing::debug!(%client, "does not read its answer"),
            }
            drop((place, share));
        });
    }
}

/// One of the connections that one address may have. Dropped, it is another's.
struct Share {
    all: Arc<Mutex<HashMap<IpAddr, usize>>>,
    of: IpAddr,
}

impl Share {
    fn take(all: &Arc<Mutex<HashMap<IpAddr, usize>>>, of: IpAddr) -> Option<Self> {
        let mut counts = all.lock().expect("nobody panics with the lock");
        let count = counts.entry(of).or_default();
        (*count < CONNECTIONS_OF_ONE).then(|| {
            *count += 1;
            Share {
                all: Arc::clone(all),
                of,
            }
        })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut counts = self.all.lock().expect("nobody panics with the lock");
        if let Some(count) = counts.get_mut(&self.of) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Readers on this machine are told apart by their names, others by their addresses.
    #[test]
    fn readers() {
        let reader = |ip: &str, name: &str| {
            let client = ip.parse().unwrap();
            Connection {
                client,
                hang_up: CancellationToken::new(),
            }
            .reader(name)
        };
        assert_ne!(reader("127.0.0.1", "a"), reader("127.0.0.1", "b"));
        assert_ne!(reader("::1", "a"), reader("::1", "b"));
        assert_eq!(reader("10.0.0.1", "a"), reader("10.0.0.1", "b"));
        assert_eq!(reader("10.0.0.1", "a"), reader("::ffff:10.0.0.1", "a"));
        assert_ne!(reader("10.0.0.1", "a"), reader("10.0.0.2", "a"));
        assert_eq!(reader("2001:db8::1", "a"), reader("2001:db8::2", "b"));
        assert_eq!(reader("127.0.0.1", &"a".repeat(1000)).len(), NAME);
    }

    /// One address has so many connections and no more; another's are its own; who leaves makes room.
    #[test]
    fn shares() {
        let all = Arc::default();
        let [one, other]: [IpAddr; 2] = ["10.0.0.1", "10.0.0.2"].map(|ip| ip.parse().unwrap());
        let mut taken: Vec<Share> = (0..CONNECTIONS_OF_ONE)
            .filter_map(|_| Share::take(&all, one))
            .collect();
        assert_eq!(taken.len(), CONNECTIONS_OF_ONE);
        assert!(Share::take(&all, one).is_none() && Share::take(&all, other).is_some());
        taken.pop();
        assert!(Share::take(&all, one).is_some());
        drop(taken);
        assert!(all.lock().unwrap().is_empty());
    }
}
