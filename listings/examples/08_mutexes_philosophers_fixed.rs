//! Every baker takes the spoon with the lower number first, so the bakers cannot wait for each other in a circle.

use std::sync::Mutex;
use std::thread;

// ANCHOR: main
fn main() {
    let spoons = [Mutex::new(()), Mutex::new(()), Mutex::new(())];

    thread::scope(|bakery| {
        for (seat, name) in ["ada", "bob", "cyd"].into_iter().enumerate() {
            let (left, right) = (seat, (seat + 1) % 3);
            let spoons = &spoons;
            let stir = move || {
                let _low = spoons[left.min(right)].lock().unwrap();
                let _high = spoons[left.max(right)].lock().unwrap();
            };
            let baker = thread::Builder::new().name(name.to_owned());
            baker.spawn_scoped(bakery, stir).unwrap();
        }
    });
    println!("all have stirred");
}
