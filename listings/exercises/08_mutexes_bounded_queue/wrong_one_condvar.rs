// Fails: nobody_waits_forever, never_too_many
// One condition variable for both conditions, and `notify_one`: it may wake a thread that waits for the other condition.
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct Queue<T> {
    items: Mutex<VecDeque<T>>,
    capacity: usize,
    changed: Condvar,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        Queue {
            items: Mutex::new(VecDeque::new()),
            capacity,
            changed: Condvar::new(),
        }
    }

    pub fn push(&self, item: T) {
        let items = self.items.lock().unwrap();
        let mut items = self
            .changed
            .wait_while(items, |items| items.len() == self.capacity)
            .unwrap();
        items.push_back(item);
        self.changed.notify_one();
    }

    pub fn pop(&self) -> T {
        let items = self.items.lock().unwrap();
        let mut items = self
            .changed
            .wait_while(items, |items| items.is_empty())
            .unwrap();
        let item = items.pop_front().unwrap();
        self.changed.notify_one();
        item
    }
}
