use answer::Journal;
use std::sync::mpsc;
use std::thread;

/// The destructor ends: the writer learns that no more lines will come.
pub fn the_destructor_ends() {
    let (write, written) = mpsc::channel();
    let journal = Journal::new(move |line| write.send(line).unwrap());
    journal.add("opened");
    journal.add("closed");
    let lines: Vec<String> = written.iter().take(2).collect();
    assert_eq!(lines, ["opened", "closed"]);
    drop(journal);
}

/// The lines are written in a thread of their own.
pub fn in_a_thread_of_its_own() {
    let (write, written) = mpsc::channel();
    let journal = Journal::new(move |_| write.send(thread::current().id()).unwrap());
    journal.add("sold out");
    let writer = written.recv().unwrap();
    assert_ne!(writer, thread::current().id());
    std::mem::forget(journal); // this check is not about the destructor
}
