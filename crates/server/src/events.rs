//! Tells browsers which book is on screen, and whether the sources are broken since then: a stream of events for each browser.
//!
//! A stream holds its connection for minutes. So that most connections stay free for requests, a client may have only a few
//! streams, and each ends after a while. Then the browser asks again by itself.

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

use crate::client::Connection;
use crate::preview::Status;
use crate::slots::{Slot, Slots};

/// How many streams there may be at once: a quarter of the connections.
const STREAMS: usize = 128;

/// How many streams one client may have: the browsers behind one address need one each.
const STREAMS_PER_CLIENT: usize = 32;

/// How long a stream lasts.
const AGE: Duration = Duration::from_secs(5 * 60);

/// How long a browser waits before it asks again.
const RETRY: Duration = Duration::from_secs(1);

/// Where the streams get their news. Its clones share the slots.
#[derive(Clone)]
pub struct Events {
    status: watch::Receiver<Status>,
    /// Whether the server is ending.
    ended: watch::Receiver<bool>,
    slots: Slots,
}

impl Events {
    /// Streams that send each `status`, until `ended` is true.
    pub fn new(status: watch::Receiver<Status>, ended: watch::Receiver<bool>) -> Self {
        Events {
            status,
            ended,
            slots: Slots::new(STREAMS_PER_CLIENT, STREAMS),
        }
    }

    /// The state of the book, now and after each change. The stream owns `slot`. It ends when another client gets the slot, when
    /// the server ends, or when it is [`AGE`] old.
    fn stream(self, slot: Slot) -> impl Stream<Item = Result<Event, Infallible>> {
        let (mut ended, lost) = (self.ended, slot.lost());
        let over = async move {
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => {}
                () = lost.cancelled() => {}
                () = sleep(AGE) => {}
            }
        };
        WatchStream::new(self.status)
            .map(move |status| {
                // The closure must own the slot, and it owns what it mentions.
                let _ = &slot;
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
    let Some(slot) = events.slots.take(connection.client) else {
        let why = "this client has as many streams of events as one client may have";
        let again = [(header::RETRY_AFTER, AGE.as_secs().to_string())];
        let body = Json(json!({ "error": why }));
        return (StatusCode::TOO_MANY_REQUESTS, again, body).into_response();
    };
    Sse::new(events.stream(slot))
        .keep_alive(KeepAlive::default())
        .into_response()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::sync::Arc;

    use tokio::time::timeout;

    use super::*;
    use crate::client::Client;

    /// A stream sends the state at once, ends when it is [`AGE`] old, and frees its slot. The time is virtual.
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
        let take = || events.slots.take(client);
        let mut all: Vec<_> = (0..STREAMS_PER_CLIENT)
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
