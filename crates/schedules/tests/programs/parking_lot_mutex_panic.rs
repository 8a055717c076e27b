//! A panic does not poison a lock of parking_lot.
//! Ends: finished "2\n".
extern crate parking_lot;
use parking_lot::Mutex;
use std::sync::Arc;
use std::thread;

fn main() {
    let stock = Arc::new(Mutex::new(1));
    let worker = {
        let stock = stock.clone();
        thread::spawn(move || {
            let mut left = stock.lock();
            *left += 1;
            panic!("out of order");
        })
    };
    assert!(worker.join().is_err());
    println!("{}", *stock.lock());
}
