//! Broken: main reads all squares first, so the stage waits forever for a free slot for a reject.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (squared, squares) = bounded(1);
    let (rejected, rejects) = bounded(1);
    thread::spawn(move || {
        for line in ["2", "x", "y", "3"] {
            match line.parse::<u64>() {
                Ok(number) => squared.send(number * number).unwrap(),
                Err(_) => rejected.send(line).unwrap(),
            }
        }
    });

    for square in squares {
        println!("square {square}");
    }
    for line in rejects {
        println!("rejected {line}");
    }
}
// ANCHOR_END: main
