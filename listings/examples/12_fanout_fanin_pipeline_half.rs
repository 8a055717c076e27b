//! Broken: a stage that fails closes its channel, and the consumer takes this for the normal end.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (read, lines) = bounded(0);
    let (parsed, numbers) = bounded(0);
    thread::spawn(move || {
        ["1", "2", "x", "4"]
            .into_iter()
            .try_for_each(|line| read.send(line))
    });
    thread::spawn(move || {
        for line in lines {
            let Ok(number) = line.parse::<u64>() else {
                return; // drops `parsed`
            };
            if parsed.send(number).is_err() {
                return;
            }
        }
    });

    println!("sum {}", numbers.iter().sum::<u64>());
}
// ANCHOR_END: main
