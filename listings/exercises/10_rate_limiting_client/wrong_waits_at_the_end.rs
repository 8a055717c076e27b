// Fails: attempts_are_limited
// After the last attempt, the call still waits for the end of the pause before it gives up.
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

    fn ask(&self) -> Result<(), Instant> {
        let mut next = self.next.lock().unwrap();
        let now = Instant::now();
        if *next > now {
            return Err(*next);
        }
        *next = now + self.period;
        Ok(())
    }

    fn pause(&self, pause: Duration) -> Instant {
        let mut next = self.next.lock().unwrap();
        *next = next.max(Instant::now() + pause);
        *next
    }

    pub async fn call<T, W>(&self, request: impl Fn() -> W) -> Option<T>
    where
        W: Future<Output = Result<T, Duration>>,
    {
        let mut attempts = 0;
        while attempts < self.attempts {
            while let Err(next) = self.ask() {
                sleep_until(next).await;
            }
            attempts += 1;
            match request().await {
                Ok(answer) => return Some(answer),
                Err(pause) => {
                    let end = self.pause(pause);
                    sleep_until(end).await;
                }
            }
        }
        None
    }
}
