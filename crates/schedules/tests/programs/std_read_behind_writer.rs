//! rust#82596: r1 reads twice while w waits to write.
// Ends: finished "stderr: r1/1\nstderr: r1/2\nstderr: w\n" | deadlock | finished "stderr: w\nstderr: r1/1\nstderr: r1/2\n".
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

fn main() {
    let lock = Arc::new(RwLock::new(()));
    let r1 = thread::spawn({
        let lock = Arc::clone(&lock);
        move || {
            let _rg = lock.read();
            eprintln!("r1/1");
            sleep(1000);
            let _rg = lock.read();
            eprintln!("r1/2");
            sleep(5000);
        }
    });
    sleep(100);
    let w = thread::spawn({
        let lock = Arc::clone(&lock);
        move || {
            let _wg = lock.write();
            eprintln!("w");
        }
    });
    r1.join().unwrap();
    w.join().unwrap();
}

fn sleep(ms: u64) {
    thread::sleep(Duration::from_millis(ms))
}
