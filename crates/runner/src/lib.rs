//! Compiles and runs one program of the book, and tells how it went.
//!
//! # Layout
//! - [`bless`]: writes transcripts and refusals again, as the programs of the book produce them now.
//! - [`compile`]: compiles a program of the book and runs it for its transcript, or collects the compiler's refusal.
//! - [`play`]: plays a program that a reader wrote, where it can do no harm, and tells what happens.
//! - [`libraries`]: the crates that a Rust program may use, built once into a folder of their own.
//! - [`rust`], [`go`], [`python`]: the compilers and the interpreter of this machine: which version it is, and how it is called.
//! - [`transcript`]: what a program is expected to print, and whether it did.
//! - [`watch`]: runs a command under a watchdog and collects what it prints.
//! - [`terminal`]: what a terminal shows of a line of output.
//! - [`program`]: the programs of the book, in three languages and as refusals: where they are, what they are called.
//! - [`passed`]: remembers which checks have passed, so that a check whose inputs have not changed does not run again.
//! - `commands`: what a command of this machine prints.
//! - `complete`: makes a file or a folder beside its place, and moves it there when it is complete.
//!
//! Nothing here knows of HTTP or of Markdown.

pub mod bless;
mod commands;
pub mod compile;
mod complete;
pub mod go;
pub mod libraries;
pub mod passed;
#[cfg(unix)]
pub mod play;
pub mod program;
pub mod python;
pub mod rust;
pub mod terminal;
pub mod transcript;
pub mod watch;
