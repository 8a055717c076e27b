//! Fixed: one channel carries both kinds of results, and main drains it.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (checked, results) = bounded(1);
    thread::spawn(move || {
        for line in ["2", "x", "y", "3"] {
            let square = line.parse::<u64>().map(|number| number * number);
            checked.send(square.map_err(|_| line)).unwrap();
        }
    });

    for result in results {
        match result {
            Ok(square) => println!("square {square}"),
            Err(line) => println!("rejected {line}"),
        }
    }
}
// ANCHOR_END: main
