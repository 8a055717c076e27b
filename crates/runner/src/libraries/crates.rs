//! Which crates a program may use.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The crates that a program of the book may use: those of listings/Cargo.toml, all of which the public playground has.
pub const CRATES: [&str; 8] = [
    "crossbeam_channel",
    "crossbeam_utils",
    "futures",
    "parking_lot",
    "rayon",
    "tokio",
    "tokio_stream",
    "tokio_util",
];

/// The versions of [`CRATES`] in Cargo.lock; none if there is no Cargo.lock.
pub fn versions(root: &Path) -> Vec<(&'static str, String)> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    let version = |package: &str| {
        let entry = format!("[[package]]\nname = \"{package}\"\nversion = \"");
        let (_, rest) = lock.split_once(&entry)?;
        Some(rest.split('"').next()?.to_owned())
    };
    // The name of a crate has `_` in places where the name of its package may have `-`.
    let find = |name: &str| version(name).or_else(|| version(&name.replace('_', "-")));
    let crates = CRATES.into_iter();
    crates
        .filter_map(|name| Some((name, find(name)?)))
        .collect()
}

/// The names of the files of [`CRATES`] in their folder, each with its crate's name.
///
/// # Errors
/// That one of them is not there, or the folder cannot be read.
pub fn files(libraries: &Path) -> Result<Vec<(&'static str, String)>> {
    let entries = fs::read_dir(libraries)?.flatten();
    let entries: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let find = |name: &'static str| {
        let start = format!("lib{name}-");
        let mut files = entries.iter();
        let file = files.find(|file| file.starts_with(&start) && file.ends_with(".rlib"));
        let file = file.with_context(|| format!("cargo has not built the crate {name}"))?;
        Ok((name, file.clone()))
    };
    CRATES.into_iter().map(find).collect()
}
