//! `main` joins a worker while it holds the lock that the worker needs.
// Ends: finished "2\n" | deadlock.
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

#[derive(Default)]
struct Registry {
    workers: Mutex<Vec<JoinHandle<()>>>,
    finished: Mutex<u32>,
}

fn main() {
    let registry = Arc::new(Registry::default());
    for _ in 0..2 {
        let registry2 = Arc::clone(&registry);
        let handle = thread::spawn(move || {
            let running = registry2.workers.lock().unwrap().len();
            *registry2.finished.lock().unwrap() += 1;
            let _ = running;
        });
        registry.workers.lock().unwrap().push(handle);
    }
    for worker in registry.workers.lock().unwrap().drain(..) {
        worker.join().unwrap();
    }
    println!("{}", registry.finished.lock().unwrap());
}
