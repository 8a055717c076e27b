//! A pipeline: one stage generates numbers, three workers square them, and their results are merged in order.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::collections::BTreeMap;
use std::thread;

// ANCHOR: main
fn main() {
    let (numbers, to_square) = bounded(1);
    let (squared, merged) = bounded(1);
    thread::scope(|scope| {
        scope.spawn(move || {
            for (place, number) in (1..=9).enumerate() {
                numbers.send((place, number)).unwrap(); // tagged with its place
            }
        }); // `numbers` is dropped: the workers' loops end

        for _ in 0..3 {
            let (to_square, squared) = (to_square.clone(), squared.clone());
            scope.spawn(move || {
                for (place, number) in to_square {
                    squared.send((place, number * number)).unwrap();
                }
            }); // the last clone of `squared` is dropped: the merge ends
        }
        drop((to_square, squared)); // what main keeps open never closes

        let mut early = BTreeMap::new(); // came before its turn
        let (mut next, mut sum) = (0, 0);
        for (place, square) in merged {
            early.insert(place, square);
            while let Some(square) = early.remove(&next) {
                println!("{square}");
                sum += square;
                next += 1;
            }
        }
        println!("sum {sum}");
    }); // the scope has joined all four threads
}
// ANCHOR_END: main
