use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::Semaphore;

pub struct Mailbox<T> {
    messages: Mutex<VecDeque<T>>,
    capacity: usize,
    /// Has a permit for each message, and is closed together with the mailbox.
    takes: Semaphore,
}

impl<T> Mailbox<T> {
    pub fn new(capacity: usize) -> Self {
        Mailbox {
            messages: Mutex::new(VecDeque::with_capacity(capacity + 1)),
            capacity,
            takes: Semaphore::new(0),
        }
    }

    pub fn post(&self, message: T) -> Option<T> {
        let mut messages = self.messages.lock().unwrap();
        if self.takes.is_closed() {
            return Some(message);
        }
        messages.push_back(message);
        if messages.len() > self.capacity {
            return messages.pop_front(); // there are as many messages as before
        }
        self.takes.add_permits(1);
        None
    }

    pub async fn take(&self) -> Option<T> {
        if let Ok(permit) = self.takes.acquire().await {
            permit.forget(); // it goes with the message
        }
        self.messages.lock().unwrap().pop_front() // `None` only if it is closed
    }

    pub fn close(&self) {
        let _messages = self.messages.lock().unwrap(); // no `post` is in progress
        self.takes.close();
    }
}
