//! Main locks before or after the worker panics; `unwrap` panics in the second case.
//! Ends: finished "0\n" | panicked.
use std::sync::Mutex;
use std::thread;

static STOCK: Mutex<u32> = Mutex::new(0);

fn main() {
    let worker = thread::spawn(|| {
        let _left = STOCK.lock().unwrap();
        panic!("out of order");
    });
    println!("{}", STOCK.lock().unwrap());
    let _ = worker.join();
}
