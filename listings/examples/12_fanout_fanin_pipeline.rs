//! A pipeline: one stage generates numbers, three workers square them, a merge restores the order.

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
                numbers.send((place, number)).unwrap(); // the tag is the place
            }
        }); // `numbers` is dropped, so the workers' loops end

        for _ in 0..3 {
            let (to_square, squared) = (to_square.clone(), squared.clone());
            scope.spawn(move || {
                for (place, number) in to_square {
                    squared.send((place, number * number)).unwrap();
                }
            }); // with the last clone of `squared`, the channel closes, and the merge ends
        }
        drop((to_square, squared)); // otherwise main would keep both channels open

        let mut early = BTreeMap::new(); // waits for its turn
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
    }); // here the scope joins all four threads
}
// ANCHOR_END: main
