//! The lines to know by heart, for threads: `never()` switches a branch off.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, never, select};

fn main() {
    let (tx, mut orders) = bounded(2);
    let (stop_tx, stop) = bounded::<()>(0);
    let mut stop_tx = Some(stop_tx);
    for order in 1..=2 {
        tx.send(order).unwrap();
    }
    drop(tx);

    // ANCHOR: cheat
    loop {
        select! {
            recv(orders) -> order => match order {
                Ok(order) => println!("order {order}"),
                Err(_) => {
                    println!("closed");
                    orders = never(); // switches the branch off
                    drop(stop_tx.take()); // a closed channel means stop
                }
            },
            recv(stop) -> _ => break,
        }
    }
    println!("stopped");
    // ANCHOR_END: cheat
}
