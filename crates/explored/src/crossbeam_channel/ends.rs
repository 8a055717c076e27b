//! Senders and receivers.

use core::fmt::{self, Debug, Formatter};
use core::iter::FusedIterator;
use std::sync::Arc;
use std::time::Duration;

use super::error::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError, TrySendError,
};
use super::timer::Timer;
use crate::channel::{Channel, Why};
use crate::engine::{At, Kind, clock, glance, here, point, silent, unlocked};
use crate::engine::{Op, Subject, ready};
use crate::std::time::Instant;

/// `crossbeam_channel::Sender`.
pub struct Sender<T> {
    pub(super) channel: Arc<Channel<T>>,
    made: At,
}

/// `crossbeam_channel::Receiver`.
pub struct Receiver<T> {
    pub(super) source: Source<T>,
    made: At,
}

/// Where messages come from.
pub(super) enum Source<T> {
    /// From senders.
    Channel(Arc<Channel<T>>),
    /// From the clock.
    Timer(Arc<Timer<T>>),
    /// From nobody.
    Never,
}

/// A channel without a limit.
#[track_caller]
#[must_use]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    ends(None, here())
}

/// A channel that holds at most `capacity` messages.
#[track_caller]
#[must_use]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    ends(Some(capacity), here())
}

fn ends<T>(capacity: Option<usize>, made: At) -> (Sender<T>, Receiver<T>) {
    let channel = Channel::new(capacity, made);
    let sender = Sender {
        channel: channel.clone(),
        made,
    };
    (sender, Receiver::from(Source::Channel(channel), made))
}

/// A receiver that never gets a message.
#[track_caller]
#[must_use]
pub fn never<T>() -> Receiver<T> {
    Receiver::from(Source::Never, here())
}

/// The time from now to a moment.
fn until(deadline: Instant) -> Duration {
    deadline.on_clock().saturating_sub(clock())
}

impl<T> Sender<T> {
    /// Sends, when there is room.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.channel.send(message, here()).map_err(SendError)
    }

    /// Sends, if there is room.
    ///
    /// # Errors
    /// The message, if there is no room or all receivers are gone.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let sent = self.channel.try_send(message, here());
        sent.map_err(|(why, message)| match why {
            Why::NotNow => TrySendError::Full(message),
            Why::Closed => TrySendError::Disconnected(message),
        })
    }

    /// Sends, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// The message, if there is no room or all receivers are gone.
    #[track_caller]
    pub fn send_timeout(
        &self,
        message: T,
        time_limit: Duration,
    ) -> Result<(), SendTimeoutError<T>> {
        let sent = self.channel.send_timeout(message, time_limit, here());
        sent.map_err(|(why, message)| match why {
            Why::NotNow => SendTimeoutError::Timeout(message),
            Why::Closed => SendTimeoutError::Disconnected(message),
        })
    }

    /// As [`Sender::send_timeout`], with a moment instead of a time limit.
    ///
    /// # Errors
    /// The message, if there is no room or all receivers are gone.
    #[track_caller]
    pub fn send_deadline(&self, message: T, deadline: Instant) -> Result<(), SendTimeoutError<T>> {
        self.send_timeout(message, until(deadline))
    }

    /// How many messages are in the channel.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        look(&self.channel, here()).0
    }

    /// Whether no message is in the channel.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        look(&self.channel, here()).0 == 0
    }

    /// Whether there is no room. A channel without capacity is always full.
    #[track_caller]
    #[must_use]
    pub fn is_full(&self) -> bool {
        let (len, capacity) = look(&self.channel, here());
        capacity.is_some_and(|capacity| len >= capacity)
    }

    /// How many messages the channel holds at most.
    #[must_use]
    pub fn capacity(&self) -> Option<usize> {
        self.channel.capacity()
    }

    /// Whether both send to the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        Arc::ptr_eq(&self.channel, &other.channel)
    }
}

/// Length and capacity of a channel, as one step.
fn look<T>(channel: &Channel<T>, at: At) -> (usize, Option<usize>) {
    let op = channel.op(Kind::Read, at);
    point(op);
    let len = channel.len();
    glance(op, u64::try_from(len).unwrap_or_default(), || {
        let text = match len {
            0 => "sees that {} is empty".to_owned(),
            1 => "sees 1 message in {}".to_owned(),
            len => format!("sees {len} messages in {{}}"),
        };
        (text, None)
    });
    (len, channel.capacity())
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.channel.add_sender();
        Sender {
            channel: self.channel.clone(),
            made: self.made,
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.channel.drop_sender(unlocked(self.made));
    }
}

impl<T> Receiver<T> {
    pub(super) fn from(source: Source<T>, made: At) -> Self {
        Receiver { source, made }
    }

    /// Receives, when there is a message.
    ///
    /// # Errors
    /// That all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.receive(here()).map_err(|_| RecvError)
    }

    fn receive(&self, at: At) -> Result<T, Why> {
        match &self.source {
            Source::Channel(channel) => channel.receive(at),
            Source::Timer(timer) => Ok(timer.receive(at)),
            Source::Never => wait_forever(at),
        }
    }

    /// Receives, if there is a message.
    ///
    /// # Errors
    /// That there is none.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.try_receive(here()).map_err(|why| match why {
            Why::NotNow => TryRecvError::Empty,
            Why::Closed => TryRecvError::Disconnected,
        })
    }

    fn try_receive(&self, at: At) -> Result<T, Why> {
        match &self.source {
            Source::Channel(channel) => channel.try_receive(at),
            Source::Timer(timer) => timer.try_receive(at).ok_or(Why::NotNow),
            Source::Never => Err(Why::NotNow),
        }
    }

    /// Receives, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// That there is no message.
    #[track_caller]
    pub fn recv_timeout(&self, time_limit: Duration) -> Result<T, RecvTimeoutError> {
        let received = match &self.source {
            Source::Channel(channel) => channel.receive_timeout(time_limit, here()),
            Source::Timer(timer) => timer.receive_timeout(time_limit, here()),
            Source::Never => {
                crate::std::thread::sleep(time_limit);
                Err(Why::NotNow)
            }
        };
        received.map_err(|why| match why {
            Why::NotNow => RecvTimeoutError::Timeout,
            Why::Closed => RecvTimeoutError::Disconnected,
        })
    }

    /// As [`Receiver::recv_timeout`], with a moment instead of a time limit.
    ///
    /// # Errors
    /// That there is no message.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.recv_timeout(until(deadline))
    }

    /// How many messages are in the channel.
    #[track_caller]
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.source {
            Source::Channel(channel) => look(channel, here()).0,
            Source::Timer(timer) => usize::from(timer.look(here())),
            Source::Never => 0,
        }
    }

    /// Whether no message is in the channel.
    #[track_caller]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is no room. A channel without capacity is always full.
    #[track_caller]
    #[must_use]
    pub fn is_full(&self) -> bool {
        let len = self.len();
        self.capacity().is_some_and(|capacity| len >= capacity)
    }

    /// How many messages the channel holds at most.
    #[must_use]
    pub fn capacity(&self) -> Option<usize> {
        match &self.source {
            Source::Channel(channel) => channel.capacity(),
            Source::Timer(_) => Some(1),
            Source::Never => Some(0),
        }
    }

    /// The messages until all senders are gone.
    #[track_caller]
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self, here())
    }

    /// The messages that are there now.
    #[track_caller]
    #[must_use]
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self, here())
    }

    /// Whether both receive from the same channel.
    #[must_use]
    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        match (&self.source, &other.source) {
            (Source::Channel(one), Source::Channel(other)) => Arc::ptr_eq(one, other),
            (Source::Timer(one), Source::Timer(other)) => Arc::ptr_eq(one, other),
            (Source::Never, Source::Never) => true,
            _ => false,
        }
    }
}

/// Waits for a message that never comes.
fn wait_forever(at: At) -> ! {
    let op = Op::new(Kind::Receive, Subject::Nothing, at);
    loop {
        silent(op.when(ready!(&(), (), |_nothing| false)));
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        let source = match &self.source {
            Source::Channel(channel) => {
                channel.add_receiver();
                Source::Channel(channel.clone())
            }
            Source::Timer(timer) => Source::Timer(timer.clone()),
            Source::Never => Source::Never,
        };
        Receiver::from(source, self.made)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if let Source::Channel(channel) = &self.source {
            // The real bounded channel keeps its messages until its senders are gone, too.
            let discards = channel.capacity().is_none();
            channel.drop_receiver(discards, unlocked(self.made));
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
        self.0.receive(self.1).ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.try_receive(self.1).ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.receive(self.1).ok()
    }
}

impl<T> FusedIterator for Iter<'_, T> {}
impl<T> FusedIterator for IntoIter<T> {}

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
