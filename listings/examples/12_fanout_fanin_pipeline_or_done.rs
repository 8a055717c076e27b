//! or-done: a receive loop that also ends at a stop signal, although its input stays open.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, bounded, select_biased};
use std::thread;

// ANCHOR: main
fn or_done<T: Send + 'static>(done: Receiver<()>, input: Receiver<T>) -> Receiver<T> {
    let (tx, output) = bounded(0);
    thread::spawn(move || {
        loop {
            let item = select_biased! {
                recv(done) -> _ => return,
                recv(input) -> item => item,
            };
            let Ok(item) = item else { return };
            select_biased! { // a send can block as long as a receive
                recv(done) -> _ => return,
                send(tx, item) -> sent => if sent.is_err() { return },
            }
        }
    });
    output
}

fn main() {
    let (sensor, input) = bounded(2);
    let (stop, done) = bounded(0);
    let readings = or_done(done, input);
    sensor.send(20).unwrap();
    sensor.send(21).unwrap();
    println!("{:?}, {:?}", readings.recv(), readings.recv());

    drop(stop); // closes `done` for all of its clones
    println!("{:?}", readings.recv());
    while sensor.send(22).is_ok() {} // fails when the stage has dropped `input`
    println!("the sensor has learnt of it");
}
// ANCHOR_END: main
