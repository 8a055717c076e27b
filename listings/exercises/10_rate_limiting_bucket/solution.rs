use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Bucket {
    burst: Duration,
    period: Duration,
    /// Each taken token books one period. The bucket is full when this instant has passed.
    booked: Mutex<Instant>,
    /// Whoever holds this lock is the first in the line of those who wait.
    line: tokio::sync::Mutex<()>,
}

impl Bucket {
    pub fn new(capacity: u32, period: Duration) -> Self {
        Bucket {
            burst: capacity * period,
            period,
            booked: Mutex::new(Instant::now()),
            line: tokio::sync::Mutex::new(()),
        }
    }

    /// Takes a token, or says when the next one comes.
    fn ask(&self) -> Result<(), Instant> {
        let mut booked = self.booked.lock().unwrap();
        let now = Instant::now();
        let next = now.max(*booked) + self.period;
        if next > now + self.burst {
            return Err(next - self.burst);
        }
        *booked = next;
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
