//! A thread reads a lock again and again until two others have written to it. The writers are not starved forever (rust#101194, fixed).
// Ends: finished "both are done\n".
use std::sync::{Arc, RwLock};
use std::thread::spawn;

fn main() {
    let count = 2;
    let data = Arc::new(RwLock::new(vec![Some(true); count]));
    for i in 0..count {
        let data = data.clone();
        spawn(move || {
            data.write().unwrap()[i] = None;
        });
    }
    loop {
        let data = data.read().unwrap();
        if data.iter().all(Option::is_none) {
            break;
        }
    }
    println!("both are done");
}
