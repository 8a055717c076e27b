//! Both kinds of receivers.

use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::task::{Context, Poll};
use std::sync::Arc;

use ::tokio::sync::mpsc as real;

use super::error::TryRecvError;
use crate::engine::{At, Kind, Subject, event, glance, here, point};
use crate::tokio::step::{Announced, Peek, Source, Step, Told, ask, read_number};
use crate::tokio::sync::queue::block;
use crate::tokio::sync::traffic::Traffic;

macro_rules! receiver {
    ($(#[$doc:meta])* $name:ident, $receiving:ident, $receiving_many:ident) => {
        $(#[$doc])*
        pub struct $name<T> {
            real: real::$name<T>,
            traffic: Arc<Traffic>,
            at: At,
        }

        impl<T> $name<T> {
            pub(super) fn made(real: real::$name<T>, traffic: Arc<Traffic>, at: At) -> Self {
                $name { real, traffic, at }
            }

            /// Whether a message or the end of the channel is there.
            fn is_ready(&self) -> bool {
                !self.real.is_empty() || self.real.is_closed() || self.real.sender_strong_count() == 0
            }

            fn tell(&self, message: Option<&T>) -> Told {
                match message {
                    Some(message) => self.traffic.received(message),
                    None => self.traffic.ended(),
                }
            }

            /// Receives a message; `None` if the channel is empty and all senders are gone.
            #[track_caller]
            pub fn recv(&mut self) -> impl Future<Output = Option<T>> + Peek {
                Step::new($receiving(self), here())
            }

            /// Receives at most `limit` messages, and at least one; 0 if the channel is empty and all senders are gone.
            #[track_caller]
            pub fn recv_many<'a>(
                &'a mut self,
                buffer: &'a mut Vec<T>,
                limit: usize,
            ) -> impl Future<Output = usize> + Peek {
                let source = $receiving_many { receiver: self, buffer, limit };
                Step::new(source, here())
            }

            /// Receives a message, if there is one.
            ///
            /// # Errors
            /// That there is none now, or that all senders are gone.
            #[track_caller]
            pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                let op = self.traffic.op(Kind::Receive, here());
                point(op);
                let received = self.real.try_recv();
                match &received {
                    Err(TryRecvError::Empty) => {
                        glance(op, 0, || ("looks into {}, which is empty".to_owned(), None));
                    }
                    received => event(op, || self.tell(received.as_ref().ok())),
                }
                received
            }

            /// As `recv`, on a thread outside tasks.
            #[track_caller]
            pub fn blocking_recv(&mut self) -> Option<T> {
                block(self.recv(), here())
            }

            /// As `recv_many`, on a thread outside tasks.
            #[track_caller]
            pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize {
                block(self.recv_many(buffer, limit), here())
            }

            /// Nobody can send any more. The messages in the channel stay.
            #[track_caller]
            pub fn close(&mut self) {
                let op = self.traffic.op(Kind::Close, here());
                point(op);
                self.real.close();
                event(op, || ("closes {}".to_owned(), Some(self.traffic.shown())));
            }

            /// Whether nobody can send any more.
            #[track_caller]
            pub fn is_closed(&self) -> bool {
                ask(
                    self.traffic.op(Kind::Read, here()),
                    "sees that {} is closed",
                    "sees that {} is not closed",
                    || self.real.is_closed(),
                )
            }

            /// Whether no message is there.
            #[track_caller]
            pub fn is_empty(&self) -> bool {
                ask(
                    self.traffic.op(Kind::Read, here()),
                    "sees that {} is empty",
                    "sees that {} is not empty",
                    || self.real.is_empty(),
                )
            }

            /// How many messages are there.
            #[track_caller]
            pub fn len(&self) -> usize {
                let op = self.traffic.op(Kind::Read, here());
                read_number(op, "has messages:", || self.real.len())
            }

            /// How many senders there are.
            #[track_caller]
            pub fn sender_strong_count(&self) -> usize {
                let op = self.traffic.op(Kind::Read, here());
                read_number(op, "has senders:", || self.real.sender_strong_count())
            }

            /// How many weak senders there are.
            #[must_use]
            pub fn sender_weak_count(&self) -> usize {
                self.real.sender_weak_count()
            }

            /// As `recv`, as a poll.
            #[track_caller]
            pub fn poll_recv(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
                let at = crate::tokio::executor::place(here(), self.at);
                let op = self.traffic.op(Kind::Receive, at);
                if self.is_ready() {
                    crate::tokio::executor::announce(op);
                }
                let received = self.real.poll_recv(context);
                if let Poll::Ready(message) = &received {
                    event(op, || self.tell(message.as_ref()));
                }
                received
            }
        }

        struct $receiving<'a, T>(&'a mut $name<T>);

        impl<T> Source for $receiving<'_, T> {
            type Output = Option<T>;
            const ANNOUNCED: Announced = Announced::WhenReady;

            fn op(&self) -> (Kind, Subject) {
                let op = self.0.traffic.op(Kind::Receive, self.0.at);
                (op.kind, op.subject)
            }

            fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
                self.0.real.poll_recv(context)
            }

            fn is_ready(&self) -> bool {
                self.0.is_ready()
            }

            fn tell(&self, message: &Option<T>) -> Told {
                self.0.tell(message.as_ref())
            }
        }

        struct $receiving_many<'a, T> {
            receiver: &'a mut $name<T>,
            buffer: &'a mut Vec<T>,
            limit: usize,
        }

        impl<T> Source for $receiving_many<'_, T> {
            type Output = usize;
            const ANNOUNCED: Announced = Announced::WhenReady;

            fn op(&self) -> (Kind, Subject) {
                let op = self.receiver.traffic.op(Kind::Receive, self.receiver.at);
                (op.kind, op.subject)
            }

            fn poll(&mut self, context: &mut Context<'_>) -> Poll<usize> {
                self.receiver.real.poll_recv_many(context, self.buffer, self.limit)
            }

            fn is_ready(&self) -> bool {
                self.limit == 0 || self.receiver.is_ready()
            }

            fn tell(&self, received: &usize) -> Told {
                if *received == 0 {
                    return self.receiver.traffic.ended();
                }
                for message in &self.buffer[self.buffer.len() - received..] {
                    self.receiver.traffic.received(message);
                }
                (
                    format!("receives {received} from {{}}"),
                    Some(self.receiver.traffic.shown()),
                )
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                if self.real.sender_strong_count() == 0 {
                    return;
                }
                self.traffic.drop_receiver(self.at);
            }
        }

        impl<T> Debug for $name<T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                to.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    };
}

receiver!(
    /// `tokio::sync::mpsc::Receiver`.
    Receiver,
    Receiving,
    ReceivingMany
);
receiver!(
    /// `tokio::sync::mpsc::UnboundedReceiver`.
    UnboundedReceiver,
    UnboundedReceiving,
    UnboundedReceivingMany
);

impl<T> Receiver<T> {
    /// How many more messages there is room for.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        let op = self.traffic.op(Kind::Read, here());
        read_number(op, "has room for messages:", || self.real.capacity())
    }

    /// How many messages there is room for when the channel is empty.
    #[must_use]
    pub fn max_capacity(&self) -> usize {
        self.real.max_capacity()
    }
}
