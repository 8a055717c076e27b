//! Does not compile: `drop` is not an async function, so it cannot await.

extern crate tokio;

use std::time::Duration;

// ANCHOR: main
struct Dough;

impl Drop for Dough {
    fn drop(&mut self) {
        tokio::time::sleep(Duration::from_secs(300)).await; // cool the dough
    }
}

#[tokio::main]
async fn main() {
    let _dough = Dough;
}
// ANCHOR_END: main
