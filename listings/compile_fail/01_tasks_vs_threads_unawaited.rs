//! A call of an `async fn` without `.await` does nothing; where the lint is denied, it does not compile.
#![deny(unused_must_use)] // without this line: a warning

async fn save(order: &str) {
    println!("saved {order}");
}

// ANCHOR: main
async fn take(order: &str) {
    save(order); // never saved
    println!("took {order}");
}
// ANCHOR_END: main

fn main() {
    drop(take("bread"));
}
