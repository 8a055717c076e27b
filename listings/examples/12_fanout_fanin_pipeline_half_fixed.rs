//! Fixed: the stage returns a `Result`, and the sum is used only if the stage returned `Ok`.

extern crate crossbeam_channel;

use crossbeam_channel::bounded;
use std::thread;

// ANCHOR: main
fn main() {
    let (read, lines) = bounded(0);
    let (parsed, numbers) = bounded(0);
    let source = thread::spawn(move || {
        let mut lines = ["1", "2", "x", "4"].into_iter();
        lines.find(|line| read.send(*line).is_err()) // the line that came back
    });
    let parse = thread::spawn(move || {
        for line in lines {
            let number: u64 = line.parse().map_err(|error| format!("{line}: {error}"))?;
            if parsed.send(number).is_err() {
                break; // the consumer is gone, which is no error of this stage
            }
        }
        Ok::<(), String>(())
    });

    let sum: u64 = numbers.iter().sum();
    match parse.join().unwrap() {
        Ok(()) => println!("sum {sum}"),
        Err(error) => println!("no sum: {error}"),
    }
    println!("source: {:?} came back", source.join().unwrap());
}
// ANCHOR_END: main
