//! If two branches are ready, `select!` chooses at random and `select_biased!` takes the first.

extern crate crossbeam_channel;

use crossbeam_channel::{select, select_biased, unbounded};

// ANCHOR: main
fn main() {
    let (counter_tx, counter) = unbounded();
    let (phone_tx, phone) = unbounded();
    for order in 0..1000 {
        counter_tx.send(order).unwrap();
        phone_tx.send(order).unwrap();
    }

    let mut taken = [0, 0];
    for _ in 0..500 {
        select! {
            recv(counter) -> _ => taken[0] += 1,
            recv(phone) -> _ => taken[1] += 1,
        }
    }
    println!("each was chosen: {}", taken.iter().all(|&n| n > 0));

    let mut taken = [0, 0];
    for _ in 0..500 {
        select_biased! {
            recv(counter) -> _ => taken[0] += 1,
            recv(phone) -> _ => taken[1] += 1,
        }
    }
    println!("biased: {taken:?}");
}
// ANCHOR_END: main
