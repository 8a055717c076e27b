//! While a thread holds the lock of stdout, no other one prints in between.
//! Ends: finished "a b\nc\n" | finished "c\na b\n".
use std::io::{Write, stdout};
use std::thread;

fn main() {
    let other = thread::spawn(|| println!("c"));
    let mut out = stdout().lock();
    write!(out, "a ").unwrap();
    println!("b");
    drop(out);
    other.join().unwrap();
}
