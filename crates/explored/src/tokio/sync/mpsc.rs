//! `tokio::sync::mpsc`.
//!
//! # Layout
//! - `sender`: both kinds of senders, and those that do not keep the channel open.
//! - `permit`: places in a channel, which are taken before the message is made.
//! - `receiver`: both kinds of receivers.

use std::sync::Arc;

use ::tokio::sync::mpsc as real;

use super::traffic::Traffic;
use crate::engine::here;

mod permit;
mod receiver;
mod sender;

pub use permit::{OwnedPermit, Permit, PermitIterator};
pub use receiver::{Receiver, UnboundedReceiver};
pub use sender::{Sender, UnboundedSender, WeakSender, WeakUnboundedSender};

/// `tokio::sync::mpsc::error`.
pub mod error {
    pub use ::tokio::sync::mpsc::error::{SendError, SendTimeoutError, TryRecvError, TrySendError};
}

/// A channel for at most this many messages.
///
/// # Panics
/// If the capacity is zero.
#[must_use]
#[track_caller]
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let at = here();
    let (sender, receiver) = real::channel(capacity);
    let traffic = Arc::new(Traffic::new(Some(capacity), at));
    (
        Sender::made(sender, traffic.clone(), at),
        Receiver::made(receiver, traffic, at),
    )
}

/// A channel for any number of messages.
#[must_use]
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let at = here();
    let (sender, receiver) = real::unbounded_channel();
    let traffic = Arc::new(Traffic::new(None, at));
    (
        UnboundedSender::made(sender, traffic.clone(), at),
        UnboundedReceiver::made(receiver, traffic, at),
    )
}
