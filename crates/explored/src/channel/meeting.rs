//! How the two ends of a channel without capacity meet.
//!
//! A thread in `send` puts its message into the queue and waits until a receiver takes it. A sender that does not want to wait, or that
//! waits at several channels, does not do so: it sends only when it meets a receiver that waits. So receivers are known while they wait,
//! and threads that wait in a `select` to send are, too.

use core::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::{Channel, Why, sends};
use crate::engine::{Op, event, point, point_if_tried, ready, silent};

/// A thread that waits, perhaps at several channels, until it has met a partner at one of them.
#[derive(Debug, Clone, Default)]
pub struct Meeting(Rc<Cell<Option<usize>>>);

impl Meeting {
    /// At which of its branches the thread has met a partner.
    pub fn branch(&self) -> Option<usize> {
        self.0.get()
    }

    fn is(&self, other: &Meeting) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Where the sender puts its message after the meeting.
pub type Slot<T> = Rc<RefCell<Option<T>>>;

/// A thread that waits at one channel.
pub(super) struct Partner<T> {
    meeting: Meeting,
    branch: usize,
    slot: Slot<T>,
}

/// The partners that nobody has met yet, except the thread that asks.
pub(super) fn unmet<'a, T>(
    partners: &'a [Partner<T>],
    me: Option<&'a Meeting>,
) -> impl Iterator<Item = &'a Partner<T>> {
    partners.iter().filter(move |partner| {
        partner.meeting.branch().is_none() && me.is_none_or(|me| !partner.meeting.is(me))
    })
}

impl<T> Channel<T> {
    /// A thread begins to wait for a message here, as one of the branches of its `select`.
    pub fn await_sender(&self, meeting: &Meeting, branch: usize, slot: &Slot<T>) {
        let partner = partner(meeting, branch, slot);
        self.state.borrow_mut().takers.push(partner);
    }

    /// A thread begins to wait for a receiver here, as one of the branches of its `select`.
    pub fn await_receiver(&self, meeting: &Meeting, branch: usize, slot: &Slot<T>) {
        let partner = partner(meeting, branch, slot);
        self.state.borrow_mut().givers.push(partner);
    }

    /// The thread does not wait here any more.
    pub fn leave(&self, meeting: &Meeting) {
        let mut state = self.state.borrow_mut();
        state.takers.retain(|partner| !partner.meeting.is(meeting));
        state.givers.retain(|partner| !partner.meeting.is(meeting));
    }

    /// Receives from a sender that this thread meets.
    pub(super) fn meet_to_receive(&self, op: Op) -> Result<T, Why> {
        point_if_tried(op);
        let (meeting, slot) = (Meeting::default(), Slot::default());
        self.await_sender(&meeting, 0, &slot);
        let waits = (self, &slot);
        point(op.when(ready!(&waits, (&Channel<T>, &Slot<T>), |it| {
            it.1.borrow().is_some() || it.0.can_receive()
        })));
        self.leave(&meeting);
        self.take_met(&meeting, &slot, op)
    }

    /// As [`Channel::meet_to_receive`], unless the time is up first.
    pub(super) fn meet_until(&self, until: Duration, op: Op) -> Result<T, Why> {
        point_if_tried(op);
        let (meeting, slot) = (Meeting::default(), Slot::default());
        self.await_sender(&meeting, 0, &slot);
        point(op.yielding());
        self.leave(&meeting);
        if meeting.branch().is_none() && !self.can_receive() {
            self.give_up_receiving(until, op);
            return Err(Why::NotNow);
        }
        self.take_met(&meeting, &slot, op)
    }

    /// Takes the message of the sender that this thread has met, or any other one.
    ///
    /// # Errors
    /// That all senders are gone.
    pub fn take_met(&self, meeting: &Meeting, slot: &Slot<T>, op: Op) -> Result<T, Why> {
        if meeting.branch().is_none() {
            return self.take(op);
        }
        Ok(self.received(wait_for_message(slot, op), op))
    }

    /// Meets a thread that waits in a `select` to send, and takes its message.
    pub(super) fn take_from_giver(&self, op: Op) -> Option<T> {
        let slot = meet(&self.state.borrow().givers)?;
        Some(self.received(wait_for_message(&slot, op), op))
    }

    /// Meets a receiver, if the message must go from hand to hand; returns where the message goes then.
    pub fn meet_receiver(&self) -> Option<Slot<T>> {
        if self.is_rendezvous() {
            meet(&self.state.borrow().takers)
        } else {
            None
        }
    }

    /// Sends without waiting for a receiver, which [`Channel::could_send`] allows: to the receiver that this thread has met, if there
    /// is one.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    pub fn put_now(&self, message: T, met: Option<&Slot<T>>, op: Op) -> Result<(), T> {
        let Some(slot) = met else {
            return self.enqueue(message, op).map(|_| ());
        };
        let text = sends(&message);
        *slot.borrow_mut() = Some(message);
        event(op, || (text, Some(self.shown())));
        Ok(())
    }

    /// Offers the message until the time is up, which may be at any moment.
    pub(super) fn offer_until(&self, message: T, until: Duration, op: Op) -> Result<(), (Why, T)> {
        point(op);
        let offered = self.enqueue(message, op);
        let number = offered.map_err(|message| (Why::Closed, message))?;
        point(op.yielding());
        let Some(message) = self.withdraw(number) else {
            return Ok(());
        };
        if self.state.borrow().receivers == 0 {
            return Err((Why::Closed, message));
        }
        self.give_up_sending(until, op);
        Err((Why::NotNow, message))
    }

    /// Waits until the message with this number was received.
    pub(super) fn hand_over(&self, number: u64, op: Op) -> Result<(), T> {
        let offer = (self, number);
        silent(op.when(ready!(&offer, (&Channel<T>, u64), |it| {
            let state = it.0.state.borrow();
            state.receivers == 0 || state.queue.iter().all(|(other, _)| *other != it.1)
        })));
        self.withdraw(number).map_or(Ok(()), Err)
    }

    /// Takes the message with this number back, if nobody has received it.
    fn withdraw(&self, number: u64) -> Option<T> {
        let mut state = self.state.borrow_mut();
        let place = state.queue.iter().position(|(other, _)| *other == number);
        let (_, message) = state.queue.remove(place?)?;
        Some(message)
    }
}

fn partner<T>(meeting: &Meeting, branch: usize, slot: &Slot<T>) -> Partner<T> {
    let (meeting, slot) = (meeting.clone(), slot.clone());
    Partner {
        meeting,
        branch,
        slot,
    }
}

/// Meets the partner that has waited the longest.
fn meet<T>(partners: &[Partner<T>]) -> Option<Slot<T>> {
    let partner = unmet(partners, None).next()?;
    partner.meeting.0.set(Some(partner.branch));
    Some(partner.slot.clone())
}

/// Waits until the sender has put its message into the slot.
fn wait_for_message<T>(slot: &Slot<T>, op: Op) -> T {
    silent(op.when(ready!(slot, Slot<T>, |slot| slot.borrow().is_some())));
    let message = slot.borrow_mut().take();
    message.expect("the sender has put its message into the slot")
}
