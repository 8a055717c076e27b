//! The preprocessors of the book: mdbook-admonish, mdbook-tabs.
//!
//! The course runs them in its own process. A plain `mdbook` command runs them as `course preprocess NAME`, through
//! [`run_as_command`], and gets the same book.

use std::io::{Read, Write};

use anyhow::{Context, Result, bail};
use mdbook_0_4::preprocess::Preprocessor as _;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use mdbook_tabs::TabsPreprocessor;
use serde_json::{Value, json};

/// mdbook-admonish, which speaks the protocol of mdBook 0.4, as a preprocessor of mdBook 0.5.
///
/// The two protocols differ in the name of the book's list and in what a configuration may hold, so both are
/// converted through serde. This goes when mdbook-admonish moves to mdBook 0.5.
pub struct Admonish;

impl Preprocessor for Admonish {
    fn name(&self) -> &str {
        "admonish"
    }

    fn run(
        &self,
        ctx: &PreprocessorContext,
        book: Book,
    ) -> mdbook_preprocessor::errors::Result<Book> {
        let admonish = mdbook_admonish::Admonish;
        let settings: Value = ctx
            .config
            .get("preprocessor.admonish")?
            .unwrap_or_else(|| json!({}));
        let old_context = serde_json::from_value(json!({
            "root": ctx.root,
            // Only its own table: 0.4 refuses some of what 0.5 allows elsewhere.
            "config": { "preprocessor": { "admonish": settings } },
            "renderer": ctx.renderer,
            "mdbook_version": mdbook_0_4::MDBOOK_VERSION,
        }))
        .context("mdbook-admonish did not take the configuration")?;
        let old_book = serde_json::from_value(json!({
            "sections": serde_json::to_value(book.items)?,
            "__non_exhaustive": null,
        }))
        .context("mdbook-admonish did not take the book")?;

        let old_book = admonish.run(&old_context, old_book)?;

        let mut value = serde_json::to_value(old_book)?;
        let items = serde_json::from_value(value["sections"].take())
            .context("mdBook did not take the book back from mdbook-admonish")?;
        Ok(Book::new_with_items(items))
    }
}

/// The preprocessors of the book, in the order in which they run.
pub fn all() -> [Box<dyn Preprocessor>; 2] {
    [Box::new(Admonish), Box::new(TabsPreprocessor::new())]
}

/// Plays the part of `mdbook-NAME`: reads a book from `input` and writes it, preprocessed, to `output`.
///
/// # Errors
/// An unknown name, input that is not mdBook 0.5's, or what the preprocessor itself has to say.
pub fn run_as_command(name: &str, input: impl Read, mut output: impl Write) -> Result<()> {
    let Some(preprocessor) = all().into_iter().find(|known| known.name() == name) else {
        bail!("no preprocessor is named {name}: there are admonish and tabs");
    };
    let (context, book) = mdbook_preprocessor::parse_input(input)
        .context("this is meant to be run by mdBook 0.5, which writes the book to its input")?;
    let book = preprocessor.run(&context, book)?;
    serde_json::to_writer(&mut output, &book)?;
    output.flush()?;
    Ok(())
}
