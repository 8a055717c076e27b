//! Each stage calls a method that its end of the channel does not have.

use std::sync::mpsc::{Receiver, SyncSender};

// ANCHOR: main
fn measure(readings: SyncSender<i32>) {
    readings.send(32).unwrap();
    println!("32 F is {} C", readings.recv().unwrap());
}

fn report(celsius: Receiver<i32>) {
    celsius.send(100).unwrap();
}
// ANCHOR_END: main

fn main() {
    let (readings, celsius) = std::sync::mpsc::sync_channel(1);
    measure(readings);
    report(celsius);
}
