//! A channel without capacity: the send ends only after the message was received.
//! Ends: finished "got 1\nsent\n" | finished "sent\ngot 1\n".
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let sender = thread::spawn(move || {
        tx.send(1).unwrap();
        println!("sent");
    });
    let number = rx.recv().unwrap();
    println!("got {number}");
    sender.join().unwrap();
}
