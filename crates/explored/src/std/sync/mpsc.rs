//! `std::sync::mpsc`.

use core::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::Duration;

pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use crate::channel::{Channel, Why};
use crate::engine::{At, here};

/// `std::sync::mpsc::Sender`.
pub struct Sender<T>(Arc<Channel<T>>, At);
/// `std::sync::mpsc::SyncSender`.
pub struct SyncSender<T>(Arc<Channel<T>>, At);
/// `std::sync::mpsc::Receiver`.
pub struct Receiver<T>(Arc<Channel<T>>, At, NotSync);

/// What threads cannot share.
type NotSync = core::marker::PhantomData<core::cell::Cell<()>>;

/// A channel without a limit.
#[track_caller]
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Channel::new(None, here());
    (
        Sender(channel.clone(), here()),
        Receiver(channel, here(), NotSync::default()),
    )
}

/// A channel that holds at most `capacity` messages.
#[track_caller]
#[must_use]
pub fn sync_channel<T>(capacity: usize) -> (SyncSender<T>, Receiver<T>) {
    let channel = Channel::new(Some(capacity), here());
    (
        SyncSender(channel.clone(), here()),
        Receiver(channel, here(), NotSync::default()),
    )
}

impl<T> Sender<T> {
    /// Sends.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message, here()).map_err(SendError)
    }
}

impl<T> SyncSender<T> {
    /// Sends, when there is room.
    ///
    /// # Errors
    /// The message, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message, here()).map_err(SendError)
    }

    /// Sends, if there is room.
    ///
    /// # Errors
    /// The message, if there is no room or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0
            .try_send(message, here())
            .map_err(|(why, message)| match why {
                Why::NotNow => TrySendError::Full(message),
                Why::Closed => TrySendError::Disconnected(message),
            })
    }
}

macro_rules! sender {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                self.0.add_sender();
                $name(self.0.clone(), self.1)
            }
        }
        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.0.drop_sender(crate::engine::unlocked(self.1));
            }
        }
        impl<T> Debug for $name<T> {
            fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
                to.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    };
}
sender!(Sender);
sender!(SyncSender);

impl<T> Receiver<T> {
    /// Receives, when there is a message.
    ///
    /// # Errors
    /// That all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.0.receive(here()).map_err(|_| RecvError)
    }

    /// Receives, if there is a message.
    ///
    /// # Errors
    /// That there is none.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.0.try_receive(here()).map_err(|why| match why {
            Why::NotNow => TryRecvError::Empty,
            Why::Closed => TryRecvError::Disconnected,
        })
    }

    /// Receives, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// That there is no message.
    #[track_caller]
    pub fn recv_timeout(&self, time_limit: Duration) -> Result<T, RecvTimeoutError> {
        self.0
            .receive_timeout(time_limit, here())
            .map_err(|why| match why {
                Why::NotNow => RecvTimeoutError::Timeout,
                Why::Closed => RecvTimeoutError::Disconnected,
            })
    }

    /// The messages until all senders are gone.
    #[track_caller]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self, here())
    }

    /// The messages that are there now.
    #[track_caller]
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self, here())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.drop_receiver(true, crate::engine::unlocked(self.1));
    }
}

impl<T> Debug for Receiver<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        to.write_str("Receiver { .. }")
    }
}

/// The messages until all senders are gone.
#[derive(Debug)]
pub struct Iter<'a, T>(&'a Receiver<T>, At);
/// The messages that are there now.
#[derive(Debug)]
pub struct TryIter<'a, T>(&'a Receiver<T>, At);
/// The messages until all senders are gone.
#[derive(Debug)]
pub struct IntoIter<T>(Receiver<T>, At);

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.0.receive(self.1).ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.0.try_receive(self.1).ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.0.receive(self.1).ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    #[track_caller]
    fn into_iter(self) -> Iter<'a, T> {
        Iter(self, here())
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[track_caller]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self, here())
    }
}
