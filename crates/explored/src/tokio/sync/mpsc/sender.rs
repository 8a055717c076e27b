//! Both kinds of senders, and those that do not keep the channel open.

use core::fmt::{self, Debug, Formatter};
use core::future::Future;
use core::time::Duration;
use std::sync::Arc;

use ::tokio::sync::mpsc as real;

use super::error::{SendError, SendTimeoutError, TrySendError};
use super::permit::{OwnedPermit, Permit, PermitIterator};
use crate::engine::{At, Kind, event, glance, here, point};
use crate::show::show;
use crate::tokio::executor::By;
use crate::tokio::step::{Peek, ask, read_number};
use crate::tokio::sync::queue::{block, queue};
use crate::tokio::sync::traffic::Traffic;
use crate::tokio::time::timeout;

macro_rules! sender {
    ($(#[$doc:meta])* $name:ident, $(#[$weak_doc:meta])* $weak:ident) => {
        $(#[$doc])*
        pub struct $name<T> {
            pub(super) real: real::$name<T>,
            pub(super) traffic: Arc<Traffic>,
            pub(super) at: At,
        }

        impl<T> $name<T> {
            pub(super) fn made(real: real::$name<T>, traffic: Arc<Traffic>, at: At) -> Self {
                $name { real, traffic, at }
            }

            /// Waits until the receiver is dropped or closed.
            #[track_caller]
            pub fn closed(&self) -> impl Future<Output = ()> + Peek {
                let op = self.traffic.op(Kind::Wait, here());
                queue(op, By::Nobody, || self.real.is_closed(), self.real.closed(), |seen| {
                    let text = match seen {
                        Some(()) => "sees that the receiver of {} is gone",
                        None => "waits until the receiver of {} is gone",
                    };
                    (text.to_owned(), None)
                })
            }

            /// Whether the receiver is dropped or closed.
            #[track_caller]
            pub fn is_closed(&self) -> bool {
                ask(
                    self.traffic.op(Kind::Read, here()),
                    "sees that the receiver of {} is gone",
                    "sees that {} has a receiver",
                    || self.real.is_closed(),
                )
            }

            /// Whether both send to the same channel.
            #[must_use]
            pub fn same_channel(&self, other: &Self) -> bool {
                self.real.same_channel(&other.real)
            }

            /// A sender that does not keep the channel open.
            #[must_use]
            pub fn downgrade(&self) -> $weak<T> {
                $weak {
                    real: self.real.downgrade(),
                    traffic: self.traffic.clone(),
                    at: self.at,
                }
            }

            /// How many senders there are.
            #[track_caller]
            pub fn strong_count(&self) -> usize {
                let op = self.traffic.op(Kind::Read, here());
                read_number(op, "has senders:", || self.real.strong_count())
            }

            /// How many weak senders there are.
            #[must_use]
            pub fn weak_count(&self) -> usize {
                self.real.weak_count()
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                $name {
                    real: self.real.clone(),
                    traffic: self.traffic.clone(),
                    at: self.at,
                }
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                if self.real.strong_count() == 1 {
                    self.traffic.drop_sender(self.at);
                } else {
                    self.traffic.note_owner(crate::engine::ChannelEnd::Sender, self.at);
                }
            }
        }

        impl<T> Debug for $name<T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                to.write_str(concat!(stringify!($name), " { .. }"))
            }
        }

        $(#[$weak_doc])*
        pub struct $weak<T> {
            real: real::$weak<T>,
            traffic: Arc<Traffic>,
            at: At,
        }

        impl<T> $weak<T> {
            /// A sender, if there is still one.
            #[track_caller]
            pub fn upgrade(&self) -> Option<$name<T>> {
                let op = self.traffic.op(Kind::Read, here());
                point(op);
                let real = self.real.upgrade();
                glance(op, u64::from(real.is_some()), || {
                    let text = if real.is_some() {
                        "gets a sender of {}"
                    } else {
                        "gets no sender of {}, because all are gone"
                    };
                    (text.to_owned(), None)
                });
                real.map(|real| $name::made(real, self.traffic.clone(), self.at))
            }

            /// How many senders there are.
            #[track_caller]
            pub fn strong_count(&self) -> usize {
                let op = self.traffic.op(Kind::Read, here());
                read_number(op, "has senders:", || self.real.strong_count())
            }

            /// How many weak senders there are.
            #[must_use]
            pub fn weak_count(&self) -> usize {
                self.real.weak_count()
            }
        }

        impl<T> Clone for $weak<T> {
            fn clone(&self) -> Self {
                $weak {
                    real: self.real.clone(),
                    traffic: self.traffic.clone(),
                    at: self.at,
                }
            }
        }

        impl<T> Debug for $weak<T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                to.write_str(concat!(stringify!($weak), " { .. }"))
            }
        }
    };
}

sender!(
    /// `tokio::sync::mpsc::Sender`.
    Sender,
    /// `tokio::sync::mpsc::WeakSender`.
    WeakSender
);
sender!(
    /// `tokio::sync::mpsc::UnboundedSender`.
    UnboundedSender,
    /// `tokio::sync::mpsc::WeakUnboundedSender`.
    WeakUnboundedSender
);

impl<T> UnboundedSender<T> {
    /// Sends a message.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let op = self.traffic.op(Kind::Send, here());
        point(op);
        let text = show(&message);
        let sent = self.real.send(message);
        match &sent {
            Ok(()) => self.traffic.sent(op, text),
            Err(_) => event(op, || self.traffic.refused()),
        }
        sent
    }
}

impl<T> Sender<T> {
    /// Sends a message, when there is room.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> impl Future<Output = Result<(), SendError<T>>> + Peek {
        let op = self.traffic.op(Kind::Send, here());
        let text = show(&message);
        let is_ready = || self.real.capacity() > 0 || self.real.is_closed();
        queue(
            op,
            By::Nobody,
            is_ready,
            self.real.send(message),
            move |sent| match sent {
                Some(Ok(())) => self.traffic.sent_words(text.clone()),
                Some(Err(_)) => self.traffic.refused(),
                None => self.traffic.no_room(),
            },
        )
    }

    /// Sends a message, when there is room, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// The message, if the receiver is gone or the time limit has passed.
    #[track_caller]
    pub fn send_timeout(
        &self,
        message: T,
        time_limit: Duration,
    ) -> impl Future<Output = Result<(), SendTimeoutError<T>>> {
        let reserved = timeout(time_limit, self.reserve());
        let at = here();
        async move {
            match reserved.await {
                Err(_) => Err(SendTimeoutError::Timeout(message)),
                Ok(Err(_)) => Err(SendTimeoutError::Closed(message)),
                Ok(Ok(permit)) => {
                    permit.send_at(message, at);
                    Ok(())
                }
            }
        }
    }

    /// Sends a message, if there is room.
    ///
    /// # Errors
    /// The message, if there is no room or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let op = self.traffic.op(Kind::Send, here());
        point(op);
        let text = show(&message);
        let sent = self.real.try_send(message);
        match &sent {
            Ok(()) => self.traffic.sent(op, text),
            Err(TrySendError::Full(_)) => glance(op, 0, || {
                ("tries to send to {}, which has no room".to_owned(), None)
            }),
            Err(TrySendError::Closed(_)) => event(op, || self.traffic.refused()),
        }
        sent
    }

    /// As [`Sender::send`], on a thread outside tasks.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn blocking_send(&self, message: T) -> Result<(), SendError<T>> {
        block(self.send(message), here())
    }

    /// Takes a place in the channel, when there is room.
    ///
    /// # Errors
    /// That the receiver is gone.
    #[track_caller]
    pub fn reserve(&self) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> + Peek {
        let at = here();
        let op = self.traffic.op(Kind::Lock, at);
        let is_ready = || self.real.capacity() > 0 || self.real.is_closed();
        let real = async move {
            let permit = self.real.reserve().await?;
            Ok(Permit::made(permit, &self.traffic, at))
        };
        queue(op, By::Nobody, is_ready, real, |taken| match taken {
            Some(Ok(_)) => self.traffic.reserved(),
            Some(Err(_)) => self.traffic.refused(),
            None => self.traffic.no_room(),
        })
    }

    /// Takes several places in the channel, when there is room.
    ///
    /// # Errors
    /// That the receiver is gone, or that there is never so much room.
    #[track_caller]
    pub fn reserve_many(
        &self,
        count: usize,
    ) -> impl Future<Output = Result<PermitIterator<'_, T>, SendError<()>>> + Peek {
        let at = here();
        let op = self.traffic.op(Kind::Lock, at);
        let is_ready = move || self.real.capacity() >= count || self.real.is_closed();
        let real = async move {
            let permits = self.real.reserve_many(count).await?;
            Ok(PermitIterator::made(permits, &self.traffic, at))
        };
        queue(op, By::Nobody, is_ready, real, |taken| match taken {
            Some(Ok(_)) => self.traffic.reserved(),
            Some(Err(_)) => self.traffic.refused(),
            None => self.traffic.no_room(),
        })
    }

    /// As [`Sender::reserve`], for a place that owns the sender.
    ///
    /// # Errors
    /// That the receiver is gone.
    #[track_caller]
    pub fn reserve_owned(self) -> impl Future<Output = Result<OwnedPermit<T>, SendError<()>>> {
        let at = here();
        async move {
            let permit = {
                let op = self.traffic.op(Kind::Lock, at);
                let is_ready = || self.real.capacity() > 0 || self.real.is_closed();
                let real = self.real.clone().reserve_owned();
                queue(op, By::Nobody, is_ready, real, |taken| match taken {
                    Some(Ok(_)) => self.traffic.reserved(),
                    Some(Err(_)) => self.traffic.refused(),
                    None => self.traffic.no_room(),
                })
                .await?
            };
            Ok(OwnedPermit::made(permit, self, at))
        }
    }

    /// Takes a place in the channel, if there is room.
    ///
    /// # Errors
    /// That there is none, or that the receiver is gone.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        let op = self.traffic.op(Kind::Lock, here());
        point(op);
        match self.real.try_reserve() {
            Ok(permit) => {
                event(op, || self.traffic.reserved());
                Ok(Permit::made(permit, &self.traffic, op.at))
            }
            Err(error) => {
                glance(op, 0, || {
                    let text = "tries to take a place in {}, which has none";
                    (text.to_owned(), None)
                });
                Err(error)
            }
        }
    }

    /// As [`Sender::try_reserve`], for a place that owns the sender.
    ///
    /// # Errors
    /// The sender, if there is no place or the receiver is gone.
    #[track_caller]
    pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>> {
        let op = self.traffic.op(Kind::Lock, here());
        point(op);
        match self.real.clone().try_reserve_owned() {
            Ok(permit) => {
                event(op, || self.traffic.reserved());
                Ok(OwnedPermit::made(permit, self, op.at))
            }
            Err(error) => {
                glance(op, 0, || {
                    let text = "tries to take a place in {}, which has none";
                    (text.to_owned(), None)
                });
                Err(match error {
                    TrySendError::Full(_) => TrySendError::Full(self),
                    TrySendError::Closed(_) => TrySendError::Closed(self),
                })
            }
        }
    }

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
