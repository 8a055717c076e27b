//! Two threads let each other go first, again and again, because each only looks whether the other one wants to.
//! Ends: finished "passed\n" | endless.
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

static A_WANTS: AtomicBool = AtomicBool::new(false);
static B_WANTS: AtomicBool = AtomicBool::new(false);

fn pass(mine: &AtomicBool, other: &AtomicBool) {
    loop {
        mine.store(true, Ordering::SeqCst);
        if !other.load(Ordering::SeqCst) {
            break;
        }
        mine.store(false, Ordering::SeqCst);
        thread::yield_now();
    }
    mine.store(false, Ordering::SeqCst);
}

fn main() {
    let b = thread::spawn(|| pass(&B_WANTS, &A_WANTS));
    pass(&A_WANTS, &B_WANTS);
    b.join().unwrap();
    println!("passed");
}
