//! One limiter for each customer. It is removed when it is in the same state as a new one.

extern crate tokio;

use std::collections::HashMap;
use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
const BURST: u32 = 3;
const PERIOD: Duration = Duration::from_millis(100);

#[derive(Default)]
struct Limits {
    booked: HashMap<String, Instant>, // by customer
}

impl Limits {
    fn ask(&mut self, customer: &str, now: Instant) -> Result<(), Duration> {
        let old = self.booked.get(customer).copied().unwrap_or(now);
        let booked = old.max(now) + PERIOD;
        let limit = now + PERIOD * BURST;
        if booked > limit {
            return Err(booked - limit);
        }
        self.booked.insert(customer.to_owned(), booked);
        Ok(())
    }

    fn forget(&mut self, now: Instant) {
        self.booked.retain(|_, booked| *booked > now);
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut limits = Limits::default();
    for customer in ["ann"; 5].iter().chain(&["bob"; 2]) {
        match limits.ask(customer, Instant::now()) {
            Ok(()) => println!("{customer} served"),
            Err(wait) => println!("{customer} rejected, retry after {wait:?}"),
        }
    }
    println!("{} kept", limits.booked.len());
    sleep(PERIOD * BURST).await;
    limits.forget(Instant::now());
    println!("{} kept", limits.booked.len());
}
// ANCHOR_END: main
