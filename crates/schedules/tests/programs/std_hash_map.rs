//! The order of a `HashMap` is the same in each execution.
//! Ends: finished.
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let stock = Arc::new(Mutex::new(HashMap::new()));
    let other = {
        let stock = stock.clone();
        thread::spawn(move || stock.lock().unwrap().insert("tea", 1))
    };
    for name in ["rye", "roll", "bun"] {
        stock.lock().unwrap().insert(name, 2);
    }
    other.join().unwrap();
    for (name, count) in stock.lock().unwrap().iter() {
        println!("{name} {count}");
    }
}
