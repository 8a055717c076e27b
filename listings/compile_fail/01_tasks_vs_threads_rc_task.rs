//! A task may continue on another thread, so what it keeps across an `.await` must be `Send`.

extern crate tokio;

use std::rc::Rc;
use tokio::task::yield_now;

// ANCHOR: main
#[tokio::main]
async fn main() {
    let unit = tokio::spawn(async {
        let menu = Rc::new(vec!["bread", "cakes"]);
        yield_now().await; // may continue on another thread
        menu.len()
    });
    println!("{}", unit.await.unwrap());
}
// ANCHOR_END: main
