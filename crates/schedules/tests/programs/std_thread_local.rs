//! Each thread has its own value, and drops it when it ends.
//! Ends: finished "dropped 2\nmain has 1\n".
use std::cell::{Cell, RefCell};
use std::thread;

struct Noted(u32);

impl Drop for Noted {
    fn drop(&mut self) {
        println!("dropped {}", self.0);
    }
}

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(1) };
    static NOTED: RefCell<Noted> = const { RefCell::new(Noted(0)) };
}

fn main() {
    let first = thread::spawn(|| {
        COUNT.set(COUNT.get() + 1);
        NOTED.with_borrow_mut(|noted| noted.0 = COUNT.get());
    });
    first.join().unwrap();
    println!("main has {}", COUNT.get());
}
