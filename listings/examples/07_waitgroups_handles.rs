//! `join` waits for one thread and returns its value, or the panic that ended it.

use std::thread;

// ANCHOR: main
fn bake(flour: u32) -> u32 {
    assert!(flour > 0, "no flour");
    10 * flour
}

fn main() {
    let mut bakers = Vec::new();
    for flour in [3, 0, 1] {
        bakers.push(thread::spawn(move || bake(flour)));
    }

    for (number, baker) in (1..).zip(bakers) {
        match baker.join() {
            Ok(loaves) => println!("baker {number}: {loaves}"),
            Err(panic) => {
                // The payload is what `panic!` got: a `&str` or a `String`.
                let why = panic.downcast_ref::<&str>();
                println!("baker {number}: {why:?}");
            }
        }
    }
}
// ANCHOR_END: main
