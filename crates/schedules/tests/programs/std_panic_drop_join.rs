//! A thread panics and joins others in a destructor on the way, which panic as well. Each panic belongs to its own thread.
//! Ends: finished "true false\n".
use std::thread::{self, JoinHandle};

struct Joins(Vec<JoinHandle<()>>);

impl Drop for Joins {
    fn drop(&mut self) {
        for handle in self.0.drain(..) {
            assert!(handle.join().is_err());
        }
    }
}

fn main() {
    let first = thread::spawn(|| {
        let _joins = Joins(vec![thread::spawn(|| panic!("second")), thread::spawn(|| panic!("third"))]);
        panic!("first");
    });
    let other = thread::spawn(|| {
        assert!(!thread::panicking());
    });
    println!("{} {}", first.join().is_err(), other.join().is_err());
}
