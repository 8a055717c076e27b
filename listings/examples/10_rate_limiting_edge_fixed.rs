//! A sliding window keeps the instants of its grants, so no span has more than the limit.

extern crate tokio;

use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

// ANCHOR: window
const LIMIT: usize = 3;
const SPAN: Duration = Duration::from_millis(300);

struct Window {
    grants: VecDeque<Instant>, // the grants of the last SPAN
}

impl Window {
    fn ask(&mut self, now: Instant) -> Result<(), Duration> {
        self.grants.retain(|grant| now - *grant < SPAN);
        if self.grants.len() == LIMIT {
            return Err(self.grants[0] + SPAN - now);
        }
        self.grants.push_back(now);
        Ok(())
    }
}
// ANCHOR_END: window

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let mut window = Window {
        grants: VecDeque::new(),
    };
    let mut times = Vec::new();
    for arrival in [0, 850] {
        sleep_until(open + Duration::from_millis(arrival)).await;
        for _ in 0..6 {
            while let Err(wait) = window.ask(Instant::now()) {
                sleep(wait).await;
            }
            times.push(open.elapsed().as_millis());
        }
    }
    println!("{times:?}");
    let within = |from| {
        times
            .iter()
            .filter(|t| (from..from + 300).contains(*t))
            .count()
    };
    let most = times.iter().map(|&from| within(from)).max().unwrap();
    println!("most within 300 ms: {most}");
}
