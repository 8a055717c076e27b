//! `notify_one` stores a permit if no task waits. `notify_waiters` wakes only the waiters that exist already.

extern crate tokio;

use std::time::Duration;
use tokio::{sync::Notify, time::timeout};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let bell = Notify::new();
    let hour = Duration::from_secs(3600);

    bell.notify_one(); // no task waits: one permit is stored
    bell.notify_one(); // a second one is never stored
    for ring in ["first", "second"] {
        let heard = timeout(hour, bell.notified()).await.is_ok();
        println!("notify_one, {ring} wait: {heard}");
    }

    bell.notify_waiters(); // no task waits: nothing is stored
    let heard = timeout(hour, bell.notified()).await.is_ok();
    println!("notify_waiters, too early: {heard}");

    let waiter = bell.notified(); // `notify_waiters` counts it from here on
    bell.notify_waiters();
    let heard = timeout(hour, waiter).await.is_ok();
    println!("notify_waiters, waiter made before: {heard}");
}
// ANCHOR_END: main
