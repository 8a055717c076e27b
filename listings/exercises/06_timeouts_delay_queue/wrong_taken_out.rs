// Fails: a_later_push_may_be_due_earlier, a_dropped_pop_loses_nothing, another_one_gets_it
// `pop` removes the first item before this item is due. If `pop` is dropped while it sleeps, the item is dropped too.
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
        self.pushed.notify_one();
    }

    pub async fn pop(&self) -> T {
        loop {
            let first = self.items.lock().unwrap().pop_front();
            match first {
                None => self.pushed.notified().await,
                Some((due, item)) => {
                    sleep_until(due).await;
                    return item;
                }
            }
        }
    }
}
