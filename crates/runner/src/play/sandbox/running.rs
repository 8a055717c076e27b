//! What every kind of sandbox can do: start a program, look at it, and end it.

use std::io::PipeReader;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use anyhow::Result;

use super::task::Task;
use crate::play::event::Wait;

/// A place for a program, in which nothing runs yet. Dropped, it goes.
pub trait Sandbox: Send {
    /// Starts the program.
    ///
    /// # Errors
    /// That it cannot be started.
    fn start(self: Box<Self>, task: &Task) -> Result<Box<dyn Running>>;
}

/// A program that was started.
pub trait Running {
    /// What it prints to standard output; once.
    fn take_output(&mut self) -> Option<PipeReader>;
    /// What it prints to standard error; once.
    fn take_errors(&mut self) -> Option<PipeReader>;
    /// What can be read from once the program itself has ended; `None` where only [`Running::has_ended`] tells.
    fn end(&self) -> Option<BorrowedFd<'_>>;
    /// Whether the program itself has ended. What it has started may still be there.
    fn has_ended(&mut self) -> bool;
    /// What it and all that it has started take now; `None` where nothing can be said of that, here or any more.
    ///
    /// # Errors
    /// That a process of it is there and cannot be measured.
    fn usage(&self) -> Result<Option<Usage>>;
    /// Whether the kernel has ended one of its processes because they held too much memory.
    fn ran_out_of_memory(&self) -> bool {
        false
    }
    /// Whether the kernel has refused to start another process or thread; `None` where nobody knows.
    fn ran_out_of_processes(&self) -> Option<bool> {
        None
    }
    /// What its threads wait for, if all of them wait and nothing outside can wake them. Two equal answers, one after the other, show
    /// that nothing ever will.
    fn standstill(&mut self) -> Option<Standstill> {
        None
    }
    /// Ends it, and all that it has started.
    fn kill(&mut self);
    /// Waits until no process of it is there any more, and says how it ended. Dropped, its sandbox goes as well.
    ///
    /// # Errors
    /// That it could not be started at all.
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

/// What a program and all that it has started take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Bytes of memory that they hold.
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
    /// What the kernel says of it: another text than before means that it was awake in between.
    pub state: String,
}
