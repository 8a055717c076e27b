//! The crates that a Rust program of the book may use, built once into a folder of their own.
//!
//! `rustc`, rustdoc and the public playground look the crates up by name (`extern crate tokio;`), so the folder must have each crate in one
//! variant only. Therefore cargo builds the dependencies of the crate `listings` in a target folder of their own, and the folder holds the
//! files that this build reports.
//!
//! # Layout
//! - `build`: builds the crates with cargo.
//! - `shared`: makes one shared library of them, together with `common.rs`.
//! - `crates`: which crates a program may use.
//! - `sources`: keeps the folders of their sources out of messages.
//! - `target`: the folder in which everything is built.

mod build;
mod crates;
mod shared;
mod sources;
mod target;

pub use build::{FRAME_POINTERS, build, build_package};
pub use crates::{CRATES, files, versions};
pub use shared::{SHARED, share};
pub use sources::without_sources;
pub use target::{TARGET, remove_others};
