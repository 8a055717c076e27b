// Fails: every_line_is_written
// The writer stops when the flag is set, although lines may be left in the channel.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Writes lines in a thread of its own. Its destructor waits until all lines are written.
pub struct Journal {
    writer: Option<JoinHandle<()>>,
    lines: Sender<String>,
    is_done: Arc<AtomicBool>,
}

impl Journal {
    pub fn new(mut write: impl FnMut(String) + Send + 'static) -> Self {
        let (lines, to_write) = mpsc::channel();
        let is_done = Arc::new(AtomicBool::new(false));
        let done = is_done.clone();
        let writer = thread::spawn(move || {
            while !done.load(Ordering::Acquire) {
                if let Ok(line) = to_write.recv_timeout(Duration::from_millis(10)) {
                    write(line);
                }
            }
        });
        Journal {
            writer: Some(writer),
            lines,
            is_done,
        }
    }

    pub fn add(&self, line: &str) {
        let _ = self.lines.send(line.to_owned());
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.is_done.store(true, Ordering::Release);
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}
