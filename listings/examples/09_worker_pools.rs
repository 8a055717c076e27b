//! Three bakers share a queue of nine orders. The prices keep the order of the orders, and a counter shows how many work at once.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

// ANCHOR: main
const BAKERS: usize = 3;

fn main() {
    let orders = [5, 3, 8, 1, 9, 2, 7, 4, 6]; // loaves
    let (at_work, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let meeting = Barrier::new(3);
    let bake = |loaves: usize| {
        // Relaxed is enough: these are only counts, read after the scope has ended.
        most.fetch_max(at_work.fetch_add(1, Relaxed) + 1, Relaxed);
        meeting.wait(); // no job ends before three are at work
        at_work.fetch_sub(1, Relaxed);
        10 * loaves
    };

    let (to_bakers, jobs) = bounded(1);
    let (to_desk, results) = bounded(1);
    let mut prices = [0; 9];
    thread::scope(|pool| {
        for _ in 0..BAKERS {
            let (jobs, to_desk) = (jobs.clone(), to_desk.clone());
            pool.spawn(move || {
                for (index, loaves) in jobs {
                    to_desk.send((index, bake(loaves))).unwrap();
                }
            });
        }
        drop(to_desk); // only the bakers' clones are left: the last one closes

        // In its own thread, because this one has to read the results.
        pool.spawn(move || {
            for job in orders.into_iter().enumerate() {
                to_bakers.send(job).unwrap();
            }
        });
        for (index, price) in results {
            prices[index] = price; // in any order
        }
    });
    println!("loaves: {orders:?}");
    println!("prices: {prices:?}");
    println!("most at work at once: {}", most.into_inner());
}
// ANCHOR_END: main
