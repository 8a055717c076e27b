//! Both ends of a channel without capacity wait for a limited time. Either both succeed, or neither does.
//! Ends: finished "true\n" | finished "false\n".
extern crate crossbeam_channel;
use crossbeam_channel::bounded;
use std::thread;
use std::time::Duration;

const LIMIT: Duration = Duration::from_millis(5);

fn main() {
    let (tx, rx) = bounded(0);
    let receiver = thread::spawn(move || {
        let received = rx.recv_timeout(LIMIT).is_ok();
        (received, rx)
    });
    let sent = tx.send_timeout(1, LIMIT).is_ok();
    let (received, _rx) = receiver.join().unwrap();
    assert_eq!(sent, received);
    println!("{sent}");
}
