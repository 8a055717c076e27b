//! `tokio::sync::oneshot`.

use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio::sync::oneshot as real;

use super::queue::block;
use super::traffic::Traffic;
use crate::engine::{At, Kind, Op, Subject, event, glance, here, point};
use crate::show::show;
use crate::tokio::executor::{By, Wait, announce, place, wait_for};
use crate::tokio::step::{Announced, Peek, Source, Step, Told, ask};

/// `tokio::sync::oneshot::error`.
pub mod error {
    pub use ::tokio::sync::oneshot::error::{RecvError, TryRecvError};
}

use error::{RecvError, TryRecvError};

/// `tokio::sync::oneshot::Sender`.
pub struct Sender<T> {
    /// `None` once it has sent.
    real: Option<real::Sender<T>>,
    traffic: Arc<Traffic>,
    at: At,
}

/// `tokio::sync::oneshot::Receiver`.
pub struct Receiver<T> {
    real: real::Receiver<T>,
    traffic: Arc<Traffic>,
    at: At,
    wait: Option<Wait>,
    /// Whether it has received what there was, or was closed.
    done: bool,
}

/// A channel for one message.
#[must_use]
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let at = here();
    let (sender, receiver) = real::channel();
    let traffic = Arc::new(Traffic::new(Some(1), at));
    let sender = Sender {
        real: Some(sender),
        traffic: traffic.clone(),
        at,
    };
    let receiver = Receiver {
        real: receiver,
        traffic,
        at,
        wait: None,
        done: false,
    };
    (sender, receiver)
}

impl<T> Sender<T> {
    /// Sends the message.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(mut self, message: T) -> Result<(), T> {
        let op = self.traffic.op(Kind::Send, here());
        point(op);
        let text = show(&message);
        let real = self.real.take().expect("a sender sends once");
        match real.send(message) {
            Ok(()) => {
                self.traffic.sent(op, text);
                Ok(())
            }
            Err(message) => {
                event(op, || self.traffic.refused());
                Err(message)
            }
        }
    }

    fn real(&mut self) -> &mut real::Sender<T> {
        self.real.as_mut().expect("a sender sends once")
    }

    /// Waits until the receiver is dropped or closed.
    #[track_caller]
    pub fn closed(&mut self) -> impl Future<Output = ()> + Peek {
        Step::new(Closed(self), here())
    }

    /// As [`Sender::closed`], as a poll.
    pub fn poll_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.real().poll_closed(context)
    }

    /// Whether the receiver is dropped or closed.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let real = self.real.as_ref();
        ask(
            self.traffic.op(Kind::Read, here()),
            "sees that the receiver of {} is gone",
            "sees that {} has a receiver",
            || real.is_some_and(real::Sender::is_closed),
        )
    }
}

struct Closed<'a, T>(&'a mut Sender<T>);

impl<T> Source for Closed<'_, T> {
    type Output = ();
    const ANNOUNCED: Announced = Announced::WhenReady;

    fn op(&self) -> (Kind, Subject) {
        let op = self.0.traffic.op(Kind::Wait, self.0.at);
        (op.kind, op.subject)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.0.poll_closed(context)
    }

    fn is_ready(&self) -> bool {
        self.0.real.as_ref().is_some_and(real::Sender::is_closed)
    }

    fn tell(&self, (): &()) -> Told {
        ("sees that the receiver of {} is gone".to_owned(), None)
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.real.is_some() {
            self.traffic.drop_sender(self.at);
        }
    }
}

impl<T> Receiver<T> {
    /// Whether a message or its end is there.
    fn is_ready(&self) -> bool {
        !self.done && (!self.real.is_empty() || self.traffic.has_no_sender())
    }

    fn receive_op(&self, polled: At) -> Op {
        self.traffic.op(Kind::Receive, place(polled, self.at))
    }

    fn tell(&self, message: Option<&T>) -> Told {
        match message {
            Some(message) => self.traffic.received(message),
            None => {
                let text = "sees that the sender of {} is gone";
                (text.to_owned(), Some(self.traffic.shown()))
            }
        }
    }

    /// The sender cannot send any more.
    #[track_caller]
    pub fn close(&mut self) {
        let op = self.traffic.op(Kind::Close, here());
        point(op);
        self.real.close();
        event(op, || ("closes {}".to_owned(), Some(self.traffic.shown())));
    }

    /// The message, if it is there.
    ///
    /// # Errors
    /// That it is not there yet, or that the sender is gone.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let op = self.traffic.op(Kind::Receive, here());
        point(op);
        let received = self.real.try_recv();
        match &received {
            Err(TryRecvError::Empty) => {
                glance(op, 0, || ("looks into {}, which is empty".to_owned(), None));
            }
            Ok(message) => {
                self.done = true;
                event(op, || self.tell(Some(message)));
            }
            Err(TryRecvError::Closed) => event(op, || self.tell(None)),
        }
        received
    }

    /// Waits for the message, on a thread outside tasks.
    ///
    /// # Errors
    /// That the sender is gone.
    #[track_caller]
    pub fn blocking_recv(self) -> Result<T, RecvError> {
        block(self, here())
    }

    /// Whether no message is there.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        ask(
            self.traffic.op(Kind::Read, here()),
            "sees that {} is empty",
            "sees that {} has a message",
            || self.real.is_empty(),
        )
    }

    /// Whether it has received what there was.
    #[must_use]
    pub fn is_terminated(&self) -> bool {
        self.real.is_terminated()
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let op = self.receive_op(here());
        if self.is_ready() {
            announce(op);
        }
        match Pin::new(&mut self.real).poll(context) {
            Poll::Ready(received) => {
                self.wait = None;
                self.done = true;
                event(op, || self.tell(received.as_ref().ok()));
                Poll::Ready(received)
            }
            Poll::Pending => {
                self.wait = wait_for(op, By::Nobody);
                Poll::Pending
            }
        }
    }
}

impl<T> Peek for Receiver<T> {
    #[track_caller]
    fn peek(&self) -> Option<Op> {
        let is_ready = self.is_ready();
        is_ready.then(|| self.receive_op(here()))
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if !self.done {
            self.traffic.drop_receiver(self.at);
        }
    }
}

impl<T> Debug for Sender<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Sender { .. }")
    }
}

impl<T> Debug for Receiver<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Receiver { .. }")
    }
}
