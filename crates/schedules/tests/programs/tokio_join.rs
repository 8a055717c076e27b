//! `join!` runs its futures on one task, so only awaits let the other one go on.
// Ends: finished "2\n".
use std::cell::Cell;

async fn add(sum: &Cell<u32>) {
    sum.set(sum.get() + 1);
    tokio::task::yield_now().await;
}

#[tokio::main]
async fn main() {
    let sum = Cell::new(0);
    tokio::join!(add(&sum), add(&sum));
    println!("{}", sum.get());
}
