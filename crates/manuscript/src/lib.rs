//! The book as data.
//!
//! # Layout
//! - [`Manuscript`]: a book that was loaded from disk; it is expanded, rendered and tested from here.
//! - [`sources`]: what must hold in the sources before mdBook sees them, and what files they include.
//! - `stage`: the sources, copied to where mdBook reads them, with one kind of line end and without leftovers of editors.
//! - [`blocks`]: the code blocks of a chapter, as a Markdown parser sees them; `fences`: line by line, those within
//!   admonitions too.
//! - [`preprocessors`]: all of them, run in this process or as mdBook's commands.
//! - [`programs`]: which program a block is, and the whole of it; `transcripts`: what it prints, where the page does not show that;
//!   `language_data`: what the scripts of the page know about the languages.
//! - [`models`]: what loom and shuttle explore; a checker of blocks does not compile it.
//! - [`topics`]: the topics' chapters, from which the pages beside them are built.
//! - [`questions`]: what the chapters ask; [`interview`]: on one page, [`cards`]: as a file for Anki.
//! - [`sheet`]: the cheat lines of all topics, on one page.
//! - [`admonitions`]: what mdbook-admonish makes of a block, as valid HTML.
//! - [`tabs`]: a program in several languages, one at a time.
//! - [`parts`]: the names of the parts, as valid items of the table of contents.
//! - [`Problem`]: what is wrong, in which file and line, and how to mend it.

pub mod admonitions;
pub mod blocks;
pub mod cards;
mod fences;
pub mod interview;
mod language_data;
mod manuscript;
pub mod models;
pub mod parts;
pub mod preprocessors;
mod problem;
pub mod programs;
pub mod questions;
pub mod sheet;
pub mod sources;
mod stage;
pub mod tabs;
pub mod topics;
mod transcripts;

pub use manuscript::{Chapter, Edition, Manuscript};
pub use problem::{Problem, Problems};
