// Fails: all_outboxes_are_dropped, closed_is_not_empty, refused_or_received, the_end_is_noticed
// `close` sends a last message to its own channel. Messages behind it are accepted and never received, and the inbox's own sender
// keeps the channel open.
use std::cell::Cell;
use std::sync::mpsc::{self, Receiver, Sender};

pub struct Outbox<T> {
    sender: Sender<Option<T>>,
}

impl<T> Clone for Outbox<T> {
    fn clone(&self) -> Self {
        let sender = self.sender.clone();
        Outbox { sender }
    }
}

impl<T> Outbox<T> {
    pub fn send(&self, message: T) -> Result<(), T> {
        let sent = self.sender.send(Some(message));
        sent.map_err(|refused| refused.0.unwrap())
    }
}

pub struct Inbox<T> {
    receiver: Receiver<Option<T>>,
    sender: Sender<Option<T>>,
    is_at_end: Cell<bool>,
}

impl<T> Inbox<T> {
    pub fn recv(&self) -> Option<T> {
        if self.is_at_end.get() {
            return None;
        }
        let message = self.receiver.recv().ok().flatten();
        self.is_at_end.set(message.is_none());
        message
    }

    pub fn close(&self) {
        let _ = self.sender.send(None);
    }
}

pub fn channel<T>() -> (Outbox<T>, Inbox<T>) {
    let (sender, receiver) = mpsc::channel();
    let outbox = Outbox {
        sender: sender.clone(),
    };
    let is_at_end = Cell::new(false);
    let inbox = Inbox {
        receiver,
        sender,
        is_at_end,
    };
    (outbox, inbox)
}
