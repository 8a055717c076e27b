//! The desk waits for the event itself, with a time limit in case the event never comes.

extern crate tokio;

use std::time::Duration;
use tokio::sync::oneshot;
use tokio::{
    join,
    time::{sleep, timeout},
};

// ANCHOR: main
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for baking in [39 * MINUTE, 41 * MINUTE] {
        let (baked_tx, baked) = oneshot::channel();
        let oven = async {
            sleep(baking).await;
            baked_tx.send(6).unwrap();
        };
        let desk = async {
            let loaves = timeout(90 * MINUTE, baked).await;
            println!("loaves: {loaves:?}");
        };
        join!(oven, desk);
    }
}
// ANCHOR_END: main
