//! The crate `crossbeam-utils`.
//!
//! # Layout
//! - `sync`: a group that can be waited for.
//! - `thread`: threads that end before a scope does.
//! - `backoff`: pauses in a loop that spins.
//! - `padded`: values that have a cache line of their own.

mod backoff;
mod padded;
pub mod sync;
pub mod thread;

pub use backoff::Backoff;
pub use padded::CachePadded;
