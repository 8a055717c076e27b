//! Fields are dropped in order: the handle is joined before the sender is dropped.
// Ends: deadlock.
use std::sync::mpsc;
use std::thread;

struct JoinOnDrop(Option<thread::JoinHandle<()>>);

impl Drop for JoinOnDrop {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            let _ = handle.join();
        }
    }
}

struct Logger {
    _worker: JoinOnDrop,
    sender: mpsc::Sender<String>,
}

impl Logger {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel::<String>();
        let handle = thread::spawn(move || {
            for line in receiver {
                println!("{line}");
            }
        });
        Logger { sender, _worker: JoinOnDrop(Some(handle)) }
    }
}

fn main() {
    let logger = Logger::new();
    logger.sender.send("hello".into()).unwrap();
}
