//! Three bakers bake, each on a thread; main waits for all of them, then adds up their loaves.

use std::thread;

// ANCHOR: main
fn main() {
    let mut loaves = [0; 3]; // a slot for each baker: no lock

    thread::scope(|bakery| {
        for (baker, slot) in (1..).zip(&mut loaves) {
            bakery.spawn(move || *slot = 10 * baker);
        }
    }); // waits here for all three

    for (baker, loaves) in (1..).zip(loaves) {
        println!("baker {baker}: {loaves} loaves");
    }
    println!("total: {}", loaves.iter().sum::<u32>());
}
// ANCHOR_END: main
