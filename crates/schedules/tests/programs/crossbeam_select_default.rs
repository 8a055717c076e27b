//! A worker sends, and `select!` looks once.
//! Ends: finished "7\n" | finished "nothing yet\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, select};
use std::thread;

fn main() {
    let (tx, rx) = bounded(1);
    let worker = thread::spawn(move || tx.send(7).unwrap());
    select! {
        recv(rx) -> number => println!("{}", number.unwrap()),
        default => println!("nothing yet"),
    }
    worker.join().unwrap();
}
