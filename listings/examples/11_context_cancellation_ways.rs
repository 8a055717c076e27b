//! Three ways to stop a task: drop its future, cancel a token, abort. Only a token lets it await.

extern crate tokio;
extern crate tokio_util;

use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: main
struct Oven(&'static str);

impl Drop for Oven {
    fn drop(&mut self) {
        println!("{}: oven off", self.0); // runs in all three cases, and cannot await
    }
}

async fn bake(how: &'static str) {
    let _oven = Oven(how);
    sleep(60 * MINUTE).await; // the drop and the abort happen here
    println!("{how}: baked");
}

async fn bake_until(stop: CancellationToken) {
    let _oven = Oven("asked");
    tokio::select! {
        () = sleep(60 * MINUTE) => println!("asked: baked"),
        () = stop.cancelled() => {
            sleep(5 * MINUTE).await; // the clean-up may await
            println!("asked: dough put on ice");
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let late = timeout(10 * MINUTE, bake("dropped")).await;
    println!("dropped: {late:?}");

    let stop = CancellationToken::new();
    let asked = tokio::spawn(bake_until(stop.clone()));
    sleep(10 * MINUTE).await;
    stop.cancel();
    println!("asked: {:?}", asked.await);

    let aborted = tokio::spawn(bake("aborted"));
    sleep(10 * MINUTE).await;
    aborted.abort();
    println!(
        "aborted: is_cancelled {}",
        aborted.await.unwrap_err().is_cancelled()
    );
}
// ANCHOR_END: main
