use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, Weak};

/// All outboxes share one sender, so that the inbox can drop it. `None`: the channel is closed.
type Shared<T> = Mutex<Option<Sender<T>>>;

pub struct Outbox<T> {
    sender: Arc<Shared<T>>,
}

impl<T> Clone for Outbox<T> {
    fn clone(&self) -> Self {
        let sender = self.sender.clone();
        Outbox { sender }
    }
}

impl<T> Outbox<T> {
    pub fn send(&self, message: T) -> Result<(), T> {
        // `close` has to wait for the lock, so a message is either stored before the end or refused.
        match &*self.sender.lock().unwrap() {
            Some(sender) => sender.send(message).map_err(|refused| refused.0),
            None => Err(message),
        }
    }
}

pub struct Inbox<T> {
    receiver: Receiver<T>,
    /// Does not keep the channel open.
    sender: Weak<Shared<T>>,
}

impl<T> Inbox<T> {
    pub fn recv(&self) -> Option<T> {
        self.receiver.recv().ok()
    }

    pub fn close(&self) {
        if let Some(sender) = self.sender.upgrade() {
            sender.lock().unwrap().take();
        }
    }
}

pub fn channel<T>() -> (Outbox<T>, Inbox<T>) {
    let (sender, receiver) = mpsc::channel();
    let shared = Arc::new(Mutex::new(Some(sender)));
    let sender = Arc::downgrade(&shared);
    (Outbox { sender: shared }, Inbox { receiver, sender })
}
