//! The compilers and interpreters that play uses: where they are, and how each makes a program of a source.
//!
//! # Layout
//! - `rust`, `go`, `python`: the tool of each language.
//! - `rustc`: how rustc is called for a program that anybody may have written.
//! - `places`: where compilers and programs see the folders of this machine.
//! - `tool`: what a tool does; `scripts`: one for tests.

mod go;
mod places;
mod python;
mod rust;
mod rustc;
#[cfg(test)]
pub mod scripts;
mod tool;

use std::path::Path;

use anyhow::Result;
use languages::Language;

use super::sandbox::Isolation;
use crate::tool_kind::ToolKind;
pub use rustc::{Rustc, compiler_version};
pub use tool::{Priority, Tool};

/// Finds the tool of a language and makes it ready, which may take long: `tell` is called with what is being built. What it builds
/// of programs will be in the folder `builds`; its tasks are for a machine with this isolation.
///
/// # Errors
/// That the language has no tool, that this machine does not have it, or that it does not work.
pub fn prepare(
    language: &Language,
    root: &Path,
    builds: &Path,
    isolation: &Isolation,
    tell: &mut dyn FnMut(&str),
) -> Result<Box<dyn Tool>> {
    Ok(match ToolKind::of(language)? {
        ToolKind::Rust => Box::new(rust::Rust::prepare(root, builds, isolation, tell)?),
        ToolKind::Go => Box::new(go::Go::prepare(root, builds, isolation, tell)?),
        ToolKind::Python => Box::new(python::Python::find()?),
    })
}
