// Fails: a_refusal_stops_all_calls, a_pause_reaches_those_who_wait, a_shorter_pause_changes_nothing, the_last_refusal_counts_too
// Each call sleeps through its own pause alone, so the other calls go on and are refused one after the other.
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

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

    fn book(&self) -> Instant {
        let mut next = self.next.lock().unwrap();
        let turn = next.max(Instant::now());
        *next = turn + self.period;
        turn
    }

    pub async fn call<T, W>(&self, request: impl Fn() -> W) -> Option<T>
    where
        W: Future<Output = Result<T, Duration>>,
    {
        for attempt in 1..=self.attempts {
            let turn = self.book();
            sleep_until(turn).await;
            match request().await {
                Ok(answer) => return Some(answer),
                Err(pause) if attempt < self.attempts => sleep(pause).await,
                Err(_) => {}
            }
        }
        None
    }
}
