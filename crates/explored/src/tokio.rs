//! tokio, in which tasks, channels, locks and timers are steps of the engine. `tokio::io`, `net`, `fs`, `process` and `signal` do not exist here.
//!
//! # Layout
//! - `executor`: polls the future of a task, on the coroutine of the task.
//! - `step`: a future whose end is a step of the engine.
//! - `runtime`: runtimes, which start tasks and drop them when they shut down.
//! - `task`: tasks.
//! - `sync`: channels and locks. Most are tokio's own, because they need no runtime, with steps around them.
//! - `time`: sleeps and time limits, which may end at any moment unless the clock is paused.
//! - `select`: `select!`, whose random first branch is a choice that is explored.

pub(crate) mod executor;
pub mod runtime;
#[doc(hidden)]
pub mod select;
pub(crate) mod step;
pub mod sync;
pub mod task;
pub mod time;

pub use ::tokio::{join, main, pin, test, try_join};

pub use crate::{__tokio_select as select, __tokio_task_local as task_local};
pub use task::spawn;

pub(crate) use sync::queue::block as block_on_thread;

/// The real tokio, for the macros of this module.
#[doc(hidden)]
pub mod real {
    pub use ::tokio::*;
}
