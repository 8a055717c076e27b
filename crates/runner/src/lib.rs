//! Compiles and runs one program of the book, and tells how it went.
//!
//! # Layout
//! - [`program`]: the programs of the book, in three languages and as refusals: where they are, what they are called.
//! - [`libraries`]: the crates that a Rust program may use, built once into a folder of their own.
//! - [`go`]: the Go of this machine: which one it is, and how it is called.
//! - [`compile`]: from a program to a run of it, or to the compiler's refusal.
//! - [`watch`]: runs a command under a watchdog and collects what it prints.
//! - [`terminal`]: what a terminal shows of a line of output.
//! - [`transcript`]: what a program is expected to print, and whether it did.
//! - [`bless`]: takes transcripts and refusals anew.
//! - [`play`]: plays a program that a reader wrote, where it can do no harm, and tells what happens.
//!
//! Nothing here knows of HTTP or of Markdown.

pub mod bless;
pub mod compile;
pub mod go;
pub mod libraries;
#[cfg(unix)]
pub mod play;
pub mod program;
pub mod terminal;
pub mod transcript;
pub mod watch;
