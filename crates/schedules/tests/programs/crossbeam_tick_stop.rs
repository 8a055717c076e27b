//! A ticker, and a stop signal from another thread: the loop ends after any number of ticks, but it ends.
//! Ends: finished "stopped\n".
extern crate crossbeam_channel;
use crossbeam_channel::{bounded, select, tick};
use std::thread;
use std::time::Duration;

fn main() {
    let (stop_tx, stop) = bounded::<()>(0);
    let ticks = tick(Duration::from_millis(10));
    thread::spawn(move || drop(stop_tx));
    loop {
        select! {
            recv(ticks) -> _ => {}
            recv(stop) -> _ => break,
        }
    }
    println!("stopped");
}
