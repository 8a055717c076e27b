//! A wait for a condition with a time limit: the answer is right in every schedule.
//! Ends: finished "done\n" | finished "gave up\n".
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let notifier = {
        let shared = shared.clone();
        thread::spawn(move || {
            *shared.0.lock().unwrap() = true;
            shared.1.notify_one();
        })
    };
    let guard = shared.0.lock().unwrap();
    let (done, result) =
        shared.1.wait_timeout_while(guard, Duration::from_millis(5), |done| !*done).unwrap();
    assert_eq!(*done, !result.timed_out());
    println!("{}", if *done { "done" } else { "gave up" });
    drop(done);
    notifier.join().unwrap();
}
