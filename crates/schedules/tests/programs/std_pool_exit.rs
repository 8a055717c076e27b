//! The program ends while a pool exists whose destructor joins a thread that waits.
//! Ends: exit 2.
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};

struct Joins(Option<JoinHandle<()>>);

impl Drop for Joins {
    fn drop(&mut self) {
        self.0.take().unwrap().join().unwrap();
    }
}

fn main() {
    let (tx, rx) = channel::<u32>();
    let worker = thread::spawn(move || {
        let _own = Joins(Some(thread::spawn(|| println!("inner"))));
        let _ = rx.recv();
    });
    let _pool = Joins(Some(worker));
    if tx.send(1).is_ok() || true {
        std::process::exit(2);
    }
}
