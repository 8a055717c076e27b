//! A bounded channel of crossbeam keeps its messages when the last receiver is dropped, until the senders are gone. So nobody drops the
//! sender of the reply in the message, and the client waits forever.
//! Ends: deadlock.
extern crate crossbeam_channel;
use crossbeam_channel::{Sender, bounded};
use std::thread;

fn main() {
    let (ask, asked) = bounded::<Sender<u32>>(1);
    let (reply, replies) = bounded(1);
    ask.send(reply).unwrap();
    thread::spawn(move || drop(asked)).join().unwrap();
    println!("{:?}", replies.recv());
    drop(ask);
}
