//! `try_send` to a channel without capacity succeeds only if the receiver already waits.
//! Ends: finished "sent\n" | finished "nobody waits\n".
extern crate crossbeam_channel;
use crossbeam_channel::{TrySendError, bounded};
use std::thread;

fn main() {
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || rx.recv().is_ok());
    let sent = match tx.try_send(1) {
        Ok(()) => true,
        Err(TrySendError::Full(_)) => false,
        Err(TrySendError::Disconnected(_)) => unreachable!(),
    };
    drop(tx);
    assert_eq!(receiver.join().unwrap(), sent);
    println!("{}", if sent { "sent" } else { "nobody waits" });
}
