// Fails: a_slow_subscriber
// `send` waits while a queue is full, so the slowest subscriber stops the publisher and all other subscribers.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};

pub struct Topic<T> {
    subscribers: Mutex<Vec<(SyncSender<T>, Arc<AtomicUsize>)>>,
}

impl<T: Clone> Topic<T> {
    pub fn new() -> Self {
        Topic {
            subscribers: Mutex::new(Vec::new()),
        }
    }

    pub fn subscribe(&self, capacity: usize) -> Subscription<T> {
        let (sender, messages) = mpsc::sync_channel(capacity);
        let missed = Arc::new(AtomicUsize::new(0));
        let subscriber = (sender, missed.clone());
        self.subscribers.lock().unwrap().push(subscriber);
        Subscription { messages, missed }
    }

    pub fn publish(&self, message: T) -> usize {
        let mut subscribers = self.subscribers.lock().unwrap();
        subscribers.retain(|(sender, _)| sender.send(message.clone()).is_ok());
        subscribers.len()
    }
}

pub struct Subscription<T> {
    messages: Receiver<T>,
    missed: Arc<AtomicUsize>,
}

impl<T> Subscription<T> {
    pub fn recv(&self) -> Option<T> {
        self.messages.recv().ok() // `Err`: the topic is dropped and the queue is empty
    }

    pub fn missed(&self) -> usize {
        self.missed.load(Ordering::Relaxed)
    }
}
