//! `notify_one` leaves a permit where nobody waits; `notify_waiters` reaches those who are there.

extern crate tokio;

use std::time::Duration;
use tokio::{sync::Notify, time::timeout};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let bell = Notify::new();
    let hour = Duration::from_secs(3600);

    bell.notify_one(); // nobody waits: one permit is kept
    bell.notify_one(); // and never a second
    for ring in ["first", "second"] {
        let heard = timeout(hour, bell.notified()).await.is_ok();
        println!("notify_one, {ring} wait: {heard}");
    }

    bell.notify_waiters(); // nobody waits: nothing is kept
    let heard = timeout(hour, bell.notified()).await.is_ok();
    println!("notify_waiters, too early: {heard}");

    let waiter = bell.notified(); // waits from here on, not from `await`
    bell.notify_waiters();
    let heard = timeout(hour, waiter).await.is_ok();
    println!("notify_waiters, waiter made before: {heard}");
}
// ANCHOR_END: main
