//! A channel used as a semaphore: an early return leaves its token in the buffer forever.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, Sender, bounded};

// ANCHOR: main
type Oven = (Sender<()>, Receiver<()>); // both ends, as in Go

fn bake((enter, leave): &Oven, cake: &str) -> Result<(), String> {
    enter.send(()).unwrap(); // puts a token in, waits while full
    if cake == "burnt" {
        return Err("thrown away".into()); // leaves the token in the channel
    }
    leave.recv().unwrap(); // takes a token out
    Ok(())
}

fn main() {
    let oven = bounded(1); // one slot
    for cake in ["plain", "burnt", "round"] {
        println!("to the oven: {cake}");
        println!("{cake}: {:?}", bake(&oven, cake));
    }
}
// ANCHOR_END: main
