//! The channel behind std's and crossbeam's.
//!
//! # Layout
//! - `meeting`: how the two ends of a channel without capacity meet.

mod meeting;

use core::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::engine::{
    At, ChannelEnd, Core, Kind, ObjectKind, Op, clock, event, give_up_if_over, glance, note_owner,
    pass, point, point_if_tried, ready,
};
use crate::show::show;

pub use meeting::{Meeting, Slot};
use meeting::{Partner, unmet};

/// A channel that both ends share.
pub struct Channel<T> {
    core: Core,
    /// How many messages it holds at most; `None` if there is no limit.
    capacity: Option<usize>,
    state: RefCell<State<T>>,
}

// SAFETY: all threads of the program run on one thread of the system, and a message goes to one receiver.
unsafe impl<T: Send> Send for Channel<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Channel<T> {}

struct State<T> {
    /// The messages, each with the number of its `send`.
    queue: VecDeque<(u64, T)>,
    next: u64,
    senders: usize,
    receivers: usize,
    /// The threads that wait for a message of a channel without capacity.
    takers: Vec<Partner<T>>,
    /// The threads that wait in a `select` to send to a channel without capacity.
    givers: Vec<Partner<T>>,
}

/// Why nothing was received or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It would have to wait, or the time limit has passed.
    NotNow,
    /// The other end is gone.
    Closed,
}

impl<T> State<T> {
    fn has_message(&self) -> bool {
        !self.queue.is_empty()
    }
}

impl<T> Channel<T> {
    /// A channel with one sender and one receiver.
    pub fn new(capacity: Option<usize>, at: At) -> Arc<Self> {
        let state = State {
            queue: VecDeque::new(),
            next: 0,
            senders: 1,
            receivers: 1,
            takers: Vec::new(),
            givers: Vec::new(),
        };
        Arc::new(Channel {
            core: Core::new(ObjectKind::Channel, at),
            capacity,
            state: RefCell::new(state),
        })
    }

    fn can_send(&self) -> bool {
        let state = self.state.borrow();
        // A channel without room takes a message, and its sender waits until the message has gone.
        self.capacity
            .is_none_or(|capacity| state.queue.len() < capacity.max(1))
            || state.receivers == 0
    }

    /// Whether `receive` could go on now.
    fn can_receive(&self) -> bool {
        let state = self.state.borrow();
        state.has_message() || state.senders == 0 || unmet(&state.givers, None).next().is_some()
    }

    /// Whether a message could be sent without waiting, or the receivers are gone. `me` is the meeting of the thread that asks, which
    /// does not meet itself.
    pub fn could_send(&self, me: Option<&Meeting>) -> bool {
        if self.capacity != Some(0) {
            return self.can_send();
        }
        let state = self.state.borrow();
        state.receivers == 0 || unmet(&state.takers, me).count() > state.queue.len()
    }

    /// Whether a message could be received without waiting, or the senders are gone.
    pub fn could_receive(&self, me: Option<&Meeting>) -> bool {
        let state = self.state.borrow();
        state.has_message() || state.senders == 0 || unmet(&state.givers, me).next().is_some()
    }

    /// Whether each message goes from hand to hand.
    pub fn is_rendezvous(&self) -> bool {
        self.capacity == Some(0)
    }

    /// Sends, when there is room.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    pub fn send(&self, message: T, at: At) -> Result<(), T> {
        let op = self.core.op(self, Kind::Send, at);
        point(op.when(ready!(self, Channel<T>, |it| it.can_send())));
        self.put(message, op)
    }

    /// Sends, if there is room.
    ///
    /// # Errors
    /// Why not, and the message.
    pub fn try_send(&self, message: T, at: At) -> Result<(), (Why, T)> {
        let op = self.core.op(self, Kind::Send, at);
        point(op);
        if !self.could_send(None) {
            glance(op, 0, || {
                ("tries to send to {}, which has no room".to_owned(), None)
            });
            return Err((Why::NotNow, message));
        }
        self.put_now(message, self.meet_receiver().as_ref(), op)
            .map_err(|message| (Why::Closed, message))
    }

    /// Sends, when there is room, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// Why not, and the message.
    pub fn send_timeout(&self, message: T, time_limit: Duration, at: At) -> Result<(), (Why, T)> {
        let op = self.core.op(self, Kind::Send, at);
        let until = clock() + time_limit;
        if self.is_rendezvous() {
            return self.offer_until(message, until, op);
        }
        point(op.yielding());
        if !self.can_send() {
            self.give_up_sending(until, op);
            return Err((Why::NotNow, message));
        }
        self.put(message, op)
            .map_err(|message| (Why::Closed, message))
    }

    fn give_up_sending(&self, until: Duration, op: Op) {
        pass(until);
        glance(op, 0, || {
            let text = "gives up sending to {}, because its time is up";
            (text.to_owned(), None)
        });
    }

    /// Puts the message into the channel, as the step that was chosen. If the channel has no capacity, waits until it is received.
    ///
    /// # Errors
    /// The message, if all receivers are gone.
    pub fn put(&self, message: T, op: Op) -> Result<(), T> {
        let number = self.enqueue(message, op)?;
        if self.is_rendezvous() {
            self.hand_over(number, op)
        } else {
            Ok(())
        }
    }

    /// Adds the message to the queue; returns its number.
    fn enqueue(&self, message: T, op: Op) -> Result<u64, T> {
        if self.state.borrow().receivers == 0 {
            give_up_if_over(op);
            glance(op, 1, || {
                ("cannot send to {}: all receivers are gone".to_owned(), None)
            });
            return Err(message);
        }
        let text = sends(&message);
        let mut state = self.state.borrow_mut();
        let number = state.next;
        state.next += 1;
        state.queue.push_back((number, message));
        drop(state);
        event(op, || (text, Some(self.shown())));
        Ok(number)
    }

    /// Receives, when there is a message.
    ///
    /// # Errors
    /// That all senders are gone and the channel is empty.
    pub fn receive(&self, at: At) -> Result<T, Why> {
        let op = self.core.op(self, Kind::Receive, at);
        if self.is_rendezvous() {
            return self.meet_to_receive(op);
        }
        point(op.when(ready!(self, Channel<T>, |it| it.can_receive())));
        self.take(op)
    }

    /// Receives, if there is a message.
    ///
    /// # Errors
    /// Why not.
    pub fn try_receive(&self, at: At) -> Result<T, Why> {
        let op = self.core.op(self, Kind::Receive, at);
        point(op);
        if !self.can_receive() {
            glance(op, 0, || ("looks into {}, which is empty".to_owned(), None));
            return Err(Why::NotNow);
        }
        self.take(op)
    }

    /// Receives, when there is a message, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// Why not.
    pub fn receive_timeout(&self, time_limit: Duration, at: At) -> Result<T, Why> {
        let op = self.core.op(self, Kind::Receive, at);
        let until = clock() + time_limit;
        if self.is_rendezvous() {
            return self.meet_until(until, op);
        }
        point(op.yielding());
        if !self.can_receive() {
            self.give_up_receiving(until, op);
            return Err(Why::NotNow);
        }
        self.take(op)
    }

    fn give_up_receiving(&self, until: Duration, op: Op) {
        pass(until);
        glance(op, 0, || {
            let text = "gives up receiving from {}, because its time is up";
            (text.to_owned(), None)
        });
    }

    /// Takes a message out of the channel, as the step that was chosen.
    ///
    /// # Errors
    /// That all senders are gone.
    pub fn take(&self, op: Op) -> Result<T, Why> {
        let first = self.state.borrow_mut().queue.pop_front();
        if let Some((_, message)) = first {
            return Ok(self.received(message, op));
        }
        if let Some(message) = self.take_from_giver(op) {
            return Ok(message);
        }
        give_up_if_over(op);
        glance(op, 1, || {
            (
                "sees that all senders of {} are gone".to_owned(),
                Some(self.shown()),
            )
        });
        Err(Why::Closed)
    }

    fn received(&self, message: T, op: Op) -> T {
        event(op, || {
            let text = show(&message).map_or_else(
                || "receives from {}".to_owned(),
                |text| format!("receives {text} from {{}}"),
            );
            (text, Some(self.shown()))
        });
        message
    }

    /// A step with this channel.
    pub fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    /// How many messages are in it.
    pub fn len(&self) -> usize {
        if self.is_rendezvous() {
            return 0;
        }
        self.state.borrow().queue.len()
    }

    /// How many messages it holds at most.
    pub fn capacity(&self) -> Option<usize> {
        self.capacity
    }

    /// One more sender.
    pub fn add_sender(&self) {
        self.state.borrow_mut().senders += 1;
    }

    /// One more receiver.
    pub fn add_receiver(&self) {
        self.state.borrow_mut().receivers += 1;
    }

    /// A sender is dropped.
    pub fn drop_sender(&self, at: At) {
        note_owner(self.core.op(self, Kind::Close, at), ChannelEnd::Sender);
        if self.state.borrow().senders > 1 {
            self.state.borrow_mut().senders -= 1;
            return;
        }
        let op = self.core.op(self, Kind::Close, at);
        point_if_tried(op);
        self.state.borrow_mut().senders -= 1;
        event(op, || {
            ("drops the last sender of {}".to_owned(), Some(self.shown()))
        });
    }

    /// A receiver is dropped; with the last one, the messages are, if the channel `discards` them.
    pub fn drop_receiver(&self, discards: bool, at: At) {
        note_owner(self.core.op(self, Kind::Close, at), ChannelEnd::Receiver);
        if self.state.borrow().receivers > 1 {
            self.state.borrow_mut().receivers -= 1;
            return;
        }
        let op = self.core.op(self, Kind::Close, at);
        if self.state.borrow().senders > 0 {
            point(op);
        }
        self.state.borrow_mut().receivers -= 1;
        event(op, || {
            (
                "drops the last receiver of {}".to_owned(),
                Some(self.shown()),
            )
        });
        if discards && self.capacity != Some(0) {
            let left = core::mem::take(&mut self.state.borrow_mut().queue);
            drop(left);
        }
    }

    fn shown(&self) -> String {
        let state = self.state.borrow();
        let messages: Option<Vec<String>> = state
            .queue
            .iter()
            .take(SHOWN)
            .map(|(_, message)| show(message))
            .collect();
        let count = state.queue.len();
        let mut text = match messages {
            _ if count == 0 => "empty".to_owned(),
            Some(messages) if count > SHOWN => {
                format!("[{}, …], {count} messages", messages.join(", "))
            }
            Some(messages) => format!("[{}]", messages.join(", ")),
            None if count == 1 => "1 message".to_owned(),
            None => format!("{count} messages"),
        };
        if self
            .capacity
            .is_some_and(|capacity| count > 0 && count >= capacity)
        {
            text.push_str(", full");
        }
        for (left, end) in [(state.senders, "sender"), (state.receivers, "receiver")] {
            if left == 0 {
                text.push_str(&format!(", no {end}"));
            }
        }
        text
    }
}

/// How many messages of a channel are shown.
const SHOWN: usize = 8;

/// What a thread does that sends this message.
fn sends<T>(message: &T) -> String {
    show(message).map_or_else(
        || "sends to {}".to_owned(),
        |text| format!("sends {text} to {{}}"),
    )
}
