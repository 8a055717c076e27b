//! The lines to know by heart: a token, a loop that it can stop, a deadline, a guard.

extern crate tokio;
extern crate tokio_util;

use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // ANCHOR: cheat
    // ANCHOR: sheet
    let shop = CancellationToken::new();
    let stop = shop.child_token(); // cancelled with shop
    // ANCHOR_END: sheet
    let mut oven = tokio::spawn(async move {
        loop {
            // ANCHOR: sheet
            tokio::select! {
                () = stop.cancelled() => break, // then clean up
                () = sleep(20 * MINUTE) => println!("bread"),
            }
            // ANCHOR_END: sheet
        }
    });
    // ANCHOR: sheet
    let guard = shop.drop_guard(); // cancels on drop
    let deadline = Instant::now() + 50 * MINUTE; // pass down
    // ANCHOR_END: sheet
    if timeout_at(deadline, &mut oven).await.is_err() {
        println!("time is over");
        drop(guard);
        oven.await.unwrap(); // it may still be running
    }
    println!("stopped");
    // ANCHOR_END: cheat
}
