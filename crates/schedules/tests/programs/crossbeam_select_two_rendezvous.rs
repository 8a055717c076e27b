//! A `select!` offers a message at two channels without capacity, and only one receiver gets it: the other one sees that the senders are gone.
//! Ends: finished "left: true, right: false\n" | finished "left: false, right: true\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, select};
use std::thread;

fn main() {
    let (left_tx, left_rx) = bounded(0);
    let (right_tx, right_rx) = bounded(0);
    let left = thread::spawn(move || left_rx.recv().is_ok());
    let right = thread::spawn(move || right_rx.recv().is_ok());
    select! {
        send(left_tx, 1) -> result => result.unwrap(),
        send(right_tx, 1) -> result => result.unwrap(),
    }
    drop((left_tx, right_tx));
    println!("left: {}, right: {}", left.join().unwrap(), right.join().unwrap());
}
