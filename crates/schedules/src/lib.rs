//! Explores one program: runs it under every schedule, and tells each outcome and how it comes about.
//!
//! The program is compiled as it stands on its page, but against the crate `explored` in place of std and the other crates. So its threads and
//! tasks run under a scheduler that makes every choice once.
//!
//! # Layout
//! - [`explorer`]: explores a program of a reader or of the book, in the sandbox and within the limits of play.
//! - [`tool`]: builds a program against the crate `explored`.
//! - [`exploration`]: what comes out.
//! - [`trace`]: one schedule, step by step.
//! - [`recorded`]: the explorations that belong to the book.
//! - [`timeline`]: drawings of programs in virtual time.
//!
//! Nothing here knows of HTTP or of Markdown.

pub mod exploration;
pub mod explorer;
pub mod recorded;
pub mod timeline;
pub mod tool;
pub mod trace;

pub use exploration::{End, Exploration, Outcome};
pub use explorer::{Explorer, Limits, NotExplored, Strategy};
