//! A thread ends the program, perhaps before main does.
//! Ends: exit 3 "" | finished "main ends\n" | exit 3 "main ends\n".
use std::process::exit;
use std::thread;

fn main() {
    thread::spawn(|| exit(3));
    println!("main ends");
}
