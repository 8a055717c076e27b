//! Three bakers work, each on its own thread. main waits for all of them and then adds up their loaves.

use std::thread;

// ANCHOR: main
fn main() {
    let mut loaves = [0; 3]; // each baker has its own slot, so no lock is needed

    thread::scope(|bakery| {
        for (baker, slot) in (1..).zip(&mut loaves) {
            bakery.spawn(move || *slot = 10 * baker);
        }
    }); // the scope waits here for all three

    for (baker, loaves) in (1..).zip(loaves) {
        println!("baker {baker}: {loaves} loaves");
    }
    println!("total: {}", loaves.iter().sum::<u32>());
}
// ANCHOR_END: main
