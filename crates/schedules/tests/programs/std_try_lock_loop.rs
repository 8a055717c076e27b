//! Two threads take two locks in opposite orders, but each gives its first lock back if the second one is not free.
//! Ends: finished "done\n" | endless.
use std::sync::Mutex;
use std::thread;

static LEFT: Mutex<u32> = Mutex::new(0);
static RIGHT: Mutex<u32> = Mutex::new(0);

fn both(first: &Mutex<u32>, second: &Mutex<u32>) {
    loop {
        let mut one = first.lock().unwrap();
        if let Ok(mut two) = second.try_lock() {
            *one += 1;
            *two += 1;
            return;
        }
    }
}

fn main() {
    let other = thread::spawn(|| both(&RIGHT, &LEFT));
    both(&LEFT, &RIGHT);
    other.join().unwrap();
    println!("done");
}
