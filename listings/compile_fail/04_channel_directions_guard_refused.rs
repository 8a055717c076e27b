//! The same reader as a spawned task: its guard must not move to another thread.

extern crate tokio;

use tokio::{sync::watch, task::yield_now};

async fn heat_to(_celsius: i32) {
    yield_now().await;
}

#[tokio::main]
async fn main() {
    let (_target, current) = watch::channel(20);
    // ANCHOR: main
    tokio::spawn(async move {
        let celsius = current.borrow();
        heat_to(*celsius).await;
    });
    // ANCHOR_END: main
}
