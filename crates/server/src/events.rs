//! Tells browsers which book is on screen, and what is broken since: a stream of events for each browser that asks.
//!
//! A stream lasts, so a client may have only a few, and each ends after a while; then the browser asks again by itself.
//! Most connections always stay free for requests.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use futures::{Stream, StreamExt};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::sleep;
use tokio_stream::wrappers::WatchStream;

use crate::connections::Connection;
use crate::places::{Place, Places};
use crate::preview::Status;

/// How many streams there may be at once: a quarter of the connections.
const STREAMS: usize = 128;

/// How many streams one client may have: the browsers behind one address need one each.
const STREAMS_OF_ONE: usize = 32;

/// How long a stream lasts.
const AGE: Duration = Duration::from_secs(5 * 60);

/// How long a browser waits before it asks again.
const RETRY: Duration = Duration::from_secs(1);

/// What the streams tell.
#[derive(Clone)]
pub struct Events {
    status: watch::Receiver<Status>,
    /// Whether the server ends.
    ended: watch::Receiver<bool>,
    places: Places,
}

impl Events {
    /// Tells each `status`, until the server has `ended`.
    pub fn new(status: watch::Receiver<Status>, ended: watch::Receiver<bool>) -> Self {
        Events {
            status,
            ended,
            places: Places::new(STREAMS_OF_ONE, STREAMS),
        }
    }

    /// The state of the book now, and each time that it changes; a stream as long as its place is its own.
    fn stream(self, place: Place) -> impl Stream<Item = Result<Event, Infallible>> {
        let (mut ended, lost) = (self.ended, place.lost());
        let over = async move {
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => {}
                () = lost.cancelled() => {}
                () = sleep(AGE) => {}
            }
        };
        WatchStream::new(self.status)
            .map(move |status| {
                // The stream holds the place.
                let _ = &place;
                let data = json!({ "build": status.build, "broken": status.broken });
                Ok(Event::default().retry(RETRY).data(data.to_string()))
            })
            .take_until(over)
    }
}

/// Answers with a stream, or with 429 when the client has all the streams that it may have.
pub async fn events(
    State(events): State<Events>,
    Extension(connection): Extension<Connection>,
) -> Response {
    let Some(place) = events.places.take(connection.client) else {
        let why = "this client has as many streams of events as one client may have";
        let again = [(header::RETRY_AFTER, AGE.as_secs().to_string())];
        let body = Json(json!({ "error": why }));
        return (StatusCode::TOO_MANY_REQUESTS, again, body).into_response();
    };
    Sse::new(events.stream(place))
        .keep_alive(KeepAlive::default())
        .into_response()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;

    use tokio::time::timeout;

    use super::*;
    use crate::places::Client;

    /// A stream tells the state at once, ends when it is old, and frees its place; the time is virtual.
    #[tokio::test(start_paused = true)]
    async fn a_stream_has_an_age() {
        let status = Status {
            site: Arc::new(tempfile::tempdir().unwrap()),
            build: 7,
            broken: None,
        };
        let (_statuses, status) = watch::channel(status);
        let (_ending, ended) = watch::channel(false);
        let events = Events::new(status, ended);
        let client = Client::from("10.0.0.1".parse::<IpAddr>().unwrap());
        let take = || events.places.take(client);
        let mut all: Vec<_> = (0..STREAMS_OF_ONE)
            .map(|_| Box::pin(events.clone().stream(take().unwrap())))
            .collect();
        assert!(take().is_none());
        let mut stream = all.pop().unwrap();
        assert!(stream.next().await.is_some());
        let end = timeout(2 * AGE, stream.next()).await;
        assert!(end.expect("it ends").is_none());
        drop(stream);
        assert!(take().is_some());
    }
}
