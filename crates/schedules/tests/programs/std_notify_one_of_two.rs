//! waitout#2: `notify_one` when the counter reaches 0 wakes one waiter of two.
// Ends: finished "all done\n" | deadlock.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Clone)]
struct WaitGroup(Arc<(Mutex<usize>, Condvar)>);

impl WaitGroup {
    fn new(count: usize) -> Self {
        WaitGroup(Arc::new((Mutex::new(count), Condvar::new())))
    }
    fn done(&self) {
        let (count, cond) = &*self.0;
        let mut count = count.lock().unwrap();
        *count -= 1;
        if *count == 0 {
            cond.notify_one();
        }
    }
    fn wait(&self) {
        let (count, cond) = &*self.0;
        let mut count = count.lock().unwrap();
        while *count > 0 {
            count = cond.wait(count).unwrap();
        }
    }
}

fn main() {
    let group = WaitGroup::new(1);
    let waiter = thread::spawn({
        let group = group.clone();
        move || group.wait()
    });
    let worker = thread::spawn({
        let group = group.clone();
        move || group.done()
    });
    group.wait();
    waiter.join().unwrap();
    worker.join().unwrap();
    println!("all done");
}
