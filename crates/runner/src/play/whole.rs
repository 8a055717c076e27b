//! The whole of a run, for a caller that wants no events.

use super::event::{End, Event, Stream};

/// What a program printed, what its compiler said, and how it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// What the program printed to standard output.
    pub stdout: String,
    /// What the program printed to standard error.
    pub stderr: String,
    /// The compiler's warnings, or why it refused the program.
    pub messages: String,
    /// How the program ended.
    pub how: End,
    /// How long the program ran, in milliseconds.
    pub ms: f64,
}

impl Default for Whole {
    fn default() -> Self {
        Whole {
            stdout: String::new(),
            stderr: String::new(),
            messages: String::new(),
            how: End::Stopped,
            ms: 0.0,
        }
    }
}

impl Whole {
    /// Adds one event.
    pub fn add(&mut self, event: Event) {
        match event {
            Event::Output {
                stream: Stream::Stdout,
                text,
                ..
            } => self.stdout.push_str(&text),
            Event::Output {
                stream: Stream::Stderr,
                text,
                ..
            } => self.stderr.push_str(&text),
            Event::Compiled { messages, .. } => self.messages = messages,
            Event::Ended { how, ms, .. } => {
                if let End::Refused { messages } = &how {
                    self.messages.clone_from(messages);
                }
                (self.how, self.ms) = (how, ms);
            }
            Event::Preparing { .. } | Event::Compiling | Event::Started => {}
        }
    }
}
