//! reqwest#1131: a library parks the thread and swallows the token that was meant for the program.
// Ends: finished "flushed\n" | deadlock.
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::thread;

fn library_call() {
    let done = Arc::new(AtomicBool::new(false));
    let me = thread::current();
    let worker = {
        let done = done.clone();
        thread::spawn(move || {
            done.store(true, Ordering::SeqCst);
            me.unpark();
        })
    };
    while !done.load(Ordering::SeqCst) {
        thread::park();
    }
    worker.join().unwrap();
}

fn main() {
    let sink = thread::spawn(|| {
        library_call();
        thread::park();
    });
    sink.thread().unpark();
    sink.join().unwrap();
    println!("flushed");
}
