//! Four tills add their sales to shared totals. The mutex owns the totals.

use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Totals {
    sales: u32,
    cents: u32,
}

// ANCHOR: main
fn main() {
    let totals = Mutex::new(Totals::default());

    thread::scope(|shop| {
        for price in [120, 250, 80, 310] {
            let totals = &totals;
            shop.spawn(move || {
                for _ in 0..1000 {
                    let mut totals = totals.lock().unwrap();
                    totals.sales += 1;
                    totals.cents += price;
                } // the guard is dropped here, which releases the lock
            });
        }
    });

    // No other thread uses the mutex any more, so nothing has to be locked.
    let totals = totals.into_inner().unwrap();
    println!("{} sales, {} cents", totals.sales, totals.cents);
}
