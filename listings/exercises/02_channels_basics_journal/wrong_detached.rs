// Fails: every_line_is_written
// Without `join`, the destructor does not wait, and lines are lost if the program ends before they are written.
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

/// Writes lines in a thread of its own. Its destructor waits until all lines are written.
pub struct Journal {
    writer: Option<JoinHandle<()>>,
    /// `None` only in the destructor.
    lines: Option<Sender<String>>,
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
            lines: Some(lines),
        }
    }

    pub fn add(&self, line: &str) {
        if let Some(lines) = &self.lines {
            // An `Err` means that the writer has ended because of a panic.
            let _ = lines.send(line.to_owned());
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        drop(self.lines.take());
        drop(self.writer.take());
    }
}
