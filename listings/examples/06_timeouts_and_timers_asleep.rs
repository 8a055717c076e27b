//! The desk sleeps until the bread is probably baked; with a slower oven it is not.

extern crate tokio;

use std::cell::Cell;
use std::time::Duration;
use tokio::{join, time::sleep};

// ANCHOR: main
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for baking in [39 * MINUTE, 41 * MINUTE] {
        let loaves = Cell::new(0);
        let oven = async {
            sleep(baking).await;
            loaves.set(6);
        };
        let desk = async {
            sleep(40 * MINUTE).await; // by then it is probably baked
            println!("loaves: {}", loaves.get());
        };
        join!(oven, desk);
    }
}
// ANCHOR_END: main
