//! The receiver is dropped while the sender waits for room.
//! Ends: finished "sent 1\n" | finished "sent 0\n".
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(1);
    let sender = thread::spawn(move || {
        let mut sent = 0;
        while tx.send(sent).is_ok() {
            sent += 1;
        }
        sent
    });
    drop(rx);
    println!("sent {}", sender.join().unwrap());
}
