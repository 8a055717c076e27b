use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

pub struct DelayQueue<T> {
    /// In the order in which they are due.
    items: Mutex<VecDeque<(Instant, T)>>,
    pushed: Notify,
}

impl<T> DelayQueue<T> {
    pub fn new() -> Self {
        DelayQueue {
            items: Mutex::new(VecDeque::new()),
            pushed: Notify::new(),
        }
    }

    /// The item is due after this delay.
    pub fn push(&self, item: T, delay: Duration) {
        let due = Instant::now() + delay;
        let mut items = self.items.lock().unwrap();
        let place = items.partition_point(|(other, _)| *other <= due);
        items.insert(place, (due, item));
        self.pushed.notify_waiters();
    }

    /// Waits until an item is due, and removes it.
    pub async fn pop(&self) -> T {
        loop {
            // It is created before the look at the items, so it misses no push.
            let pushed = self.pushed.notified();
            let due = {
                let mut items = self.items.lock().unwrap();
                match items.front() {
                    Some((due, _)) if *due <= Instant::now() => {
                        return items.pop_front().unwrap().1;
                    }
                    first => first.map(|(due, _)| *due),
                }
            };
            match due {
                None => pushed.await,
                Some(due) => tokio::select! {
                    () = sleep_until(due) => {}
                    () = pushed => {}
                },
            }
        }
    }
}
