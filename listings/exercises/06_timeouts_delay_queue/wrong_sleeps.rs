// Fails: a_later_push_may_be_due_earlier, several_may_wait
// While `pop` sleeps until the first item is due, it does not notice a push of an item that is due earlier.
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

pub struct DelayQueue<T> {
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

    pub fn push(&self, item: T, delay: Duration) {
        let due = Instant::now() + delay;
        let mut items = self.items.lock().unwrap();
        let place = items.partition_point(|(other, _)| *other <= due);
        items.insert(place, (due, item));
        self.pushed.notify_waiters();
    }

    pub async fn pop(&self) -> T {
        loop {
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
                Some(due) => sleep_until(due).await,
            }
        }
    }
}
