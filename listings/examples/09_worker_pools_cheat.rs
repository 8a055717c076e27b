//! The lines to know by heart, for threads: a queue, three workers, results with an index.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

fn main() {
    let orders = [5, 3, 8, 1];
    let bake = |loaves: u32| 10 * loaves;

    // ANCHOR: cheat
    let (tx, jobs) = bounded(3);
    let (to_desk, results) = bounded(3);
    let mut prices = [0; 4];
    thread::scope(|pool| {
        for _ in 0..3 {
            let (jobs, to_desk) = (jobs.clone(), to_desk.clone());
            pool.spawn(move || {
                for (index, order) in jobs {
                    to_desk.send((index, bake(order))).unwrap();
                }
            });
        }
        drop(to_desk); // otherwise the results never end
        pool.spawn(move || {
            for job in orders.into_iter().enumerate() {
                tx.send(job).unwrap();
            }
        });
        for (index, price) in results {
            prices[index] = price;
        }
    });
    println!("prices: {prices:?}");
    // ANCHOR_END: cheat
}
