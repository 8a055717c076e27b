//! The worker catches the panic of a job, reports it as the result of this order, and continues with the next.

extern crate crossbeam_channel;

use crossbeam_channel::unbounded;
use std::panic::catch_unwind;
use std::thread;

// ANCHOR: main
fn bake(order: &str) -> String {
    assert!(order != "burnt", "the oven is on fire");
    format!("{order} baked")
}

fn main() {
    let (tx, jobs) = unbounded();
    let (to_desk, results) = unbounded();
    let orders = ["burnt", "burnt", "bread", "cakes", "rolls"];
    for job in orders.into_iter().enumerate() {
        tx.send(job).unwrap();
    }
    for _ in 0..2 {
        let (jobs, to_desk) = (jobs.clone(), to_desk.clone());
        thread::spawn(move || {
            for (index, order) in jobs {
                let result = catch_unwind(|| bake(order));
                to_desk.send((index, result.ok())).unwrap();
            }
        });
    }
    drop((tx, to_desk));

    let mut done: Vec<_> = results.iter().collect();
    done.sort();
    for (index, result) in done {
        println!("{index}: {}", result.as_deref().unwrap_or("failed"));
    }
}
// ANCHOR_END: main
