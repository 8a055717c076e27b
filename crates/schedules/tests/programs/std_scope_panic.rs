//! A scope panics because of a thread that nobody has joined, and not because of the one that was joined.
//! Ends: panicked "a scoped thread panicked".
use std::thread;

fn main() {
    let all = thread::scope(|scope| {
        let joined = scope.spawn(|| panic!("first"));
        joined.join().is_err()
    });
    println!("{all}");
    thread::scope(|scope| {
        let joined = scope.spawn(|| panic!("second"));
        scope.spawn(|| panic!("third"));
        let _ = joined.join();
    });
}
