//! Two conditions share a condition variable, and `notify_one` may wake the wrong waiter.
//! Ends: finished "done\n" | deadlock.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let waiters: Vec<_> = [1, 2]
        .into_iter()
        .map(|wanted| {
            let shared = shared.clone();
            thread::spawn(move || {
                let number = shared.0.lock().unwrap();
                drop(shared.1.wait_while(number, |number| *number != wanted).unwrap());
            })
        })
        .collect();
    for number in [1, 2] {
        *shared.0.lock().unwrap() = number;
        shared.1.notify_one();
    }
    for waiter in waiters {
        waiter.join().unwrap();
    }
    println!("done");
}
