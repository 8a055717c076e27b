//! `Select` waits on a set of channels that is known only at run time; ended ones leave the set.

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
        set.recv(sensor); // its index in the set: 0, 1, ...
    }

    let (mut readings, mut open) = (Vec::new(), sensors.len());
    while open > 0 {
        let ready = set.select();
        let sensor = ready.index();
        match ready.recv(&sensors[sensor]) {
            Ok(reading) => readings.push(reading),
            Err(_) => {
                set.remove(sensor); // or it is ready for ever
                open -= 1;
            }
        }
    }
    readings.sort(); // whose came first is not determined
    println!("{readings:?}");
}
// ANCHOR_END: main
