//! The Rust of this machine: which compiler it is, how it is called, and the edition of the book.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::commands::output_of;

/// Rust's edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it all")]
pub enum Edition {
    E2015,
    E2018,
    E2021,
    E2024,
}

impl Edition {
    /// The edition in which the programs of the book are written.
    pub const BOOK: Edition = Edition::E2024;

    /// The edition of this name, for example `2024`.
    pub fn named(name: &str) -> Option<Self> {
        [
            Edition::E2015,
            Edition::E2018,
            Edition::E2021,
            Edition::E2024,
        ]
        .into_iter()
        .find(|edition| edition.to_string() == name)
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Edition::E2015 => "2015",
            Edition::E2018 => "2018",
            Edition::E2021 => "2021",
            Edition::E2024 => "2024",
        })
    }
}

/// How many columns a line of the compiler's messages may have, as an argument of the compiler: as many as a page shows.
pub const DIAGNOSTIC_WIDTH: &str = "--diagnostic-width=90";

/// A command that calls the compiler in a folder of the book. The book's `rust-toolchain.toml` chooses the compiler, so the folder must
/// lie in the book.
pub fn command(folder: &Path) -> Command {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(folder);
    rustc
}

/// The compiler itself, which rustup's `rustc` starts.
pub struct Compiler {
    /// Its version, for example `rustc 1.95.0`.
    pub version: String,
    /// The target triple of this machine, for example `x86_64-unknown-linux-gnu`.
    pub host: String,
    /// All that the compiler says of its version, in several lines.
    pub details: String,
    /// The folder of the compiler and its standard library.
    pub sysroot: PathBuf,
}

impl Compiler {
    /// Finds the compiler of the book whose root is `root`.
    ///
    /// # Errors
    /// That there is none, or that it does not work.
    pub fn find(root: &Path) -> Result<Self> {
        let sysroot = PathBuf::from(output_of(command(root).args(["--print", "sysroot"]))?);
        let details = output_of(Command::new(Compiler::program(&sysroot)).arg("-vV"))?;
        let first = details.lines().next().unwrap_or_default();
        let host = details.lines().find_map(|line| line.strip_prefix("host: "));
        Ok(Compiler {
            version: first.split(" (").next().unwrap_or(first).to_owned(),
            host: host
                .context("rustc does not say for which machine it is")?
                .to_owned(),
            sysroot,
            details,
        })
    }

    /// The compiler's file in a sysroot, wherever that folder is seen.
    pub fn program(sysroot: &Path) -> PathBuf {
        sysroot.join("bin/rustc")
    }
}
