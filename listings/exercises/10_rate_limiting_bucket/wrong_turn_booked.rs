// Fails: who_gives_up_takes_no_token
// `take` books its token before it waits. If the caller gives up, the token is lost for the others.
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

    pub fn try_take(&self) -> bool {
        let mut booked = self.booked.lock().unwrap();
        let now = Instant::now();
        let next = now.max(*booked) + self.period;
        let is_there = next <= now + self.burst;
        if is_there {
            *booked = next;
        }
        is_there
    }

    fn book(&self) -> Instant {
        let mut booked = self.booked.lock().unwrap();
        *booked = Instant::now().max(*booked) + self.period;
        *booked - self.burst
    }

    pub async fn take(&self) {
        let turn = self.book();
        sleep_until(turn).await;
    }
}
