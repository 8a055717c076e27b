//! `unpark` before `park` is not lost.
//! Ends: finished "went on\n".
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
    FLAG.store(true, Ordering::SeqCst);
    sleeper.thread().unpark();
    sleeper.join().unwrap();
}
