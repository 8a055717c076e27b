//! Checks an answer to an exercise: by plain tests, and by tests that run under every schedule.
//!
//! # Layout
//! - [`checker`]: builds an answer with its checks, and runs both kinds at the same time.
//! - [`plain`]: runs the plain checks, one after the other, and goes on behind one that never ends.
//! - [`scheduled`]: runs a check under every schedule.
//! - [`verdict`]: what is said of a check, and all that happens until then.
//!
//! Nothing here knows of HTTP or of a terminal. Where an exercise's files are, and what they contain, is known by the crate `exercises`.

pub mod checker;
mod plain;
mod scheduled;
pub mod verdict;

pub use checker::Checker;
pub use verdict::{Event, Verdict};
