//! `try_iter`, `len` and `is_full` see the messages that are there at the moment.
//! Ends: finished "0 of 2\n" | finished "1 of 2\n" | finished "2 of 2\n".
extern crate crossbeam_channel;
use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let (tx, rx) = bounded(2);
    let sender = thread::spawn(move || {
        for number in 0..2 {
            tx.try_send(number).unwrap();
        }
        tx.is_full()
    });
    let early = rx.try_iter().count();
    let was_full = sender.join().unwrap();
    assert!(!was_full || early + rx.len() == 2);
    assert_eq!(early + rx.try_iter().count(), 2);
    println!("{early} of 2");
}
