//! Main returns while a task waits: the runtime is dropped, and it drops the task at its `.await`.

extern crate tokio;

use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;

struct Till;

impl Drop for Till {
    fn drop(&mut self) {
        println!("till locked");
    }
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    tokio::spawn(async {
        let _till = Till; // its destructor prints "till locked"
        sleep(Duration::from_secs(3600)).await;
        println!("order saved");
    });

    yield_now().await; // the task runs until its .await
    println!("main returns");
}
// ANCHOR_END: main
