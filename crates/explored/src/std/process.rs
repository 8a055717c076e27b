//! `std::process`, in which the end of the program is the end of an execution. It starts no other programs.

pub use ::std::process::{ExitCode, Termination, id};

use crate::engine::{end_program, here};

/// Ends the program with this exit code.
#[track_caller]
pub fn exit(code: i32) -> ! {
    end_program(code, here())
}

/// Ends the program as a signal does.
#[track_caller]
pub fn abort() -> ! {
    end_program(134, here())
}
