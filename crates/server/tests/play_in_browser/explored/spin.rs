use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
static STOP: AtomicBool = AtomicBool::new(false);
fn main() {
    let (tx, rx) = mpsc::sync_channel(1);
    let m = Mutex::new(false);
    let c = Condvar::new();
    thread::scope(|s| {
        s.spawn(|| { while !STOP.load(Ordering::Relaxed) {} println!("stopped"); });
        s.spawn(|| { STOP.store(true, Ordering::Relaxed); });
        s.spawn(|| { let mut g = m.lock().unwrap(); while !*g { g = c.wait(g).unwrap(); } });
        s.spawn(|| { *m.lock().unwrap() = true; c.notify_one(); });
        s.spawn(move || { for i in 0..3 { tx.send(i).unwrap(); } });
        for x in rx { println!("{x}"); }
    });
}
