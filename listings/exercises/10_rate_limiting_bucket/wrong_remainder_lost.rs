// Fails: often_asked_it_gives_as_much, half_a_period_counts, who_gives_up_takes_no_token, try_take_beside_take
// Each look sets `filled` to now, so the part of a period that had passed is lost. Asked often enough, the bucket never gets a token.
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

struct Tokens {
    count: u32,
    filled: Instant,
}

pub struct Bucket {
    capacity: u32,
    period: Duration,
    tokens: Mutex<Tokens>,
    line: tokio::sync::Mutex<()>,
}

impl Bucket {
    pub fn new(capacity: u32, period: Duration) -> Self {
        Bucket {
            capacity,
            period,
            tokens: Mutex::new(Tokens {
                count: capacity,
                filled: Instant::now(),
            }),
            line: tokio::sync::Mutex::new(()),
        }
    }

    fn ask(&self) -> Result<(), Instant> {
        let mut tokens = self.tokens.lock().unwrap();
        let now = Instant::now();
        let new = (now - tokens.filled).as_nanos() / self.period.as_nanos();
        tokens.count = self.capacity.min(tokens.count + new as u32);
        tokens.filled = now;
        if tokens.count == 0 {
            return Err(now + self.period);
        }
        tokens.count -= 1;
        Ok(())
    }

    pub fn try_take(&self) -> bool {
        self.ask().is_ok()
    }

    pub async fn take(&self) {
        let _first = self.line.lock().await;
        while let Err(next) = self.ask() {
            sleep_until(next).await;
        }
    }
}
