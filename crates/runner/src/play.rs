//! Plays a program: takes its source, and tells what happens, event by event.
//!
//! # Layout
//! - [`player`]: plays a program from its source to its end.
//! - [`languages`]: which languages can be played now.
//! - [`building`]: builds one program: finds an earlier build, or calls the compiler.
//! - [`builds`]: what compilers have made, kept by what it was made from.
//! - [`tools`]: the compilers and interpreters: where they are, and how each makes a program of a source.
//! - [`supervise`]: watches over one program, hands on what it prints, and stops it at its limits.
//! - `output`: reads what the program prints.
//! - [`sandbox`]: starts a program where it can do no harm.
//! - [`whole`]: a run without its events, for callers that want only the result.
//! - [`job`]: what is asked of the player.
//! - [`event`]: what happens while a program is played.
//! - [`limits`]: what a program, and its compiler, may take of the machine.

pub mod building;
pub mod builds;
pub mod event;
pub mod job;
pub mod languages;
pub mod limits;
mod output;
pub mod player;
pub mod sandbox;
pub mod supervise;
pub mod tools;
pub mod whole;

pub use self::languages::State;
pub use crate::rust::Edition;
pub use job::{Cancelled, Job, shown};
pub use player::Player;
pub use whole::Whole;
