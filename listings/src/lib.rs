//! Every Rust program that the book shows.
//!
//! # Layout
//! - `examples/`: the programs, one whole file each; `cargo run -p listings --example NAME` runs one.
//! - `compile_fail/`: programs that the compiler refuses, each beside the `.stderr` that it prints.
//! - `transcripts/`: what each program prints, whichever language runs it.
//!
//! This library is empty: it stands for the crates that a program may use.
