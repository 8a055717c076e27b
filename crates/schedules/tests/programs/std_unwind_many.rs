//! The program ends while many threads wait in different places, with guards and values on their stacks.
//! Ends: finished "main ends\n".
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::thread;

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

fn main() {
    let lock = Arc::new((Mutex::new(0), Condvar::new()));
    let barrier = Arc::new(Barrier::new(5));
    let (tx, rx) = channel::<u32>();
    {
        let lock = lock.clone();
        thread::spawn(move || {
            let _noisy = Noisy("condvar");
            let guard = lock.0.lock().unwrap();
            let _never = lock.1.wait(guard);
        });
    }
    thread::spawn(move || {
        let _noisy = Noisy("receiver");
        let _ = rx.recv();
    });
    thread::spawn(move || {
        let _noisy = Noisy("barrier");
        barrier.wait();
    });
    println!("main ends");
    std::mem::forget(tx);
}
