//! A `select!` that sends meets a `select!` that receives, without a buffer.
//! Ends: finished "sent\ngot 5\n" | finished "got 5\nsent\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, never, select};
use std::thread;

fn main() {
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || {
        select! {
            recv(rx) -> number => println!("got {}", number.unwrap()),
            recv(never::<()>()) -> _ => unreachable!(),
        }
    });
    select! {
        send(tx, 5) -> result => {
            result.unwrap();
            println!("sent");
        }
        recv(never::<()>()) -> _ => unreachable!(),
    }
    receiver.join().unwrap();
}
