//! Compiles and runs one program of the book, and tells how it went.
//!
//! # Layout
//! - [`bless`]: writes transcripts and refusals again, as the programs of the book produce them now.
//! - [`toolchain`]: runs programs of the book for their transcripts, as play does, but without guards.
//! - [`refusal`]: the messages with which compilers refuse programs.
//! - [`play`]: plays a program that a reader wrote, where it can do no harm, and tells what happens.
//! - [`libraries`]: the crates that a Rust program may use, built once into a folder of their own.
//! - [`rust`], [`go`], [`python`]: the compilers and the interpreter of this machine: which version it is, and how it is called.
//! - [`transcript`]: what a program is expected to print, and whether it did.
//! - [`terminal`]: what a terminal shows of a line of output.
//! - [`program`]: the programs of the book, in each language and as refusals: where they are, what they are called.
//! - `tool_kind`: which tool builds and runs the programs of a language.
//! - [`passed`]: remembers which checks have passed, so that a check whose inputs have not changed does not run again.
//! - `commands`: what a command of this machine prints.
//! - [`complete`]: makes a file or a folder beside its place, and moves it there when it is complete.
//!
//! Nothing here knows of HTTP or of Markdown.

pub mod bless;
mod commands;
pub mod complete;
pub mod go;
pub mod libraries;
pub mod passed;
pub mod play;
pub mod program;
pub mod python;
pub mod refusal;
pub mod rust;
pub mod terminal;
mod tool_kind;
pub mod toolchain;

pub mod transcript;
