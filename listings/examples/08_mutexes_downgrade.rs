//! A reader cannot become a writer, but a writer can become a reader without a gap.

use std::sync::{RwLock, RwLockWriteGuard};

type Prices = RwLock<Vec<u32>>;

// ANCHOR: main
fn raise(prices: &Prices) {
    let too_low = prices.read().unwrap()[0] < 130; // the read guard is dropped here
    if too_low {
        let mut prices = prices.write().unwrap();
        if prices[0] < 130 {
            // Checked again: another writer may have been faster.
            prices[0] = 130;
        }
    }
}

fn main() {
    let prices: Prices = RwLock::new(vec![120, 250]);
    raise(&prices);

    let mut writer = prices.write().unwrap();
    writer[1] += 10;
    let reader = RwLockWriteGuard::downgrade(writer);
    println!("another reader may: {}", prices.try_read().is_ok());
    println!("a writer may: {}", prices.try_write().is_ok());
    println!("{reader:?}");
}
