// Fails: the_oldest_is_dropped, take_waits
// A full mailbox refuses the new message, as `try_send` does. So the reader gets old news.
use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::Semaphore;

pub struct Mailbox<T> {
    messages: Mutex<VecDeque<T>>,
    capacity: usize,
    takes: Semaphore,
}

impl<T> Mailbox<T> {
    pub fn new(capacity: usize) -> Self {
        Mailbox {
            messages: Mutex::new(VecDeque::with_capacity(capacity)),
            capacity,
            takes: Semaphore::new(0),
        }
    }

    pub fn post(&self, message: T) -> Option<T> {
        let mut messages = self.messages.lock().unwrap();
        if self.takes.is_closed() || messages.len() == self.capacity {
            return Some(message);
        }
        messages.push_back(message);
        self.takes.add_permits(1);
        None
    }

    pub async fn take(&self) -> Option<T> {
        if let Ok(permit) = self.takes.acquire().await {
            permit.forget();
        }
        self.messages.lock().unwrap().pop_front()
    }

    pub fn close(&self) {
        let _messages = self.messages.lock().unwrap();
        self.takes.close();
    }
}
