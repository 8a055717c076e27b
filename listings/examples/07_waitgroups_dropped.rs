//! A `JoinSet` that goes out of scope aborts its tasks.

extern crate tokio;

use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};

// ANCHOR: main
async fn bake_all() {
    let mut bakers = JoinSet::new();
    for what in ["bread", "cakes"] {
        bakers.spawn(async move {
            println!("{what}: in the oven");
            sleep(Duration::from_secs(3600)).await;
            println!("{what}: done");
        });
    }
    tokio::task::yield_now().await; // now the bakers begin
} // `bakers` is dropped here, which aborts both tasks

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    bake_all().await;
    sleep(Duration::from_secs(2 * 3600)).await;
    println!("the shop opens");
}
// ANCHOR_END: main
