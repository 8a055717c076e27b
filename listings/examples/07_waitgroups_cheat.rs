//! The lines to know by heart, for tasks: spawn into a set and receive each result as its task ends.

extern crate tokio;

use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // ANCHOR: cheat
    // ANCHOR: sheet
    let mut units = JoinSet::new();
    for n in 1..=3 {
        units.spawn(async move { n });
    }
    let mut total = 0;
    while let Some(unit) = units.join_next().await {
        total += unit.expect("no panic, no abort");
    }
    // ANCHOR_END: sheet
    println!("total {total}");
    // ANCHOR_END: cheat
}
