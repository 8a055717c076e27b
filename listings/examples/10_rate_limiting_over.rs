//! Twice as many requests as the limit allows: wait, reject, or shed the least valuable ones.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

const PERIOD: Duration = Duration::from_millis(100);

/// The instant up to which grants are booked.
struct Schedule(Instant);

impl Schedule {
    fn empty(now: Instant) -> Self {
        Schedule(now)
    }

    fn ask(&mut self, now: Instant, burst: u32) -> Result<(), Duration> {
        let booked = self.0.max(now) + PERIOD;
        let limit = now + PERIOD * burst;
        if booked > limit {
            return Err(booked - limit);
        }
        self.0 = booked;
        Ok(())
    }
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for policy in ["wait", "reject", "shed"] {
        let open = Instant::now();
        let mut schedule = Schedule::empty(open);
        let (mut served, mut longest) = ([0, 0], Duration::ZERO);
        for i in 0..20 {
            let arrival = open + PERIOD / 2 * i; // twice the rate limit
            sleep_until(arrival).await;
            let order = i % 2 == 1; // the other requests are adverts
            let burst = match policy {
                "shed" if !order => 2, // adverts leave one token for an order
                _ => 3,
            };
            let mut answer = schedule.ask(Instant::now(), burst);
            while let ("wait", Err(wait)) = (policy, answer) {
                sleep(wait).await;
                answer = schedule.ask(Instant::now(), burst);
            }
            if answer.is_ok() {
                served[usize::from(order)] += 1;
                longest = longest.max(arrival.elapsed());
            }
        }
        let [adverts, orders] = served;
        println!("{policy}: {orders} orders, {adverts} adverts, longest wait {longest:?}");
    }
}
// ANCHOR_END: main
