//! 3 philosophers take the left fork first.
//! Ends: finished "all have eaten\n" | deadlock.
use std::array;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let forks: Arc<[Mutex<()>; 3]> = Arc::new(array::from_fn(|_| Mutex::new(())));
    let philosophers: Vec<_> = (0..3)
        .map(|seat| {
            let forks = forks.clone();
            thread::spawn(move || {
                let _left = forks[seat].lock().unwrap();
                let _right = forks[(seat + 1) % 3].lock().unwrap();
            })
        })
        .collect();
    for philosopher in philosophers {
        philosopher.join().unwrap();
    }
    println!("all have eaten");
}
