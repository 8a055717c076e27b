//! The preprocessors of the book: the interview, the sheet, the programs, the models, mdbook-admonish, the tabs and the parts.
//!
//! The course runs them in its own process. A plain `mdbook` command runs them as `course preprocess NAME`, through
//! [`run_as_command`], and gets the same book.

use std::io::{Read, Write};

use anyhow::{Context as _, Result, bail};
use languages::ALL;
use mdbook_preprocessor::Preprocessor;
use mdbook_preprocessor::book::BookItem;

use crate::admonitions::Admonish;
use crate::interview::Interview;
use crate::models::Models;
use crate::parts::Parts;
use crate::programs::Programs;
use crate::sheet::Sheet;
use crate::tabs::Tabs;
use crate::{Problems, sources};

/// The preprocessors of the book, in the order in which they run.
pub fn all() -> [Box<dyn Preprocessor>; 7] {
    [
        Box::new(Interview),
        Box::new(Sheet(ALL)),
        Box::new(Programs(ALL)),
        Box::new(Models),
        Box::new(Admonish),
        Box::new(Tabs),
        Box::new(Parts),
    ]
}

/// Plays the part of `mdbook-NAME`: reads a book from `input` and writes it, preprocessed, to `output`.
///
/// # Errors
/// An unknown name, input that is not mdBook 0.5's, or what the preprocessor itself has to say.
pub fn run_as_command(name: &str, input: impl Read, mut output: impl Write) -> Result<()> {
    let Some(preprocessor) = all().into_iter().find(|known| known.name() == name) else {
        let known = all().map(|known| known.name().to_owned()).join(", ");
        bail!("no preprocessor is named {name}: there are {known}");
    };
    let (context, mut book) = mdbook_preprocessor::parse_input(input)
        .context("this is meant to be run by mdBook 0.5, which writes the book to its input")?;
    // What `course` would refuse, the plain mdBook refuses too.
    Problems::none(sources::check(&context.root, ALL)?)?;
    // `course` normalises all sources. The plain mdBook has read the chapters as they are.
    book.for_each_mut(|item| {
        if let BookItem::Chapter(chapter) = item {
            chapter.content = text::normal(&chapter.content).into_owned();
        }
    });
    let book = preprocessor.run(&context, book)?;
    serde_json::to_writer(&mut output, &book)?;
    output.flush()?;
    Ok(())
}
