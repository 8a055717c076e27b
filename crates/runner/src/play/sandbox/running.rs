//! What every kind of sandbox can do: start a program, look at it, and end it.

use std::io::PipeReader;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use anyhow::Result;

use super::task::Task;
use crate::play::event::Wait;

/// A place for a program, in which no program runs yet. It owns what was made for the program; all of it is removed when it is dropped.
pub trait Sandbox: Send {
    /// Starts the program.
    ///
    /// # Errors
    /// That it cannot be started.
    fn start(self: Box<Self>, task: &Task) -> Result<Box<dyn Running>>;
}

/// A program that was started. It owns its sandbox and all processes in it: they end when it is dropped.
pub trait Running {
    /// The pipe of its standard output; `None` after the first call.
    fn take_output(&mut self) -> Option<PipeReader>;
    /// The pipe of its standard error; `None` after the first call.
    fn take_errors(&mut self) -> Option<PipeReader>;
    /// A descriptor that can be read from when the program itself has ended; `None` where only [`Running::has_ended`] shows that.
    fn end(&self) -> Option<BorrowedFd<'_>>;
    /// Whether the program itself has ended. Processes that it has started may still run.
    fn has_ended(&mut self) -> bool;
    /// What the program and all processes that it has started take now; `None` where this cannot be measured, or after the program has
    /// ended.
    ///
    /// # Errors
    /// That one of its processes runs and cannot be measured.
    fn usage(&self) -> Result<Option<Usage>>;
    /// Whether the kernel has ended one of its processes because they held too much memory.
    fn ran_out_of_memory(&self) -> bool {
        false
    }
    /// Whether the kernel has refused to start another process or thread; `None` where that is not known.
    fn ran_out_of_processes(&self) -> Option<bool> {
        None
    }
    /// What its threads wait for, if all of them wait and nothing outside can wake them. Two equal results, one after the other, show a
    /// deadlock.
    fn standstill(&mut self) -> Option<Standstill> {
        None
    }
    /// Ends the program, and all processes that it has started.
    fn kill(&mut self);
    /// Waits until none of its processes is left, and says how the program ended.
    ///
    /// # Errors
    /// That the program could not be started.
    fn finish(&mut self) -> Result<Finish>;
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// By itself, with this code.
    Exit(i32),
    /// By a signal of this number, which is SIGKILL after [`Running::kill`].
    Signal(i32),
}

/// What a program and all processes that it has started take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// How many bytes of memory they hold.
    pub memory: u64,
    /// How long they have computed.
    pub cpu: Duration,
}

/// A program whose threads all wait without a time limit, as one look sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standstill(pub Vec<Asleep>);

/// A thread that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asleep {
    /// What it waits for.
    pub wait: Wait,
    /// What the kernel says about the thread. If the text is another one than in the look before, the thread was awake in between.
    pub state: String,
}
