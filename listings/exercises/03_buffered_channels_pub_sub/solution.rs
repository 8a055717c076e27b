use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
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
        // The lock gives all subscribers the same order. Nothing waits while it is held.
        let mut subscribers = self.subscribers.lock().unwrap();
        let mut stored = 0;
        subscribers.retain(|(sender, missed)| match sender.try_send(message.clone()) {
            Ok(()) => {
                stored += 1;
                true
            }
            Err(TrySendError::Full(_)) => {
                // Relaxed is enough: no other data depends on the number.
                missed.fetch_add(1, Ordering::Relaxed);
                true
            }
            Err(TrySendError::Disconnected(_)) => false, // it has unsubscribed
        });
        stored
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
