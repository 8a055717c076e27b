//! conflux#1714: a worker is blocked on `recv`, so setting `deleting` and joining in `drop` never ends.
// Ends: finished "sent hello\n" | deadlock | finished "".
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

struct SocketWorker {
    deleting: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    work: Option<Sender<String>>,
}

fn work_loop(deleting: &AtomicBool, work: &Receiver<String>) {
    while !deleting.load(Ordering::SeqCst) {
        match work.recv() {
            Ok(job) => println!("sent {job}"),
            Err(_) => return,
        }
    }
}

impl SocketWorker {
    fn new() -> Self {
        let deleting = Arc::new(AtomicBool::new(false));
        let (work, jobs) = channel();
        let flag = deleting.clone();
        let thread = thread::Builder::new().name("socket".into()).spawn(move || work_loop(&flag, &jobs)).unwrap();
        SocketWorker { deleting, thread: Some(thread), work: Some(work) }
    }
}

impl Drop for SocketWorker {
    fn drop(&mut self) {
        self.deleting.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

fn main() {
    let worker = SocketWorker::new();
    worker.work.as_ref().unwrap().send("hello".to_owned()).unwrap();
    drop(worker);
}
