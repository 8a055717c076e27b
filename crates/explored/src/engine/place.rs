//! Places in the program, also the one in which a guard is dropped.

use std::backtrace::Backtrace;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::panic::Location;

use super::with;

/// A place in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    call: &'static Location<'static>,
    /// The line, if it is not that of the call.
    line: Option<u32>,
}

impl Hash for At {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The name of the file would take most of the time, and is nearly always the same.
        (self.call.line(), self.call.column(), self.line).hash(state);
    }
}

/// The place of a call.
#[must_use]
#[track_caller]
pub const fn here() -> At {
    At {
        call: Location::caller(),
        line: None,
    }
}

impl At {
    /// The place that a panic names.
    pub fn of_panic(location: &Location<'_>) -> u32 {
        if is_of_program(location.file()) {
            location.line()
        } else {
            0
        }
    }

    /// The line; 0 if the place is not in the program.
    #[must_use]
    pub fn line(&self) -> u32 {
        if is_of_program(self.call.file()) {
            self.line.unwrap_or(self.call.line())
        } else {
            0
        }
    }

    /// Whether it is in the program, and not in this crate or another library.
    #[must_use]
    pub fn is_in_program(&self) -> bool {
        is_of_program(self.call.file())
    }

    /// The column of the call.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.call.column()
    }
}

/// Whether a file is that of the program, and not one of a library.
fn is_of_program(file: &str) -> bool {
    !file.contains("/src/")
}

/// The lines in which guards are dropped, each by the return addresses on the stack. To look one up takes a thousand times as long as the
/// step that it belongs to.
pub type DropLines = HashMap<Vec<usize>, Option<u32>>;

/// The place where the guard that was made at `made` is dropped now: by this call, which stands in a destructor. A destructor does not
/// know its caller, so the stack tells it, but only if the execution is recorded.
#[inline(always)]
#[must_use]
pub fn unlocked(made: At) -> At {
    if !with(|engine| engine.record.on) {
        return made;
    }
    let frame: *const usize;
    // SAFETY: reads a register.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        std::arch::asm!("mov {}, rbp", out(reg) frame, options(nomem, nostack, preserves_flags));
    }
    // SAFETY: reads a register.
    #[cfg(target_arch = "aarch64")]
    unsafe {
        std::arch::asm!("mov {}, x29", out(reg) frame, options(nomem, nostack, preserves_flags));
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        frame = std::ptr::null();
    }
    let line = drop_line(&return_addresses(frame));
    At {
        line: line.or(made.line),
        ..made
    }
}

/// How many callers of a destructor are looked at.
const CALLERS: usize = 6;

/// The return addresses of the frames from this one up, as long as they lie on the stack of the thread that runs.
fn return_addresses(mut frame: *const usize) -> Vec<usize> {
    let stack = with(|engine| engine.threads.current().stack.clone());
    let mut addresses = Vec::with_capacity(CALLERS);
    let low = std::ptr::from_ref(&stack).addr();
    let on_stack = |frame: *const usize, above: usize| {
        frame.is_aligned()
            && frame.addr() > above
            && frame.addr() + 2 * size_of::<usize>() <= stack.end
    };
    let mut above = low;
    while addresses.len() < CALLERS && on_stack(frame, above) {
        above = frame.addr();
        // SAFETY: both words lie on the stack of the thread that runs.
        unsafe {
            addresses.push(*frame.add(1));
            frame = (*frame) as *const usize;
        }
    }
    addresses
}

/// The line of the program that is on top of the stack now, which has these return addresses.
fn drop_line(addresses: &[usize]) -> Option<u32> {
    if let Some(line) = with(|engine| engine.drop_lines.get(addresses).copied()) {
        return line;
    }
    let line = top_line(&Backtrace::force_capture().to_string());
    with(|engine| engine.drop_lines.insert(addresses.to_vec(), line));
    line
}

/// The first line of the program in a backtrace, as std prints it.
fn top_line(backtrace: &str) -> Option<u32> {
    backtrace.lines().find_map(|line| {
        let (file, rest) = line.trim().strip_prefix("at ")?.split_once(".rs:")?;
        let line = rest.split(':').next()?.parse().ok()?;
        is_of_program(file).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first line of a backtrace counts that is in the program and not in a library.
    #[test]
    fn the_programs_own_line() {
        let backtrace = "   0: explored::engine::place::drop_line\n             at ./crates/explored/src/engine/place.rs:9:1\n   \
                         1: core::ptr::drop_in_place\n             at /rustc/5/library/core/src/ptr/mod.rs:805:1\n   \
                         2: main::main\n             at ./main.rs:12:5\n   3: x\n             at ./main.rs:3:1\n";
        assert_eq!(top_line(backtrace), Some(12));
        assert_eq!(top_line(""), None);
    }
}
