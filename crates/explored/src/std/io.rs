//! `std::io`, in which printing is a step of the engine.

use core::fmt::Arguments;
use core::marker::PhantomData;

pub use ::std::io::*;

use crate::engine::{At, here, lock_stream, print, unlock_stream};

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

macro_rules! stream {
    ($name:ident, $lock:ident, $function:ident, $stderr:literal) => {
        /// The stream of this name in std.
        #[derive(Debug)]
        pub struct $name(());

        /// The lock of the stream. Other threads wait until it is dropped.
        #[derive(Debug)]
        pub struct $lock<'a> {
            _lock: Lock<'a>,
        }

        /// The stream of this name in std.
        #[must_use]
        pub fn $function() -> $name {
            $name(())
        }

        impl $name {
            /// Locks it, when it is free.
            #[track_caller]
            pub fn lock(&self) -> $lock<'static> {
                $lock {
                    _lock: Lock::take($stderr, here()),
                }
            }
        }

        impl Write for $name {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                write_step($stderr, bytes, here())
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }

            #[track_caller]
            fn write_fmt(&mut self, text: Arguments<'_>) -> Result<()> {
                print_step($stderr, text);
                Ok(())
            }
        }

        impl Write for &$name {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                write_step($stderr, bytes, here())
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }

            #[track_caller]
            fn write_fmt(&mut self, text: Arguments<'_>) -> Result<()> {
                print_step($stderr, text);
                Ok(())
            }
        }

        impl Write for $lock<'_> {
            #[track_caller]
            fn write(&mut self, bytes: &[u8]) -> Result<usize> {
                write_step($stderr, bytes, here())
            }

            fn flush(&mut self) -> Result<()> {
                Ok(())
            }

            #[track_caller]
            fn write_fmt(&mut self, text: Arguments<'_>) -> Result<()> {
                print_step($stderr, text);
                Ok(())
            }
        }
    };
}

stream!(Stdout, StdoutLock, stdout, false);
stream!(Stderr, StderrLock, stderr, true);

fn write_step(stderr: bool, bytes: &[u8], at: At) -> Result<usize> {
    print(stderr, &::std::string::String::from_utf8_lossy(bytes), at);
    Ok(bytes.len())
}

/// What keeps a stream locked.
#[derive(Debug)]
struct Lock<'a> {
    stderr: bool,
    lifetime: PhantomData<(&'a (), *const ())>,
}

impl Lock<'_> {
    fn take(stderr: bool, at: At) -> Self {
        lock_stream(stderr, at);
        let lifetime = PhantomData;
        Lock { stderr, lifetime }
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        unlock_stream(self.stderr);
    }
}
