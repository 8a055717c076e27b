//! Tokio's `recv` needs `&mut`, so two tasks cannot wait on one receiver at the same time.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main]
async fn main() {
    let (_tx, mut rx) = mpsc::channel::<u32>(1);

    let first = rx.recv();
    let second = rx.recv(); // while `first` may still wait
    tokio::join!(first, second);
}
// ANCHOR_END: main
