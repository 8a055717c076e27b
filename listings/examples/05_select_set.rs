//! `Select` waits for a set of channels that is known only at run time; closed ones leave the set.

extern crate crossbeam_channel;

use crossbeam_channel::{Select, bounded};
use std::thread;

// ANCHOR: main
fn main() {
    let sensors: Vec<_> = (0..4)
        .map(|sensor| {
            let (tx, rx) = bounded(0);
            thread::spawn(move || {
                (0..3).for_each(|n| tx.send(10 * sensor + n).unwrap());
            });
            rx
        })
        .collect();

    let mut set = Select::new();
    for sensor in &sensors {
        set.recv(sensor); // the operations get the indexes 0, 1, ...
    }

    let (mut readings, mut open) = (Vec::new(), sensors.len());
    while open > 0 {
        let ready = set.select();
        let sensor = ready.index();
        match ready.recv(&sensors[sensor]) {
            Ok(reading) => readings.push(reading),
            Err(_) => {
                set.remove(sensor); // otherwise it stays ready forever
                open -= 1;
            }
        }
    }
    readings.sort(); // the order of arrival is not determined
    println!("{readings:?}");
}
// ANCHOR_END: main
