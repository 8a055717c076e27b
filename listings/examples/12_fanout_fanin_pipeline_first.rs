//! One of three workers sends an error. The consumer leaves at this error, and all stages end.
extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::iter;
use std::thread;

// ANCHOR: main
fn main() {
    let (read, lines) = bounded(0);
    let (parsed, numbers) = bounded(0);
    let mut stages = vec![thread::spawn(move || {
        let endless = ["1", "2", "x"].into_iter().chain(iter::repeat("4"));
        for line in endless {
            if read.send(line).is_err() {
                return; // all three workers are gone
            }
        }
    })];
    for _ in 0..3 {
        let (lines, parsed) = (lines.clone(), parsed.clone());
        stages.push(thread::spawn(move || {
            for line in lines {
                let number = line
                    .parse::<u64>()
                    .map_err(|error| format!("{line}: {error}"));
                if parsed.send(number).is_err() {
                    return;
                }
            }
        }));
    }
    drop((lines, parsed));

    let sum: Result<u64, String> = numbers.into_iter().sum(); // stops at the first `Err`
    println!("{sum:?}");
    let count = stages.len();
    stages.into_iter().for_each(|stage| stage.join().unwrap());
    println!("{count} stages joined");
}
// ANCHOR_END: main
