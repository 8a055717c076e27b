//! Three stages in a row: each signature says what the stage may send and what it may receive.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

// ANCHOR: main
/// Only sends. When it returns, `readings` is dropped, which closes the channel.
fn measure(readings: SyncSender<i32>) {
    for fahrenheit in [32, 212, 50] {
        readings.send(fahrenheit).unwrap();
    }
}

/// Receives from one channel and sends to the other.
fn convert(readings: Receiver<i32>, celsius: SyncSender<i32>) {
    for fahrenheit in readings {
        celsius.send((fahrenheit - 32) * 5 / 9).unwrap();
    }
}

/// Only receives.
fn report(celsius: Receiver<i32>) {
    let mut highest = i32::MIN;
    for reading in celsius {
        println!("{reading} C");
        highest = highest.max(reading);
    }
    println!("closed: the highest was {highest} C");
}

fn main() {
    // Capacity 0: every send waits until its message is received.
    let (measured, readings) = sync_channel(0);
    let (converted, celsius) = sync_channel(0);
    thread::scope(|stages| {
        stages.spawn(|| measure(measured));
        stages.spawn(|| convert(readings, converted));
        report(celsius);
    });
}
// ANCHOR_END: main
