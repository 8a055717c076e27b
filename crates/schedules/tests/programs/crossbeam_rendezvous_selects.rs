//! Two threads offer and accept at the same two channels without capacity. Exactly one message goes through.
//! Ends: finished "to the left\n" | finished "to the right\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, select};
use std::thread;

fn main() {
    let (left_tx, left_rx) = bounded(0);
    let (right_tx, right_rx) = bounded(0);
    let (to_left, from_right) = (left_tx.clone(), right_rx.clone());
    let other = thread::spawn(move || {
        select! {
            send(to_left, 1) -> sent => sent.map(|()| 0).unwrap(),
            recv(from_right) -> number => number.unwrap(),
        }
    });
    let got = select! {
        send(right_tx, 2) -> sent => sent.map(|()| 0).unwrap(),
        recv(left_rx) -> number => number.unwrap(),
    };
    match (got, other.join().unwrap()) {
        (1, 0) => println!("to the left"),
        (0, 2) => println!("to the right"),
        other => panic!("{other:?}"),
    }
}
