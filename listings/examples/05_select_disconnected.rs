//! The branch of a closed channel is ready in every iteration, so the loop never waits.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, select};

// ANCHOR: main
fn main() {
    let (counter_tx, counter) = bounded::<&str>(1);
    let (_phone_tx, phone) = bounded::<&str>(1); // open, but no message comes
    drop(counter_tx); // closes the counter's channel

    let mut iterations = 0;
    while iterations < 1000 {
        iterations += 1;
        select! {
            recv(counter) -> order => {
                if let Ok(order) = order {
                    println!("counter: {order}");
                }
            }
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
