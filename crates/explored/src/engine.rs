//! Runs a program again and again, each time in another order of its steps.
//!
//! All threads and tasks of the program are coroutines on one thread of the system. A thread runs until its next step that other threads
//! can notice (a [`point`]). Then the engine chooses who makes a step next, among those that can.
//!
//! # Layout
//! - `kind`: what a step does, and to what.
//! - `object`: the objects that threads share.
//! - `thread`: the threads and tasks of one execution.
//! - `clock`: a virtual clock.
//! - `fair`: who must let others go first, so that a loop that only waits does not run forever.
//! - `choice`: who makes the next step.
//! - `execution`: one run of the program, from its start to its end.
//! - `record`: the steps of executions, as a graph.
//! - `print`: what the program prints.
//! - `names`: what threads and objects are called in the program.
//! - `place`: places in the program, also the one in which a guard is dropped.
//! - `explore`: all executions, and what came out of them.

mod choice;
mod clock;
mod execution;
mod explore;
mod fair;
mod kind;
mod names;
mod object;
mod place;
mod print;
mod record;
mod thread;

use std::cell::UnsafeCell;

pub use choice::Strategy;
pub use clock::{Alarm, clock, is_paused, look_at_clock, pass, pass_tokio, pause, tokio_clock};
pub use execution::{
    ChannelEnd, end_program, ends_are_steps, enter_runtime, give_up_if_over, is_over, join_runtime,
    leave_runtime, moment, new_runtime, note_owner, note_stopped, point, point_if_tried, silent,
    single_runtime, starts_are_steps, steps, unchanged_steps, variant,
};
pub use explore::{Limits, explore};
pub use kind::{Kind, ObjectKind};
pub use object::{Core, ObjectId};
pub use place::{At, here, unlocked};
pub use print::{lock_stream, print, unlock_stream};
pub use record::several;
pub use record::{event, glance, note, thread};
pub(crate) use thread::ready;
pub use thread::{Flag, Op, Ready, Subject, ThreadId, Unwinding};
pub use thread::{current, is_panicking, is_unwinding, not_passed_over, note_chosen, spawn};

/// What the engine knows during an execution, and what lasts from one execution to the next.
#[derive(Default)]
pub struct Engine {
    /// The objects that threads share.
    pub objects: object::Objects,
    /// The threads and tasks of this execution.
    pub threads: thread::Threads,
    /// Whether the program ever tries whether it could do something.
    tries: bool,
    drop_lines: place::DropLines,
    clock_reads: clock::Reads,
    /// Whether the end of a task is a step.
    ends: bool,
    /// Whether the start of a task is a step.
    starts: bool,
    /// Whether a task was stopped before its first step, so that the start of a task should be a step.
    starts_matter: bool,
    fair: fair::Fairness,
    record: record::Record,
    run: execution::Run,
}

impl Engine {
    /// If starts turn out to matter, makes them steps; returns whether everything must begin again because of this.
    fn begin_with_starts(&mut self) -> bool {
        let begins = self.starts_matter && !self.starts;
        self.starts |= begins;
        begins
    }
}

/// The one engine of this process.
struct Global(UnsafeCell<Option<Engine>>);

// SAFETY: only one thread of the system runs in this process. The threads of the program are coroutines on it.
unsafe impl Sync for Global {}

static ENGINE: Global = Global(UnsafeCell::new(None));

/// Calls `use_it` with the engine. `use_it` never switches to another coroutine and never calls `with`.
pub fn with<T>(use_it: impl FnOnce(&mut Engine) -> T) -> T {
    // SAFETY: one thread of the system, and no call of this function inside another one, so this is the only reference.
    let engine = unsafe { &mut *ENGINE.0.get() };
    use_it(engine.get_or_insert_default())
}
