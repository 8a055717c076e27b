// Fails: a_subscriber_leaves, the_same_order_for_all
// The list is copied, and the lock is released before the sends. So two publishers may send in a different order to each subscriber.
// Subscribers that have left stay in the list.
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
        let subscribers = self.subscribers.lock().unwrap().clone();
        let mut stored = 0;
        for (sender, missed) in subscribers {
            match sender.try_send(message.clone()) {
                Ok(()) => stored += 1,
                Err(TrySendError::Full(_)) => {
                    missed.fetch_add(1, Ordering::Relaxed);
                }
                Err(TrySendError::Disconnected(_)) => {}
            }
        }
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
