//! Ticks that were missed come at once.
// Ends: finished "0ms 100ms 200ms 300ms\n".
use std::time::Duration;
use tokio::time::{Instant, interval, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let mut ticks = interval(Duration::from_millis(100));
    let mut times = Vec::new();
    for round in 0..4 {
        let tick = ticks.tick().await;
        times.push(format!("{:?}", tick - start));
        if round == 0 {
            sleep(Duration::from_millis(250)).await;
        }
    }
    println!("{}", times.join(" ").replace("0ns", "0ms"));
}
