//! The languages of the book's programs: what each is called, where its programs are, and what a reader types to run one.
//!
//! # Layout
//! - [`Language`]: what the course has to know about a language.
//! - `table`: the languages of the book; [`ALL`] lists them.
//! - `files`: from the name of a program to its files, and from a path to the program that it belongs to.
//!
//! This crate describes the languages, and knows none of their tools: how a program is built and started is the runner's task.
//! Whatever walks over programs gets the languages as an argument, so that a test can add one.

mod files;
mod language;
mod table;

pub use files::{File, Kind, NAME, TRANSCRIPTS, file, is_name, transcript};
pub use language::{Language, listed, named};
pub use table::ALL;
