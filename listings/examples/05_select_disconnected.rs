//! A closed channel's arm is ready at every turn: the loop spins instead of waiting.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, select};

// ANCHOR: main
fn main() {
    let (counter_tx, counter) = bounded::<&str>(1);
    let (_phone_tx, phone) = bounded::<&str>(1); // open, but silent
    drop(counter_tx); // the counter closes

    let mut turns = 0;
    while turns < 1000 {
        turns += 1;
        select! {
            recv(counter) -> order => {
                if let Ok(order) = order {
                    println!("counter: {order}");
                }
            }
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
