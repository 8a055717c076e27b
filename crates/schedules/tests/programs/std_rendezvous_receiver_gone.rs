//! The receiver is dropped while the sender waits for it: the sender gets its message back.
//! Ends: finished "back: 5\n".
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(0);
    let sender = thread::spawn(move || tx.send(5).unwrap_err().0);
    drop(rx);
    println!("back: {}", sender.join().unwrap());
}
