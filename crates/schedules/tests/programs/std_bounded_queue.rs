//! A queue with room for one item, of a lock and two condition variables.
//! Ends: finished "[0, 1, 2]\n".
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Queue {
    items: Mutex<VecDeque<u32>>,
    not_empty: Condvar,
    not_full: Condvar,
}

impl Queue {
    fn put(&self, item: u32) {
        let items = self.items.lock().unwrap();
        let mut items = self.not_full.wait_while(items, |items| items.len() == 1).unwrap();
        items.push_back(item);
        self.not_empty.notify_one();
    }

    fn take(&self) -> u32 {
        let items = self.items.lock().unwrap();
        let mut items = self.not_empty.wait_while(items, |items| items.is_empty()).unwrap();
        self.not_full.notify_one();
        items.pop_front().unwrap()
    }
}

fn main() {
    let queue = Arc::new(Queue::default());
    let producer = {
        let queue = queue.clone();
        thread::spawn(move || (0..3).for_each(|item| queue.put(item)))
    };
    let items: Vec<u32> = (0..3).map(|_| queue.take()).collect();
    producer.join().unwrap();
    println!("{items:?}");
}
