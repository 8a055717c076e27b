//! What a program is compiled against to be explored. Its sources stay as they are: `use std::sync::Mutex` finds the `Mutex` of this crate.
//!
//! # Layout
//! - [`engine`]: runs the program again and again, each time in another order of its steps.
//! - [`mod@std`]: the standard library, in which locks, channels, atomics, threads and printing are steps of the engine.
//! - [`tokio`], [`tokio_util`], [`tokio_stream`], [`mod@futures`], [`crossbeam_channel`], [`crossbeam_utils`], [`parking_lot`]: the same for
//!   the crates that programs use.
//! - [`start`]: what the program's real `main` calls.
//! - `show`: the values of objects, as text.

mod channel;
pub mod crossbeam_channel;
pub mod crossbeam_utils;
pub mod engine;
pub mod futures;
pub mod parking_lot;
mod show;
pub mod start;
pub mod std;
pub mod tokio;
pub mod tokio_stream;
pub mod tokio_util;
