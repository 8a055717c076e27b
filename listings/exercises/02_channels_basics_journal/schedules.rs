use answer::Journal;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex};
use std::thread;

/// When the destructor has ended, every line is written, and those of each thread are in order.
pub fn every_line_is_written() {
    let written = Arc::new(Mutex::new(Vec::new()));
    let lines = written.clone();
    let journal = Journal::new(move |line| lines.lock().unwrap().push(line));
    thread::scope(|scope| {
        scope.spawn(|| journal.add("from the oven"));
        journal.add("first");
        journal.add("second");
    });
    drop(journal);
    let mut lines = written.lock().unwrap().clone();
    assert_eq!(lines.len(), 3, "these lines are written: {lines:?}");
    lines.retain(|line| line != "from the oven");
    assert_eq!(lines, ["first", "second"]);
}

/// If the writer panics, later lines are lost, but neither `add` nor the destructor panics.
pub fn nothing_else_panics() {
    let journal = Journal::new(|_| resume_unwind(Box::new("the disk is full")));
    journal.add("opened");
    journal.add("closed");
    drop(journal);
}
