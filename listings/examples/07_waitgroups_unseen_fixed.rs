//! The channel brings the values, and the handles tell how the threads ended.

use std::sync::mpsc;
use std::thread;

fn bake(flour: u32) -> u32 {
    assert!(flour > 0, "no flour");
    10 * flour
}

// ANCHOR: main
fn main() {
    let (tx, rx) = mpsc::channel();
    let mut bakers = Vec::new();
    for flour in [3, 0, 1] {
        let tx = tx.clone();
        bakers.push(thread::spawn(move || tx.send(bake(flour)).unwrap()));
    }
    drop(tx);

    let total: u32 = rx.iter().sum();
    let ends = bakers.into_iter().map(|baker| baker.join());
    match ends.filter(|end| end.is_err()).count() {
        0 => println!("total: {total}"),
        lost => println!("total: at least {total}, {lost} baker panicked"),
    }
}
// ANCHOR_END: main
