//! `never()` replaces the closed channel, so its branch is never ready again.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, never, select};

// ANCHOR: main
fn main() {
    let (counter_tx, mut counter) = bounded::<&str>(1);
    let (_phone_tx, phone) = bounded::<&str>(1); // open, but no message comes
    drop(counter_tx); // closes the counter's channel

    let mut iterations = 0;
    while iterations < 1000 {
        iterations += 1;
        select! {
            recv(counter) -> order => match order {
                Ok(order) => println!("counter: {order}"),
                Err(_) => counter = never(), // switches the branch off
            },
            recv(phone) -> order => println!("phone: {order:?}"),
            default => {
                println!("no branch is ready");
                break;
            }
        }
    }
    println!("iterations: {iterations}");
}
// ANCHOR_END: main
