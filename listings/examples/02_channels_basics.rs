//! A producer hands three orders over an unbuffered channel and closes it; the consumer drains it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

// ANCHOR: main
fn main() {
    static RETURNED: AtomicUsize = AtomicUsize::new(0); // sends that returned
    let (tx, rx) = mpsc::sync_channel(0); // capacity 0: a rendezvous

    let producer = thread::spawn(move || {
        for order in ["bread", "cakes", "pies"] {
            tx.send(order).expect("the consumer is there");
            // Relaxed is enough: this only counts.
            RETURNED.fetch_add(1, Ordering::Relaxed);
        }
    }); // `tx` is dropped here, and this closes the channel

    let mut taken = 0;
    for order in rx {
        taken += 1;
        // Relaxed is enough: the channel orders the two threads.
        let returned = RETURNED.load(Ordering::Relaxed);
        let ahead = returned.saturating_sub(taken);
        println!("took {order}, sends ahead: {ahead}");
    } // the loop ends when the channel is closed and empty

    producer.join().expect("the producer ended well");
    let returned = RETURNED.load(Ordering::Relaxed); // join orders it
    println!("closed: {taken} taken, {returned} sends returned");
}
// ANCHOR_END: main
