//! Refused: a clean-up in `Drop` cannot await.

extern crate tokio;

use std::time::Duration;

// ANCHOR: main
struct Dough;

impl Drop for Dough {
    fn drop(&mut self) {
        tokio::time::sleep(Duration::from_secs(300)).await; // put on ice
    }
}

#[tokio::main]
async fn main() {
    let _dough = Dough;
}
// ANCHOR_END: main
