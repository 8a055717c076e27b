//! `main` returns an error.
//! Ends: exit 1 "stderr: Error: \"no bread\"\n".
use std::thread;

fn main() -> Result<(), String> {
    thread::spawn(|| Err("no bread".to_owned())).join().unwrap()
}
