//! If nobody wants the result, `send` returns an `Err`, and the baker ends without a panic.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, unbounded};
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, jobs) = unbounded();
    let (to_desk, results) = bounded(0);
    (1..=9).for_each(|loaves| tx.send(loaves).unwrap());
    drop(tx);

    let bakers = [(); 2].map(|()| {
        let (jobs, to_desk) = (jobs.clone(), to_desk.clone());
        thread::spawn(move || {
            for loaves in jobs {
                if to_desk.send(10 * loaves).is_err() {
                    break; // nobody wants more results
                }
            }
        })
    });
    let taken = results.iter().take(3).count();
    drop(results); // while the bakers are at work

    let ends = bakers.map(|baker| baker.join().is_ok());
    println!("taken: {taken}, still queued: {}", jobs.len());
    println!("bakers who ended well: {ends:?}");
}
// ANCHOR_END: main
