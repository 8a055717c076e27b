//! An unbounded channel of crossbeam drops its messages with its last receiver, and with them the sender of the reply.
//! Ends: finished "Err(RecvError)\n".
extern crate crossbeam_channel;
use crossbeam_channel::{Sender, bounded, unbounded};
use std::thread;

fn main() {
    let (ask, asked) = unbounded::<Sender<u32>>();
    let (reply, replies) = bounded(1);
    ask.send(reply).unwrap();
    thread::spawn(move || drop(asked)).join().unwrap();
    println!("{:?}", replies.recv());
    drop(ask);
}
