//! Only the bakers have senders for results, so the channel closes when the last baker ends.

extern crate crossbeam_channel;

use crossbeam_channel::unbounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, jobs) = unbounded();
    let (to_desk, results) = unbounded();
    for _ in 0..2 {
        let (jobs, to_desk) = (jobs.clone(), to_desk.clone());
        thread::spawn(move || {
            for loaves in jobs {
                to_desk.send(10 * loaves).unwrap();
            }
        });
    }
    drop(to_desk); // before the loop, not after it
    (1..=9).for_each(|loaves| tx.send(loaves).unwrap());
    drop(tx);

    let baked = results.iter().count();
    println!("baked: {baked}");
    println!("closed");
}
// ANCHOR_END: main
