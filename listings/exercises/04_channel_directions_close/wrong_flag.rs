// Fails: refused_or_received
// Between the look at the flag and the send, the inbox may be closed and emptied. Then the message is accepted and never received.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

pub struct Outbox<T> {
    sender: Sender<T>,
    is_closed: Arc<AtomicBool>,
}

impl<T> Clone for Outbox<T> {
    fn clone(&self) -> Self {
        Outbox {
            sender: self.sender.clone(),
            is_closed: self.is_closed.clone(),
        }
    }
}

impl<T> Outbox<T> {
    pub fn send(&self, message: T) -> Result<(), T> {
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(message);
        }
        self.sender.send(message).map_err(|refused| refused.0)
    }
}

pub struct Inbox<T> {
    receiver: Receiver<T>,
    is_closed: Arc<AtomicBool>,
}

impl<T> Inbox<T> {
    pub fn recv(&self) -> Option<T> {
        if self.is_closed.load(Ordering::SeqCst) {
            return self.receiver.try_recv().ok();
        }
        self.receiver.recv().ok()
    }

    pub fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
    }
}

pub fn channel<T>() -> (Outbox<T>, Inbox<T>) {
    let (sender, receiver) = mpsc::channel();
    let is_closed = Arc::new(AtomicBool::new(false));
    let outbox = Outbox {
        sender,
        is_closed: is_closed.clone(),
    };
    (
        outbox,
        Inbox {
            receiver,
            is_closed,
        },
    )
}
