// Fails: who_waits_comes_first
// All callers sleep until the next token and then race for it. One who has just come may take it.
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

pub struct Bucket {
    burst: Duration,
    period: Duration,
    booked: Mutex<Instant>,
}

impl Bucket {
    pub fn new(capacity: u32, period: Duration) -> Self {
        Bucket {
            burst: capacity * period,
            period,
            booked: Mutex::new(Instant::now()),
        }
    }

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
        while let Err(next) = self.ask() {
            sleep_until(next).await;
        }
    }
}
