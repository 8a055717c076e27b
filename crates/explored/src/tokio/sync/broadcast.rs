//! `tokio::sync::broadcast`.

use core::cell::Cell;
use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio::sync::broadcast as real;

use super::queue::{block, queue};
use super::traffic::Traffic;
use crate::engine::{At, Kind, Op, Subject, event, glance, here, point, point_if_tried};
use crate::show::show;
use crate::tokio::executor::By;
use crate::tokio::step::{Announced, Peek, Source, Step, Told, ask, read_number};

/// `tokio::sync::broadcast::error`.
pub mod error {
    pub use ::tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};
}

use error::{RecvError, SendError, TryRecvError};

/// What both ends share.
struct Shared {
    traffic: Traffic,
    capacity: usize,
    /// How many messages were sent.
    sent: Cell<u64>,
    senders: Cell<usize>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

/// `tokio::sync::broadcast::Sender`.
pub struct Sender<T> {
    real: real::Sender<T>,
    shared: Arc<Shared>,
    at: At,
}

/// `tokio::sync::broadcast::Receiver`.
pub struct Receiver<T> {
    real: real::Receiver<T>,
    shared: Arc<Shared>,
    /// How many messages it has received or missed.
    position: u64,
    at: At,
}

/// A channel whose receivers each receive every message, if they are not too slow.
///
/// # Panics
/// If the capacity is zero or too large.
#[must_use]
#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let sender = Sender::new(capacity);
    let receiver = sender.receiver();
    (sender, receiver)
}

impl<T> Sender<T> {
    /// Without receivers.
    ///
    /// # Panics
    /// If the capacity is zero or too large.
    #[must_use]
    #[track_caller]
    pub fn new(capacity: usize) -> Self {
        let at = here();
        let shared = Shared {
            traffic: Traffic::new(None, at),
            capacity: capacity.next_power_of_two(),
            sent: Cell::new(0),
            senders: Cell::new(1),
        };
        Sender {
            real: real::Sender::new(capacity),
            shared: Arc::new(shared),
            at,
        }
    }

    fn op(&self, kind: Kind, at: At) -> Op {
        self.shared.traffic.op(kind, at)
    }

    fn receiver(&self) -> Receiver<T> {
        Receiver {
            real: self.real.subscribe(),
            shared: self.shared.clone(),
            position: self.shared.sent.get(),
            at: self.at,
        }
    }

    /// Sends a message to all receivers; returns how many there are.
    ///
    /// # Errors
    /// The message, if there are none.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<usize, SendError<T>> {
        let op = self.op(Kind::Send, here());
        point(op);
        let text = show(&message);
        let sent = self.real.send(message);
        if sent.is_ok() {
            self.shared.sent.set(self.shared.sent.get() + 1);
            self.shared.traffic.keep(self.shared.capacity - 1);
            self.shared.traffic.sent(op, text);
        } else {
            event(op, || self.shared.traffic.refused());
        }
        sent
    }

    /// A receiver of all messages from now on.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        let op = self.op(Kind::Update, here());
        point(op);
        let receiver = self.receiver();
        event(op, || ("subscribes to {}".to_owned(), None));
        receiver
    }

    /// How many messages wait for a receiver.
    #[track_caller]
    pub fn len(&self) -> usize {
        read_number(self.op(Kind::Read, here()), "has messages:", || {
            self.real.len()
        })
    }

    /// Whether no message waits for a receiver.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many receivers there are.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        read_number(self.op(Kind::Read, here()), "has receivers:", || {
            self.real.receiver_count()
        })
    }

    /// Waits until there are no receivers.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> + Peek {
        let op = self.op(Kind::Wait, here());
        let is_ready = || self.real.receiver_count() == 0;
        queue(op, By::Nobody, is_ready, self.real.closed(), |seen| {
            let text = match seen {
                Some(()) => "sees that {} has no receiver",
                None => "waits until {} has no receiver",
            };
            (text.to_owned(), None)
        })
    }

    /// Whether both send to the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }

    /// How many senders there are.
    #[must_use]
    pub fn strong_count(&self) -> usize {
        self.real.strong_count()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.shared.senders.set(self.shared.senders.get() + 1);
        Sender {
            real: self.real.clone(),
            shared: self.shared.clone(),
            at: self.at,
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.shared.senders.get() == 1 {
            self.shared.traffic.drop_sender(self.at);
        }
        self.shared.senders.set(self.shared.senders.get() - 1);
    }
}

impl<T> Receiver<T> {
    /// How many messages it has not received yet.
    #[track_caller]
    pub fn len(&self) -> usize {
        let op = self.shared.traffic.op(Kind::Read, here());
        read_number(op, "has messages:", || self.real.len())
    }

    /// Whether it has received all messages.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all senders are gone.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        ask(
            self.shared.traffic.op(Kind::Read, here()),
            "sees that all senders of {} are gone",
            "sees that {} has a sender",
            || self.real.is_closed(),
        )
    }

    /// Whether both receive from the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }
}

impl<T: Clone> Receiver<T> {
    /// Another receiver, of all messages from now on.
    #[track_caller]
    pub fn resubscribe(&self) -> Self {
        let op = self.shared.traffic.op(Kind::Update, here());
        point(op);
        let receiver = Receiver {
            real: self.real.resubscribe(),
            shared: self.shared.clone(),
            position: self.shared.sent.get(),
            at: self.at,
        };
        event(op, || ("subscribes to {}".to_owned(), None));
        receiver
    }

    /// Receives the next message.
    ///
    /// # Errors
    /// That it was too slow and has missed messages, or that all senders are gone.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Result<T, RecvError>> + Peek {
        let source = Receiving {
            shared: &*self.shared,
            position: &mut self.position,
            real: Box::pin(self.real.recv()),
        };
        Step::new(source, here())
    }

    /// Receives the next message, if it is there.
    ///
    /// # Errors
    /// That it is not there, that messages were missed, or that all senders are gone.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let op = self.shared.traffic.op(Kind::Receive, here());
        point(op);
        let received = self.real.try_recv();
        match &received {
            Err(TryRecvError::Empty) => {
                glance(op, 0, || ("looks into {}, which is empty".to_owned(), None));
            }
            Ok(message) => {
                self.position += 1;
                event(op, || tell(&self.shared, Ok(message)));
            }
            Err(TryRecvError::Lagged(missed)) => {
                self.position += missed;
                event(op, || tell::<T>(&self.shared, Err(Some(*missed))));
            }
            Err(TryRecvError::Closed) => event(op, || tell::<T>(&self.shared, Err(None))),
        }
        received
    }

    /// As [`Receiver::recv`], on a thread outside tasks.
    ///
    /// # Errors
    /// As there.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, RecvError> {
        block(self.recv(), here())
    }
}

struct Receiving<'a, F> {
    shared: &'a Shared,
    position: &'a mut u64,
    real: Pin<Box<F>>,
}

impl<T, F: Future<Output = Result<T, RecvError>>> Source for Receiving<'_, F> {
    type Output = Result<T, RecvError>;
    const ANNOUNCED: Announced = Announced::WhenReady;

    fn op(&self) -> (Kind, Subject) {
        let op = self.shared.traffic.op(Kind::Receive, here());
        (op.kind, op.subject)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = self.real.as_mut().poll(context);
        match &polled {
            Poll::Ready(Ok(_)) => *self.position += 1,
            Poll::Ready(Err(RecvError::Lagged(missed))) => *self.position += missed,
            _ => {}
        }
        polled
    }

    fn is_ready(&self) -> bool {
        *self.position < self.shared.sent.get() || self.shared.senders.get() == 0
    }

    fn tell(&self, received: &Self::Output) -> Told {
        tell(
            self.shared,
            received.as_ref().map_err(|error| match error {
                RecvError::Lagged(missed) => Some(*missed),
                RecvError::Closed => None,
            }),
        )
    }
}

/// The words for a message, for this many missed ones, or for the end of the channel.
fn tell<T>(shared: &Shared, received: Result<&T, Option<u64>>) -> Told {
    let text = match received {
        Ok(message) => show(message).map_or_else(
            || "receives from {}".to_owned(),
            |text| format!("receives {text} from {{}}"),
        ),
        Err(Some(missed)) => format!("learns that it has missed {missed} messages of {{}}"),
        Err(None) => "sees that all senders of {} are gone".to_owned(),
    };
    (text, Some(shared.traffic.shown()))
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if self.shared.senders.get() == 0 {
            return;
        }
        let op = self.shared.traffic.op(Kind::Close, self.at);
        point_if_tried(op);
        event(op, || ("drops a receiver of {}".to_owned(), None));
    }
}

impl<T> Debug for Sender<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("broadcast::Sender")
    }
}

impl<T> Debug for Receiver<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("broadcast::Receiver")
    }
}
