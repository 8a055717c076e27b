//! The messages in a channel, as text.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::engine::{
    At, ChannelEnd, Core, Kind, ObjectKind, Op, event, note_owner, point, point_if_tried,
};
use crate::show::show;
use crate::tokio::step::Told;

/// What is known of a channel beside the real one.
pub struct Traffic {
    core: Core,
    /// How many messages it holds at most; `None` if there is no limit.
    capacity: Option<usize>,
    messages: RefCell<VecDeque<Option<String>>>,
    no_sender: Cell<bool>,
    no_receiver: Cell<bool>,
}

// SAFETY: all threads of the program run on one thread of the system.
unsafe impl Send for Traffic {}
// SAFETY: as above.
unsafe impl Sync for Traffic {}

impl Traffic {
    /// Of a channel that is made here.
    pub fn new(capacity: Option<usize>, at: At) -> Self {
        Traffic {
            core: Core::new(ObjectKind::Channel, at),
            capacity,
            messages: RefCell::default(),
            no_sender: Cell::new(false),
            no_receiver: Cell::new(false),
        }
    }

    /// A step with the channel.
    pub fn op(&self, kind: Kind, at: At) -> Op {
        self.core.op(self, kind, at)
    }

    /// A message was sent, which `show` gives as this text.
    pub fn sent(&self, op: Op, text: Option<String>) {
        let told = self.sent_words(text);
        event(op, || told);
    }

    /// Notes a message that was sent; the words for it.
    pub fn sent_words(&self, text: Option<String>) -> Told {
        let words = text.as_ref().map_or_else(
            || "sends to {}".to_owned(),
            |text| format!("sends {text} to {{}}"),
        );
        self.messages.borrow_mut().push_back(text);
        (words, Some(self.shown()))
    }

    /// The words for a place that was taken before the message is made.
    pub fn reserved(&self) -> Told {
        let text = "takes a place in {}";
        (text.to_owned(), Some(self.shown()))
    }

    /// The words for the beginning of a wait for room.
    pub fn no_room(&self) -> Told {
        let text = "waits for room in {}";
        (text.to_owned(), Some(self.shown()))
    }

    /// A message was received; the words for it.
    pub fn received<T>(&self, message: &T) -> Told {
        self.messages.borrow_mut().pop_front();
        let words = show(message).map_or_else(
            || "receives from {}".to_owned(),
            |text| format!("receives {text} from {{}}"),
        );
        (words, Some(self.shown()))
    }

    /// The words for the end of a channel.
    pub fn ended(&self) -> Told {
        let text = "sees that all senders of {} are gone";
        (text.to_owned(), Some(self.shown()))
    }

    /// The words for a message that cannot be sent any more.
    pub fn refused(&self) -> Told {
        let text = "cannot send to {}: all receivers are gone";
        (text.to_owned(), Some(self.shown()))
    }

    /// An end is dropped.
    pub fn note_owner(&self, end: ChannelEnd, at: At) {
        note_owner(self.op(Kind::Close, at), end);
    }

    /// The last sender is dropped, as a step.
    pub fn drop_sender(&self, at: At) {
        self.note_owner(ChannelEnd::Sender, at);
        let op = self.op(Kind::Close, at);
        point_if_tried(op);
        self.no_sender.set(true);
        event(op, || {
            let text = "drops the last sender of {}";
            (text.to_owned(), Some(self.shown()))
        });
    }

    /// The last receiver is dropped, as a step, which senders notice if there are any.
    pub fn drop_receiver(&self, at: At) {
        let op = self.op(Kind::Close, at);
        note_owner(op, ChannelEnd::Receiver);
        if !self.no_sender.get() {
            point(op);
        }
        self.no_receiver.set(true);
        self.messages.borrow_mut().clear();
        event(op, || {
            let text = "drops the last receiver of {}";
            (text.to_owned(), Some(self.shown()))
        });
    }

    /// Whether the last sender was dropped.
    pub fn has_no_sender(&self) -> bool {
        self.no_sender.get()
    }

    /// The oldest messages are overwritten, except for this many.
    pub fn keep(&self, count: usize) {
        let mut messages = self.messages.borrow_mut();
        while messages.len() > count {
            messages.pop_front();
        }
    }

    /// What is in the channel.
    pub fn shown(&self) -> String {
        let messages = self.messages.borrow();
        let count = messages.len();
        let texts: Option<Vec<&str>> = messages.iter().map(|text| text.as_deref()).collect();
        let mut text = match texts {
            _ if count == 0 => "empty".to_owned(),
            Some(texts) => format!("[{}]", texts.join(", ")),
            None if count == 1 => "1 message".to_owned(),
            None => format!("{count} messages"),
        };
        if self
            .capacity
            .is_some_and(|capacity| count > 0 && count >= capacity)
        {
            text.push_str(", full");
        }
        for (is_gone, end) in [(&self.no_sender, "sender"), (&self.no_receiver, "receiver")] {
            if is_gone.get() {
                text.push_str(&format!(", no {end}"));
            }
        }
        text
    }
}
