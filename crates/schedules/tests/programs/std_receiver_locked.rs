//! `while let Ok(job) = receiver.lock().unwrap().recv()` keeps the lock while the job runs; two jobs that meet never do.
// Ends: deadlock.
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

fn main() {
    let (sender, receiver) = channel::<Box<dyn FnOnce() + Send>>();
    let receiver = Arc::new(Mutex::new(receiver));
    let handles: Vec<_> = (0..2)
        .map(|id| {
            let receiver = receiver.clone();
            thread::Builder::new()
                .name(format!("worker-{id}"))
                .spawn(move || {
                    while let Ok(job) = receiver.lock().unwrap().recv() {
                        job();
                    }
                })
                .unwrap()
        })
        .collect();
    let meet = Arc::new(Barrier::new(2));
    for _ in 0..2 {
        let meet = meet.clone();
        sender.send(Box::new(move || { meet.wait(); })).unwrap();
    }
    drop(sender);
    for handle in handles {
        handle.join().unwrap();
    }
    println!("met");
}
