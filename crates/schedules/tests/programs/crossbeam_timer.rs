//! A ticker ticks until a timer ends the loop. Nothing else happens, so the times come in their order.
//! Ends: finished "tick\ntick\ntick\nend\n".
extern crate crossbeam_channel;
use crossbeam_channel::{after, select, tick};
use std::time::Duration;

fn main() {
    let ticks = tick(Duration::from_millis(10));
    let end = after(Duration::from_millis(35));
    loop {
        select! {
            recv(ticks) -> _ => println!("tick"),
            recv(end) -> _ => break,
        }
    }
    println!("end");
}
