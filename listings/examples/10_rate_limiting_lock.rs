//! Broken: the lock is held while one customer waits, so all customers wait.

extern crate tokio;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

const BURST: u32 = 3;
const PERIOD: Duration = Duration::from_millis(100);

// ANCHOR: main
#[derive(Default)]
struct Limits {
    booked: HashMap<&'static str, Instant>, // by customer
}

impl Limits {
    /// Grants a turn, now or later, and returns its instant.
    fn reserve(&mut self, customer: &'static str, now: Instant) -> Instant {
        let booked = self.booked.entry(customer).or_insert(now);
        *booked = now.max(*booked) + PERIOD;
        now + (*booked - now).saturating_sub(PERIOD * BURST)
    }
}

async fn wait(limits: &Mutex<Limits>, customer: &'static str) {
    let mut limits = limits.lock().await;
    let turn = limits.reserve(customer, Instant::now());
    sleep_until(turn).await; // the guard is still alive
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let limits = Arc::new(Mutex::new(Limits::default()));
    let mut requests = JoinSet::new();
    for customer in ["ann"; 10].into_iter().chain(["bob"; 2]) {
        let limits = limits.clone();
        requests.spawn(async move {
            wait(&limits, customer).await;
            (customer, open.elapsed())
        });
    }
    let granted = requests.join_all().await;
    for customer in ["ann", "bob"] {
        let last = granted.iter().rfind(|(name, _)| *name == customer);
        println!("{customer}: the last granted after {:?}", last.unwrap().1);
    }
}
// ANCHOR_END: main
