//! What a `select` can choose.

use std::time::Duration;

use super::ends::{Receiver, Sender, Source};
use super::error::{RecvError, SendError};
use crate::channel::{Meeting, Slot};
use crate::engine::{At, Kind, Op, Subject};

/// A branch of a `select`.
pub trait Branch {
    /// Its step.
    fn op(&self, at: At) -> Op;
    /// Whether it could go on now without waiting. `me` is the meeting of the thread that asks. Calls nothing of the engine.
    fn is_ready(&self, me: &Meeting) -> bool;
    /// When it becomes ready because time passes, if it does.
    fn comes_at(&self) -> Option<Duration> {
        None
    }
    /// Whether it has become ready by now, when a thread only tries.
    fn comes_for_try(&self, _op: Op) -> bool {
        false
    }
    /// Whether the branch needs a partner that waits at the same time.
    fn meets(&self) -> bool;
    /// Begins to wait, as the branch with this number.
    fn begin(&self, meeting: &Meeting, number: usize);
    /// Ends the wait.
    fn end(&self, meeting: &Meeting);
    /// The address of the sender or the receiver.
    fn address(&self) -> *const ();
    /// The address of the slot for its message.
    fn slot(&self) -> *const ();
}

/// A branch that receives.
pub struct Receiving<'a, T> {
    receiver: &'a Receiver<T>,
    slot: Slot<T>,
}

/// A branch that sends.
pub struct Sending<'a, T> {
    sender: &'a Sender<T>,
    slot: Slot<T>,
}

impl<'a, T> Receiving<'a, T> {
    /// A branch that receives from this receiver.
    #[must_use]
    pub fn new(receiver: &'a Receiver<T>) -> Self {
        let slot = Slot::default();
        Receiving { receiver, slot }
    }

    /// A branch with the slot at this address.
    ///
    /// # Safety
    /// There is a slot for messages of this type.
    pub(super) unsafe fn with_slot(receiver: &'a Receiver<T>, slot: *const ()) -> Self {
        // SAFETY: the caller ensures it.
        let slot = unsafe { &*slot.cast::<Slot<T>>() }.clone();
        Receiving { receiver, slot }
    }

    /// Receives, after the branch was chosen.
    ///
    /// # Errors
    /// That all senders are gone.
    pub fn complete(&self, meeting: &Meeting, at: At) -> Result<T, RecvError> {
        match &self.receiver.source {
            Source::Channel(channel) => {
                let op = channel.op(Kind::Receive, at);
                channel
                    .take_met(meeting, &self.slot, op)
                    .map_err(|_| RecvError)
            }
            Source::Timer(timer) => Ok(timer.take(timer.op(at))),
            Source::Never => Err(RecvError),
        }
    }
}

impl<'a, T> Sending<'a, T> {
    /// A branch that sends through this sender.
    #[must_use]
    pub fn new(sender: &'a Sender<T>) -> Self {
        let slot = Slot::default();
        Sending { sender, slot }
    }

    /// A branch with the slot at this address.
    ///
    /// # Safety
    /// There is a slot for messages of this type.
    pub(super) unsafe fn with_slot(sender: &'a Sender<T>, slot: *const ()) -> Self {
        // SAFETY: the caller ensures it.
        let slot = unsafe { &*slot.cast::<Slot<T>>() }.clone();
        Sending { sender, slot }
    }

    /// Meets the receiver, if the message must go from hand to hand, after the branch was chosen.
    #[must_use]
    pub fn meet(&self, meeting: &Meeting) -> Option<Slot<T>> {
        match meeting.branch() {
            Some(_) => Some(self.slot.clone()),
            None => self.sender.channel.meet_receiver(),
        }
    }

    /// Sends the message.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    pub fn complete(&self, message: T, met: Option<&Slot<T>>, at: At) -> Result<(), SendError<T>> {
        let channel = &self.sender.channel;
        channel
            .put_now(message, met, channel.op(Kind::Send, at))
            .map_err(SendError)
    }
}

impl<T> Branch for Receiving<'_, T> {
    fn op(&self, at: At) -> Op {
        match &self.receiver.source {
            Source::Channel(channel) => channel.op(Kind::Receive, at),
            Source::Timer(timer) => timer.op(at),
            Source::Never => Op::new(Kind::Receive, Subject::Nothing, at),
        }
    }

    fn address(&self) -> *const () {
        core::ptr::from_ref(self.receiver).cast()
    }

    fn slot(&self) -> *const () {
        core::ptr::from_ref(&self.slot).cast()
    }

    fn is_ready(&self, me: &Meeting) -> bool {
        match &self.receiver.source {
            Source::Channel(channel) => channel.could_receive(Some(me)),
            Source::Timer(_) | Source::Never => false,
        }
    }

    fn comes_at(&self) -> Option<Duration> {
        match &self.receiver.source {
            Source::Timer(timer) => timer.next(),
            Source::Channel(_) | Source::Never => None,
        }
    }

    fn comes_for_try(&self, op: Op) -> bool {
        match &self.receiver.source {
            Source::Timer(timer) => timer.comes_for_try(op),
            Source::Channel(_) | Source::Never => false,
        }
    }

    fn meets(&self) -> bool {
        matches!(&self.receiver.source, Source::Channel(channel) if channel.is_rendezvous())
    }

    fn begin(&self, meeting: &Meeting, number: usize) {
        match &self.receiver.source {
            Source::Channel(channel) if channel.is_rendezvous() => {
                channel.await_sender(meeting, number, &self.slot);
            }
            _ => {}
        }
    }

    fn end(&self, meeting: &Meeting) {
        if let Source::Channel(channel) = &self.receiver.source {
            channel.leave(meeting);
        }
    }
}

impl<T> Branch for Sending<'_, T> {
    fn op(&self, at: At) -> Op {
        self.sender.channel.op(Kind::Send, at)
    }

    fn address(&self) -> *const () {
        core::ptr::from_ref(self.sender).cast()
    }

    fn slot(&self) -> *const () {
        core::ptr::from_ref(&self.slot).cast()
    }

    fn is_ready(&self, me: &Meeting) -> bool {
        self.sender.channel.could_send(Some(me))
    }

    fn meets(&self) -> bool {
        self.sender.channel.is_rendezvous()
    }

    fn begin(&self, meeting: &Meeting, number: usize) {
        let channel = &self.sender.channel;
        if channel.is_rendezvous() {
            channel.await_receiver(meeting, number, &self.slot);
        }
    }

    fn end(&self, meeting: &Meeting) {
        self.sender.channel.leave(meeting);
    }
}
