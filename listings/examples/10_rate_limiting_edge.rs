//! A fixed window starts again at zero, so twice the limit is granted around its edge.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

// ANCHOR: window
const LIMIT: u32 = 3;
const SPAN: Duration = Duration::from_millis(300);

struct Window {
    start: Instant,
    grants: u32,
}

impl Window {
    fn ask(&mut self, now: Instant) -> Result<(), Duration> {
        while now - self.start >= SPAN {
            self.start += SPAN;
            self.grants = 0;
        }
        if self.grants == LIMIT {
            return Err(self.start + SPAN - now);
        }
        self.grants += 1;
        Ok(())
    }
}
// ANCHOR_END: window

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let mut window = Window {
        start: open,
        grants: 0,
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
