//! A compare-exchange loop takes one bread, unless none is left.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: main
fn take(breads: &AtomicU32) -> bool {
    // Relaxed is enough everywhere here, because no other data depends on the number.
    let mut seen = breads.load(Relaxed);
    loop {
        let Some(left) = seen.checked_sub(1) else {
            return false; // sold out
        };
        match breads.compare_exchange_weak(seen, left, Relaxed, Relaxed) {
            Ok(_) => return true,
            Err(now) => seen = now, // another till was faster: try again with its number
        }
    }
}

fn main() {
    let breads = AtomicU32::new(1000);
    let sold: usize = thread::scope(|shop| {
        let tills: Vec<_> = (0..4)
            .map(|_| shop.spawn(|| (0..400).filter(|_| take(&breads)).count()))
            .collect();
        tills.into_iter().map(|till| till.join().unwrap()).sum()
    });
    println!("1600 customers, {sold} sold, {} left", breads.into_inner());
}
