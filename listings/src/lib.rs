//! Every Rust program that the book shows.
//!
//! # Layout
//! - `examples/`: the programs, one whole file each; `cargo run -p listings --example NAME` runs one.
//! - `compile_fail/`: programs that the compiler refuses, each beside the `.stderr` that it prints.
//! - `transcripts/`: what each program prints, whichever language runs it.
//! - `benches/`: programs that measure, beside `go/benches/` and `python/benches/`; `cargo bench -p listings --bench NAME` runs one.
//! - `measurements/`: the tables that they wrote, which the chapters include.
//!
//! This library is empty: it stands for the crates that a program may use.
