//! The folder in which everything is built that comes from the listings.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The folder for everything that is built from the listings, relative to the root of the book.
pub const TARGET: &str = "target/listings";

/// Removes the older versions of a folder: those beside it whose names have the same beginning.
///
/// # Errors
/// That the folder above cannot be read.
pub fn remove_others(folder: &Path, beginning: &str) -> Result<()> {
    for entry in fs::read_dir(folder.parent().context("a folder has a parent")?)?.flatten() {
        let is_version = entry.file_name().to_string_lossy().starts_with(beginning);
        if is_version && entry.path() != folder {
            // An error is ignored, because another process may remove the same folder.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}
