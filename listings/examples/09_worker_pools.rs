//! Three bakers share a queue of nine orders: prices in the order of the orders, the most at work at once counted.

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
    let meeting = Barrier::new(BAKERS);
    let bake = |loaves: usize| {
        // Relaxed: each counts alone, and is read after the scope's join.
        most.fetch_max(at_work.fetch_add(1, Relaxed) + 1, Relaxed);
        meeting.wait(); // nobody is done before three are at work
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
        drop(to_desk); // the bakers hold the others: the last one closes

        // Not here: this thread must read the results meanwhile.
        pool.spawn(move || {
            for job in orders.into_iter().enumerate() {
                to_bakers.send(job).unwrap();
            }
        });
        for (index, price) in results {
            prices[index] = price; // whoever is done first
        }
    });
    println!("loaves: {orders:?}");
    println!("prices: {prices:?}");
    println!("most at work at once: {}", most.into_inner());
}
// ANCHOR_END: main
