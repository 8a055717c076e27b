//! The compiler refuses two threads that change one number without a lock.

use std::thread;

// ANCHOR: main
fn main() {
    let mut breads = 1;
    thread::scope(|shop| {
        shop.spawn(|| breads -= 1);
        shop.spawn(|| breads -= 1);
    });
    println!("breads: {breads}");
}
