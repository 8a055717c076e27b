// Fails: a_pause_reaches_those_who_wait
// A call books its turn and sleeps. It does not look again after its sleep, so a pause that came meanwhile does not reach it.
use std::sync::Mutex;
use std::time::Duration;
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

    fn book(&self) -> Instant {
        let mut next = self.next.lock().unwrap();
        let turn = next.max(Instant::now());
        *next = turn + self.period;
        turn
    }

    fn pause(&self, pause: Duration) {
        let mut next = self.next.lock().unwrap();
        *next = next.max(Instant::now() + pause);
    }

    pub async fn call<T, W>(&self, request: impl Fn() -> W) -> Option<T>
    where
        W: Future<Output = Result<T, Duration>>,
    {
        for _ in 0..self.attempts {
            let turn = self.book();
            if turn > Instant::now() {
                sleep_until(turn).await;
            }
            match request().await {
                Ok(answer) => return Some(answer),
                Err(pause) => self.pause(pause),
            }
        }
        None
    }
}
