//! ockam#1947: two workers with full mailboxes send to each other.
// Ends: deadlock.
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (to_a, a_inbox) = sync_channel::<u32>(1);
    let (to_b, b_inbox) = sync_channel::<u32>(1);
    let a = thread::Builder::new().name("A".into()).spawn(move || {
        for n in 0..2 {
            to_b.send(n).unwrap();
        }
        drop(to_b);
        a_inbox.iter().sum::<u32>()
    }).unwrap();
    let b = thread::Builder::new().name("B".into()).spawn(move || {
        for n in 0..2 {
            to_a.send(n).unwrap();
        }
        drop(to_a);
        let sum = b_inbox.iter().sum::<u32>();
        sum
    }).unwrap();
    println!("{} {}", a.join().unwrap(), b.join().unwrap());
}
