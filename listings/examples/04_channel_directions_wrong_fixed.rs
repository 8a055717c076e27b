//! One channel carries the questions, and a second one carries the answers.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

// ANCHOR: main
fn measure(readings: SyncSender<i32>, answers: Receiver<i32>) {
    for fahrenheit in [32, 212] {
        readings.send(fahrenheit).unwrap();
        let celsius = answers.recv().unwrap();
        println!("{fahrenheit} F is {celsius} C");
    }
}

fn convert(readings: Receiver<i32>, answers: SyncSender<i32>) {
    for fahrenheit in readings {
        answers.send((fahrenheit - 32) * 5 / 9).unwrap();
    }
}

fn main() {
    let (ask, readings) = sync_channel(0);
    let (reply, answers) = sync_channel(0);
    thread::scope(|stages| {
        stages.spawn(|| convert(readings, reply));
        measure(ask, answers);
    });
}
// ANCHOR_END: main
