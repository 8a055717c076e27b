//! A pool of threads shuts down without losing a job: close the queue, drain it, join the threads.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::sync::Barrier;
use std::thread;

// ANCHOR: main
fn main() {
    let (tx, jobs) = bounded::<u32>(9);
    // Four threads meet: three bakers and main.
    let (started, closed) = (Barrier::new(4), Barrier::new(4));

    let baked: usize = thread::scope(|pool| {
        let bakers = [(); 3].map(|()| {
            // A scoped thread borrows `jobs`, so no clone is needed.
            pool.spawn(|| {
                let in_hand = jobs.recv().is_ok();
                started.wait();
                closed.wait(); // the queue is closed, but the work continues
                usize::from(in_hand) + jobs.iter().count()
            })
        });
        (1..=9).for_each(|order| tx.send(order).unwrap());
        started.wait();
        println!("closing: 3 in hand, {} queued", jobs.len());
        drop(tx); // 1. close
        closed.wait();
        // 2. the bakers drain the queue  3. join them
        bakers.map(|baker| baker.join().unwrap()).iter().sum()
    });
    println!("baked: {baked} of 9");
}
// ANCHOR_END: main
