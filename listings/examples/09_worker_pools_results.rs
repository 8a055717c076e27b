//! main gives each baker a clone of the sender for results, but keeps its own sender. So the results never end.

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
    (1..=9).for_each(|loaves| tx.send(loaves).unwrap());
    drop(tx);

    let mut baked = 0;
    for _price in results {
        baked += 1;
        if baked == 9 {
            println!("baked: 9");
        }
    }
    println!("closed"); // never printed: `to_desk` is still here
    drop(to_desk);
}
// ANCHOR_END: main
