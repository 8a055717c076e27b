//! The book as data.
//!
//! # Layout
//! A module uses only modules that stand below it in this list.
//! - [`Manuscript`]: a book that was loaded from disk; it is expanded, rendered and tested from here.
//! - [`preprocessors`]: the list of them, run in this process or as mdBook's commands.
//! - [`check`]: what must hold in the sources before mdBook sees them.
//! - The preprocessors:
//!   - [`interview`]: the questions, on the pages that ask for them;
//!   - [`sheet`]: the cheat lines of all topics, on one page;
//!   - [`predict`]: the quizzes of a page;
//!   - [`practise`]: the exercises of a topic, in its chapter;
//!   - [`programs`]: which program a block is, and the whole of it;
//!   - [`models`]: what loom and shuttle explore; a checker of blocks does not compile it;
//!   - [`admonitions`]: what mdbook-admonish makes of a block, as valid HTML;
//!   - [`tabs`]: a program in several languages, one at a time;
//!   - [`parts`]: the names of the parts, as valid items of the table of contents.
//! - [`cards`]: the questions as a file for Anki.
//! - `stage`: the sources, copied to where mdBook reads them, with one kind of line end and without leftovers of editors.
//! - [`quizzes`]: questions about programs, whose right answers come from what the programs do.
//! - `places`: where a page shows a file, as a link names it.
//! - [`sources`]: the chapters that `SUMMARY.md` lists, and the files that they include.
//! - `language_data`: what the scripts of a page know about the languages.
//! - `transcripts`: what a program prints, where the page does not show that.
//! - [`explorations`]: every schedule of a program, for the panel that shows them.
//! - [`training`]: what the Interview page needs beyond its questions.
//! - [`lean`]: scripts and styles without what only their authors read.
//! - `challenges`: what a reader should bring a program to do in that panel.
//! - [`questions`]: what the chapters ask, and how much each question asks for.
//! - [`topics`]: the topics' chapters, from which the pages beside them are built.
//! - [`sections`]: what stands under each heading of a chapter.
//! - [`blocks`]: the code blocks of a chapter, as a Markdown parser sees them.
//! - [`fences`]: the fences of a chapter, line by line, those within admonitions too.
//! - [`anchors`]: the part of a file between two anchors.
//! - `escapes`: lines of a file that mdBook or rustdoc would read as marks of their own.
//! - `read`: what stands in a file, or an error that names it.

pub mod admonitions;
pub mod anchors;
pub mod blocks;
pub mod cards;
mod challenges;
pub mod check;
mod escapes;
pub mod explorations;
pub mod fences;
pub mod interview;
mod language_data;
pub mod lean;
mod manuscript;
pub mod models;
pub mod parts;
mod places;
pub mod practise;
pub mod predict;
pub mod preprocessors;
pub mod programs;
pub mod questions;
pub mod quizzes;
mod read;
pub mod sections;
pub mod sheet;
pub mod sources;
mod stage;
pub mod tabs;
pub mod topics;
pub mod training;
mod transcripts;

pub use manuscript::{Audience, ExpandedChapter, Manuscript};
pub use text::{Problem, Problems};
