//! Reading a file of the book: an error names the file.

use std::path::Path;

use anyhow::{Context, Result, anyhow};

use crate::Problem;

/// What stands in a file.
pub(crate) fn read(file: &Path) -> Result<String> {
    text::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// What stands in a source of the book, which is named relative to the book's root; the error is a [`Problem`].
pub(crate) fn read_source(root: &Path, file: &Path) -> Result<String> {
    text::read(&root.join(file)).map_err(|error| {
        let what = format!("this cannot be read ({error})");
        anyhow!(Problem::new(file, None, what, "every book has this file, in UTF-8").to_string())
    })
}
