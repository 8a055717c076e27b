use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// Writes lines in a thread of its own. Its destructor waits until all lines are written.
pub struct Journal {
    writer: Option<JoinHandle<()>>,
    lines: Sender<String>,
}

impl Journal {
    pub fn new(mut write: impl FnMut(String) + Send + 'static) -> Self {
        let (lines, to_write) = mpsc::channel();
        let writer = thread::spawn(move || {
            for line in to_write {
                write(line);
            }
        });
        Journal {
            writer: Some(writer),
            lines,
        }
    }

    pub fn add(&self, line: &str) {
        // An `Err` means that the writer has ended because of a panic.
        let _ = self.lines.send(line.to_owned());
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            let _ = writer.join(); // a panic in a destructor could abort the program
        }
    }
}
