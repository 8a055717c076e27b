// Fails: requests_overlap, a_shorter_pause_changes_nothing, retries_keep_the_rate
// The lock is held until the answer is there, so a slow request holds up all the others.
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

pub struct Client {
    period: Duration,
    attempts: u32,
    next: Mutex<Instant>,
}

impl Client {
    pub fn new(period: Duration, attempts: u32) -> Self {
        Client {
            period,
            attempts,
            next: Mutex::new(Instant::now()),
        }
    }

    pub async fn call<T, W>(&self, request: impl Fn() -> W) -> Option<T>
    where
        W: Future<Output = Result<T, Duration>>,
    {
        for _ in 0..self.attempts {
            let mut next = self.next.lock().await;
            sleep_until(*next).await;
            *next = Instant::now() + self.period;
            match request().await {
                Ok(answer) => return Some(answer),
                Err(pause) => *next = next.max(Instant::now() + pause),
            }
        }
        None
    }
}
