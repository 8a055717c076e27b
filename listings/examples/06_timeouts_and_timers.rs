//! A clock that ticks, a timeout that does not fire, and one that does, all in virtual time.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, interval, sleep, timeout};

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let say = move |what: &str| {
        println!("{:3} min: {what}", open.elapsed().as_secs() / 60);
    };

    let clock = tokio::spawn(async move {
        let mut ticker = interval(20 * MINUTE);
        ticker.tick().await; // the first tick comes at once
        loop {
            ticker.tick().await;
            say("tick");
        }
    });

    for (what, baking) in [("bread", 45 * MINUTE), ("cakes", 90 * MINUTE)] {
        match timeout(60 * MINUTE, sleep(baking)).await {
            Ok(()) => say(&format!("{what} in time")),
            Err(_) => say(&format!("{what} given up")),
        }
    }
    clock.abort();
}
// ANCHOR_END: main
