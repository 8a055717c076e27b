//! A closed channel is replaced by `never()`: its arm is never ready again.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, never, select};

// ANCHOR: main
fn main() {
    let (counter_tx, mut counter) = bounded::<&str>(1);
    let (_phone_tx, phone) = bounded::<&str>(1); // open, but silent
    drop(counter_tx); // the counter closes

    let mut turns = 0;
    while turns < 1000 {
        turns += 1;
        select! {
            recv(counter) -> order => match order {
                Ok(order) => println!("counter: {order}"),
                Err(_) => counter = never(), // switches the arm off
            },
            recv(phone) -> order => println!("phone: {order:?}"),
            default => {
                println!("no arm is ready");
                break;
            }
        }
    }
    println!("turns: {turns}");
}
// ANCHOR_END: main
