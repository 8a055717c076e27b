//! One run of a program, as its reader gets it: a stream of events, or the whole result.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use futures::Stream;
use runner::play::Whole;
use runner::play::event::Event;
use schedules::Exploration;
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;
use tokio_util::sync::DropGuard;

use super::queue::Place;

/// What a reader learns about a run.
pub enum Update {
    /// The program waits. This is its place in the queue, 1 for the next.
    Queued(usize),
    /// What happens to the program.
    Event(Event),
    /// What happens while it is explored.
    Explore(ExploreEvent),
    /// What happens while an answer is checked.
    Check(practice::Event),
}

/// One thing that happens while a program is explored. All but the first two are the last.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum ExploreEvent {
    /// Something is being built: the explorer, or the program.
    Building {
        /// What.
        what: String,
    },
    /// How far the exploration is.
    Progress {
        /// How many schedules were run.
        schedules: u64,
        /// How many different outcomes they had.
        outcomes: usize,
    },
    /// What came out.
    Explored {
        /// All of it.
        exploration: Box<Exploration>,
    },
    /// The program cannot be explored.
    Refused {
        /// Why, with ANSI colours.
        why: String,
    },
    /// The explorer does not work.
    Failed {
        /// Why.
        why: String,
    },
}

impl ExploreEvent {
    fn is_last(&self) -> bool {
        !matches!(
            self,
            ExploreEvent::Building { .. } | ExploreEvent::Progress { .. }
        )
    }
}

impl Update {
    /// Adds the update to `lines`, as a line of JSON.
    fn write(&self, lines: &mut Vec<u8>) {
        let written = match self {
            Update::Queued(place) => {
                serde_json::to_writer(&mut *lines, &json!({ "event": "queued", "place": place }))
            }
            Update::Event(event) => serde_json::to_writer(&mut *lines, event),
            Update::Explore(event) => serde_json::to_writer(&mut *lines, event),
            Update::Check(event) => serde_json::to_writer(&mut *lines, event),
        };
        debug_assert!(written.is_ok(), "numbers and text are JSON");
        lines.push(b'\n');
    }
}

/// Work that is done, or waits for its turn.
///
/// The reader's answer owns the run. When the run is dropped, the program is stopped, and its place in the queue is free.
pub struct Run {
    /// Closed when the end of the program has arrived, because nothing that the reader needs comes later.
    updates: UnboundedReceiver<Update>,
    /// Gets the place in the queue when the turn comes, and holds it.
    _place: oneshot::Receiver<Place>,
    _stop: DropGuard,
}

impl Run {
    /// The run that sends `updates`, and that `stop` stops.
    pub fn new(
        updates: UnboundedReceiver<Update>,
        place: oneshot::Receiver<Place>,
        stop: DropGuard,
    ) -> Self {
        Run {
            updates,
            _place: place,
            _stop: stop,
        }
    }

    /// Waits for the end of the program, and returns all that happened.
    pub async fn whole(mut self) -> Whole {
        let mut whole = Whole::default();
        while let Some(update) = poll_fn(|context| self.poll_update(context)).await {
            if let Update::Event(event) = update {
                whole.add(event);
            }
        }
        whole
    }

    /// The next update; `None` after the end of the program.
    fn poll_update(&mut self, context: &mut Context<'_>) -> Poll<Option<Update>> {
        let update = ready!(self.updates.poll_recv(context));
        let is_last = match &update {
            Some(Update::Event(event)) => matches!(event, Event::Ended { .. }),
            Some(Update::Explore(event)) => event.is_last(),
            Some(Update::Check(event)) => event.is_last(),
            _ => false,
        };
        if is_last {
            self.updates.close();
        }
        Poll::Ready(update)
    }
}

/// The updates, a line of JSON each. An item has all the lines that are ready.
impl Stream for Run {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut lines = Vec::new();
        loop {
            match self.poll_update(context) {
                Poll::Ready(Some(update)) => update.write(&mut lines),
                _ if !lines.is_empty() => return Poll::Ready(Some(Ok(lines.into()))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}
