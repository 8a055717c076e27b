//! What is asked of the player: a program, and whether the reader still wants it.

use std::path::Path;

use anyhow::Result;
use languages::{ALL, Language};

use crate::program::Program;
use crate::rust::Edition;

/// A program to play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The language that the program is written in.
    pub language: &'static Language,
    /// The whole program.
    pub source: String,
    /// Rust's edition. The other languages ignore it.
    pub edition: Edition,
    /// Whether the compiler optimizes, so that it takes longer and the program runs faster.
    pub optimized: bool,
    /// What is written behind the program's name when it is started. Programs of the book ignore it.
    pub arguments: Vec<String>,
}

impl Job {
    /// A program as the book ships it.
    pub fn new(language: &'static Language, source: impl Into<String>) -> Self {
        Job {
            language,
            source: source.into(),
            edition: Edition::BOOK,
            optimized: false,
            arguments: Vec::new(),
        }
    }
}

/// Whether nobody wants the program any more. The player asks again and again, while the program is built and while it runs.
pub type Cancelled<'a> = &'a dyn Fn() -> bool;

/// A program of the book as its page has it: whole, but with a blank line in place of each anchor; see [`text::program`].
///
/// # Errors
/// That its file cannot be read.
pub fn shown(root: &Path, program: &Program) -> Result<String> {
    let source = text::read(&root.join(program.source()))?;
    Ok(text::program(&source, ALL))
}
