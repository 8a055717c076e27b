//! The exercises of the book, `listings/exercises/NAME`: what stands in their folders, and the programs that check an answer.
//!
//! # Layout
//! A module uses only modules that stand below it in this list.
//! - [`all`], [`read`], [`files`]: the exercises from disk, or what is wrong with them.
//! - [`plain`], [`explored`], [`Published`]: an answer and its checks as one program.
//! - [`Record`]: what the plain program says about its checks while it runs.
//! - `task`: the parts of a `task.md`.
//! - [`checks`]: the checks in a `check.rs` or a `schedules.rs`.

mod assembly;
mod checks;
mod exercise;
mod record;
mod task;

pub use assembly::{Published, explored, line_of_answer, plain};
pub use checks::{Check, checks};
pub use exercise::{Exercise, FOLDER, Wrong, all, files, folders, read};
pub use record::Record;
pub use task::{AtFirst, Kind};
