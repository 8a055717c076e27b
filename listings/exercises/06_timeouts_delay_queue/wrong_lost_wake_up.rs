// Fails: no_push_is_missed, each_gets_an_item
// A push after `pop` has looked at the items and before it calls `notified` is missed, because nobody waits yet.
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
                None => self.pushed.notified().await,
                Some(due) => tokio::select! {
                    () = sleep_until(due) => {}
                    () = self.pushed.notified() => {}
                },
            }
        }
    }
}
