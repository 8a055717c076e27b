//! Two locks in two orders.
//! Ends: finished "done\n" | deadlock.
use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let till = Arc::new(Mutex::new(1));
    let safe = Arc::new(Mutex::new(100));
    let (till2, safe2) = (till.clone(), safe.clone());
    let alice = thread::spawn(move || {
        let mut t = till2.lock().unwrap();
        let mut s = safe2.lock().unwrap();
        *t += 1;
        *s -= 1;
    });
    let bob = thread::spawn(move || {
        let mut s = safe.lock().unwrap();
        let mut t = till.lock().unwrap();
        *t -= 1;
        *s += 1;
    });
    alice.join().unwrap();
    bob.join().unwrap();
    println!("done");
}
