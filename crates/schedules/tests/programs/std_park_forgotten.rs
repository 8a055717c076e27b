//! `unpark` comes before the flag is set, so the thread may park forever.
//! Ends: finished "went on\n" | deadlock.
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

static FLAG: AtomicBool = AtomicBool::new(false);

fn main() {
    let sleeper = thread::spawn(|| {
        while !FLAG.load(Ordering::SeqCst) {
            thread::park();
        }
        println!("went on");
    });
    sleeper.thread().unpark();
    FLAG.store(true, Ordering::SeqCst);
    sleeper.join().unwrap();
}
