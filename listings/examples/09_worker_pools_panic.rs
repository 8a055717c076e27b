//! A job that panics ends its worker: after two bad orders, no worker is left for the other three.

extern crate crossbeam_channel;

use crossbeam_channel::unbounded;
use std::thread;

// ANCHOR: main
fn bake(order: &str) -> String {
    assert!(order != "burnt", "the oven is on fire");
    format!("{order} baked")
}

fn main() {
    let (tx, jobs) = unbounded();
    let (to_desk, results) = unbounded();
    for order in ["burnt", "burnt", "bread", "cakes", "rolls"] {
        tx.send(order).unwrap();
    }
    for _ in 0..2 {
        let (jobs, to_desk) = (jobs.clone(), to_desk.clone());
        thread::spawn(move || {
            for order in jobs {
                to_desk.send(bake(order)).unwrap();
            }
        });
    }
    drop((tx, to_desk));

    println!("done: {:?}", results.iter().collect::<Vec<_>>());
    println!("nobody takes: {:?}", jobs.iter().collect::<Vec<_>>());
}
// ANCHOR_END: main
