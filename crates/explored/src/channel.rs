//! The channel behind std's and crossbeam's.

use core::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::engine::{
    At, Core, Kind, ObjectKind, Op, clock, event, glance, pass, point, point_if_tried, ready,
    silent,
};
use crate::show::show;

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
    /// How many threads wait in `receive`.
    waiting: usize,
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
            waiting: 0,
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

    fn can_receive(&self) -> bool {
        let state = self.state.borrow();
        state.has_message() || state.senders == 0
    }

    /// Whether a message could be sent without waiting.
    pub fn could_send(&self) -> bool {
        let state = self.state.borrow();
        match self.capacity {
            Some(0) => state.waiting > state.queue.len() || state.receivers == 0,
            _ => drop_and(state, || self.can_send()),
        }
    }

    /// Whether a message could be received without waiting, or the senders are gone.
    pub fn could_receive(&self) -> bool {
        self.can_receive()
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
        if !self.could_send() {
            glance(op, 0, || {
                ("tries to send to {}, which has no room".to_owned(), None)
            });
            return Err((Why::NotNow, message));
        }
        self.put(message, op)
            .map_err(|message| (Why::Closed, message))
    }

    /// Sends, when there is room, unless the time limit passes first, which may be at any moment.
    ///
    /// # Errors
    /// Why not, and the message.
    pub fn send_timeout(&self, message: T, time_limit: Duration, at: At) -> Result<(), (Why, T)> {
        let op = self.core.op(self, Kind::Send, at);
        let until = clock() + time_limit;
        point(op.yielding());
        if !self.could_send() {
            pass(until);
            glance(op, 0, || {
                (
                    "gives up sending to {}, because its time is up".to_owned(),
                    None,
                )
            });
            return Err((Why::NotNow, message));
        }
        self.put(message, op)
            .map_err(|message| (Why::Closed, message))
    }

    /// Puts the message into the channel, as the step that was chosen.
    pub fn put(&self, message: T, op: Op) -> Result<(), T> {
        if self.state.borrow().receivers == 0 {
            event(op, || {
                ("cannot send to {}: all receivers are gone".to_owned(), None)
            });
            return Err(message);
        }
        let text = show(&message).map_or_else(
            || "sends to {}".to_owned(),
            |text| format!("sends {text} to {{}}"),
        );
        let mut state = self.state.borrow_mut();
        let number = state.next;
        state.next += 1;
        state.queue.push_back((number, message));
        drop(state);
        event(op, || (text, Some(self.shown())));
        if self.capacity == Some(0) {
            self.hand_over(number, op)
        } else {
            Ok(())
        }
    }

    /// Waits until the message with this number was received.
    fn hand_over(&self, number: u64, op: Op) -> Result<(), T> {
        let offer = (self, number);
        silent(op.when(ready!(&offer, (&Channel<T>, u64), |it| {
            let state = it.0.state.borrow();
            state.receivers == 0 || state.queue.iter().all(|(other, _)| *other != it.1)
        })));
        let mut state = self.state.borrow_mut();
        let left = state.queue.iter().position(|(other, _)| *other == number);
        match left.and_then(|place| state.queue.remove(place)) {
            Some((_, message)) => Err(message),
            None => Ok(()),
        }
    }

    /// Receives, when there is a message.
    ///
    /// # Errors
    /// That all senders are gone and the channel is empty.
    pub fn receive(&self, at: At) -> Result<T, Why> {
        let op = self.core.op(self, Kind::Receive, at);
        self.state.borrow_mut().waiting += 1;
        point(op.when(ready!(self, Channel<T>, |it| it.can_receive())));
        self.state.borrow_mut().waiting -= 1;
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
        self.state.borrow_mut().waiting += 1;
        point(op.yielding());
        self.state.borrow_mut().waiting -= 1;
        if !self.can_receive() {
            pass(until);
            glance(op, 0, || {
                (
                    "gives up receiving from {}, because its time is up".to_owned(),
                    None,
                )
            });
            return Err(Why::NotNow);
        }
        self.take(op)
    }

    /// Takes a message out of the channel, as the step that was chosen.
    pub fn take(&self, op: Op) -> Result<T, Why> {
        let message = self.state.borrow_mut().queue.pop_front();
        match message {
            Some((_, message)) => {
                event(op, || {
                    let text = show(&message).map_or_else(
                        || "receives from {}".to_owned(),
                        |text| format!("receives {text} from {{}}"),
                    );
                    (text, Some(self.shown()))
                });
                Ok(message)
            }
            None => {
                event(op, || {
                    (
                        "sees that all senders of {} are gone".to_owned(),
                        Some(self.shown()),
                    )
                });
                Err(Why::Closed)
            }
        }
    }

    /// A step with this channel.
    pub fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    /// How many messages are in it.
    pub fn len(&self) -> usize {
        self.state.borrow().queue.len()
    }

    /// How many messages it holds at most.
    pub fn capacity(&self) -> Option<usize> {
        self.capacity
    }

    /// One more thread waits in a `select` for a message, or one fewer.
    pub fn count_waiting(&self, more: bool) {
        let mut state = self.state.borrow_mut();
        state.waiting = if more {
            state.waiting + 1
        } else {
            state.waiting - 1
        };
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

    /// A receiver is dropped; with the last one, the messages are.
    pub fn drop_receiver(&self, at: At) {
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
        if self.capacity != Some(0) {
            let left = core::mem::take(&mut self.state.borrow_mut().queue);
            drop(left);
        }
    }

    fn shown(&self) -> String {
        let state = self.state.borrow();
        let messages: Option<Vec<String>> = state
            .queue
            .iter()
            .map(|(_, message)| show(message))
            .collect();
        let count = state.queue.len();
        let mut text = match messages {
            _ if count == 0 => "empty".to_owned(),
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

fn drop_and<G, T>(guard: G, then: impl FnOnce() -> T) -> T {
    drop(guard);
    then()
}
