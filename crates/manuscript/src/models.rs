//! Models: programs whose schedules loom or shuttle explore, in tests/models.
//!
//! Cargo compiles and runs them as tests of this package. A checker of code blocks has no loom: for the renderer `test`
//! alone (see book.toml) a block that shows a model becomes plain text, before the includes are replaced.

use std::path::{Path, PathBuf};

use anyhow::Result;
use languages::Language;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::blocks::as_text;
use crate::sources::{self, Include};

/// Where the models stand, relative to the root of the book.
pub const FOLDER: &str = "tests/models";

/// The preprocessor.
pub struct Models;

impl Preprocessor for Models {
    fn name(&self) -> &str {
        "models"
    }

    fn supports_renderer(&self, renderer: &str) -> mdbook_preprocessor::errors::Result<bool> {
        Ok(renderer == "test")
    }

    fn run(
        &self,
        _: &PreprocessorContext,
        mut book: Book,
    ) -> mdbook_preprocessor::errors::Result<Book> {
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(path) = &chapter.source_path
            {
                chapter.content = without_models(path, &chapter.content);
            }
        });
        Ok(book)
    }
}

/// The includes that show a model to the reader, in all chapters.
///
/// # Errors
/// That a chapter cannot be read.
pub fn shown(root: &Path) -> Result<Vec<Include>> {
    let mut includes = sources::includes(root)?;
    includes.retain(is_model);
    Ok(includes)
}

fn is_model(include: &Include) -> bool {
    include.file.starts_with(FOLDER)
        && include
            .file
            .extension()
            .is_some_and(|e| e == Language::RUST.extension())
}

/// The chapter `path`, relative to the book's `src`, with each fence that opens right above a model turned into plain text.
fn without_models(path: &Path, markdown: &str) -> String {
    let chapter = PathBuf::from("src").join(path);
    let models: Vec<usize> = sources::includes_of(&chapter, markdown)
        .into_iter()
        .filter(is_model)
        // The include stands in the line after the one that opens its block.
        .map(|include| include.line - 1)
        .collect();
    as_text(markdown, &models)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block that shows a model is no longer Rust, within an admonition too; a listing, and a model's output, stay.
    #[test]
    fn models_become_text() {
        let model =
            "```rust,noplayground\n{{#rustdoc_include ../tests/models/01_a.rs:part}}\n```\n";
        let other = "```rust\n{{#rustdoc_include ../listings/examples/01_a.rs}}\n```\n\n\
                     ```text\n{{#include ../tests/models/01_a.txt}}\n```\n";
        let text = model.replace("rust,noplayground", "text");
        for around in ["{}", "````admonish note\n{}````\n", "- item\n\n{}"] {
            let with = |block: &str| format!("{}\n{other}", around.replace("{}", block));
            assert_eq!(
                without_models(Path::new("01_a.md"), &with(model)),
                with(&text)
            );
        }
    }
}
