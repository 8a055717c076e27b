//! The time limit of a `select!` may pass before the answer comes.
//! Ends: finished "answer 1\n" | finished "too late\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, select};
use std::thread;
use std::time::Duration;

fn main() {
    let (tx, rx) = bounded(1);
    thread::spawn(move || {
        let _ = tx.send(1);
    });
    select! {
        recv(rx) -> answer => { println!("answer {}", answer.unwrap()); }
        default(Duration::from_millis(10)) => println!("too late"),
    }
}
