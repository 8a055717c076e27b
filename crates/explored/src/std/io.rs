//! `std::io`, in which printing is a step of the engine.

use core::fmt::Arguments;

pub use ::std::io::*;

use crate::engine::{here, print};

/// Prints, as a step of the engine.
#[track_caller]
pub fn print_step(stderr: bool, text: Arguments<'_>) {
    print(stderr, &::std::fmt::format(text), here());
}

/// Prints a line, as a step of the engine.
#[track_caller]
pub fn println_step(stderr: bool, text: Arguments<'_>) {
    let mut text = ::std::fmt::format(text);
    text.push('\n');
    print(stderr, &text, here());
}

/// The standard output, or the standard error.
#[derive(Debug)]
pub struct Stream {
    stderr: bool,
}

/// `std::io::Stdout`.
pub type Stdout = Stream;
/// `std::io::StdoutLock`: other threads print in between, because each write is a step of its own.
pub type StdoutLock<'a> = Stream;
/// `std::io::Stderr`.
pub type Stderr = Stream;

/// The standard output.
#[must_use]
pub fn stdout() -> Stream {
    Stream { stderr: false }
}

/// The standard error.
#[must_use]
pub fn stderr() -> Stream {
    Stream { stderr: true }
}

impl Stream {
    /// The stream itself.
    #[must_use]
    pub fn lock(&self) -> Stream {
        Stream {
            stderr: self.stderr,
        }
    }
}

impl Write for Stream {
    #[track_caller]
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        print(
            self.stderr,
            &::std::string::String::from_utf8_lossy(bytes),
            here(),
        );
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
