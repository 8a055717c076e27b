// Fails: a_slow_subscriber
// Without a capacity, nothing is missed, but the queue of a slow subscriber grows without a limit.
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};

pub struct Topic<T> {
    subscribers: Mutex<Vec<Sender<T>>>,
}

impl<T: Clone> Topic<T> {
    pub fn new() -> Self {
        Topic {
            subscribers: Mutex::new(Vec::new()),
        }
    }

    pub fn subscribe(&self, _capacity: usize) -> Subscription<T> {
        let (sender, messages) = mpsc::channel();
        self.subscribers.lock().unwrap().push(sender);
        Subscription { messages }
    }

    pub fn publish(&self, message: T) -> usize {
        let mut subscribers = self.subscribers.lock().unwrap();
        subscribers.retain(|sender| sender.send(message.clone()).is_ok());
        subscribers.len()
    }
}

pub struct Subscription<T> {
    messages: Receiver<T>,
}

impl<T> Subscription<T> {
    pub fn recv(&self) -> Option<T> {
        self.messages.recv().ok()
    }

    pub fn missed(&self) -> usize {
        0
    }
}
