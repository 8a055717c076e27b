//! The standard library, in which locks, channels, atomics, threads, clocks and printing are steps of the engine. Everything else is std's.
//!
//! # Layout
//! - `sync`: locks, condition variables, barriers, values that are set once, atomics, channels.
//! - `thread`: threads, and values of threads.
//! - `time`: a clock that goes on only when a thread sleeps.
//! - `io`, `macros`: printing.
//! - `collections`: maps whose order is the same in each execution.
//! - `prelude`: what a program has without naming it.
//! - `panic`, `process`, `hint`: what the engine must see.
//! - `net`, `os`: without sockets, which would wait in the system.

pub use ::std::*;

mod macros;

pub mod collections;
pub mod hint;
pub mod io;
pub mod net;
pub mod os;
pub mod panic;
pub mod prelude;
pub mod process;
pub mod sync;
pub mod thread;
pub mod time;

pub use macros::{dbg, eprint, eprintln, print, println, thread_local};
