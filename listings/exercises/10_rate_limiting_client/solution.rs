use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Client {
    period: Duration,
    attempts: u32,
    /// The earliest start of the next request, of whatever call.
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

    /// Takes the turn if it is there, or says when to ask again.
    fn ask(&self) -> Result<(), Instant> {
        let mut next = self.next.lock().unwrap();
        let now = Instant::now();
        if *next > now {
            return Err(*next);
        }
        *next = now + self.period;
        Ok(())
    }

    fn pause(&self, pause: Duration) {
        let mut next = self.next.lock().unwrap();
        *next = next.max(Instant::now() + pause); // never earlier than before
    }

    pub async fn call<T, W>(&self, request: impl Fn() -> W) -> Option<T>
    where
        W: Future<Output = Result<T, Duration>>,
    {
        for _ in 0..self.attempts {
            // The next start can be put off meanwhile, so ask again.
            while let Err(next) = self.ask() {
                sleep_until(next).await;
            }
            match request().await {
                Ok(answer) => return Some(answer),
                Err(pause) => self.pause(pause),
            }
        }
        None
    }
}
