//! Calling an `async fn` without `.await` does nothing. The lint, if denied, refuses it.
#![deny(unused_must_use)] // without this line, it is only a warning

async fn save(order: &str) {
    println!("saved {order}");
}

// ANCHOR: main
async fn take(order: &str) {
    save(order); // the order is never saved
    println!("took {order}");
}
// ANCHOR_END: main

fn main() {
    drop(take("bread"));
}
