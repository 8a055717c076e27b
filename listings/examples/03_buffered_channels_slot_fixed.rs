//! The slot is a guard. However the function ends, its destructor takes the token out.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, Sender, bounded};

// ANCHOR: main
type Oven = (Sender<()>, Receiver<()>);
struct Slot<'a>(&'a Receiver<()>);

fn enter((enter, leave): &Oven) -> Slot<'_> {
    enter.send(()).unwrap(); // puts a token in, waits while full
    Slot(leave)
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        let _ = self.0.recv(); // takes a token out
    }
}

fn bake(oven: &Oven, cake: &str) -> Result<(), String> {
    let _slot = enter(oven);
    if cake == "burnt" {
        return Err("thrown away".into());
    }
    Ok(())
}

fn main() {
    let oven = bounded(1); // one slot
    for cake in ["plain", "burnt", "round"] {
        println!("to the oven: {cake}");
        println!("{cake}: {:?}", bake(&oven, cake));
    }

    let _ = enter(&oven); // no variable owns the slot: dropped at once
    println!("let _: {} in the oven", oven.0.len());
    let _slot = enter(&oven);
    println!("let _slot: {} in the oven", oven.0.len());
}
// ANCHOR_END: main
