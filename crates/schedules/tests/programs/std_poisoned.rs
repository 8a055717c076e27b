//! A thread panics while it holds a lock.
//! Ends: finished "poisoned, 1\n".
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let stock = Arc::new(Mutex::new(0));
    let worker = {
        let stock = stock.clone();
        thread::spawn(move || {
            let mut left = stock.lock().unwrap();
            *left += 1;
            panic!("out of order");
        })
    };
    assert!(worker.join().is_err());
    match stock.lock() {
        Ok(left) => println!("{left}"),
        Err(error) => println!("poisoned, {}", error.into_inner()),
    }
}
