//! The preprocessors of the book: which there are, and how they run.
//!
//! The course runs them in its own process. A plain `mdbook` command runs them as `course preprocess NAME`, through
//! [`run_as_command`], and gets the same book, except for the [explorations](crate::explorations), the scripts of
//! [quizzes](crate::quizzes), and the [checks of exercises](crate::practise).

use std::io::{Read, Write};

use anyhow::{Context as _, Result, bail};
use languages::{ALL, Language};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::admonitions::Admonish;
use crate::interview::Interview;
use crate::models::Models;
use crate::parts::Parts;
use crate::practise::Practise;
use crate::predict::Predict;
use crate::programs::Programs;
use crate::sheet::Sheet;
use crate::tabs::Tabs;
use crate::{Problems, check};

/// The preprocessors of a book whose programs are in these languages, in the order in which they run.
pub fn all(languages: &'static [Language]) -> [Box<dyn Preprocessor>; 9] {
    [
        Box::new(Interview(languages)),
        Box::new(Sheet(languages)),
        Box::new(Predict(languages)),
        Box::new(Practise),
        Box::new(Programs(languages)),
        Box::new(Models),
        Box::new(Admonish),
        Box::new(Tabs),
        Box::new(Parts),
    ]
}

/// Lets the book run its preprocessors in this process, those that its configuration names. Each replaces the command of its
/// name in book.toml, and keeps its place in the order.
pub(crate) fn install(book: &mut MDBook, languages: &'static [Language]) {
    for preprocessor in all(languages) {
        let key = format!("preprocessor.{}", preprocessor.name());
        if book.config.contains_key(&key) {
            book.with_preprocessor(Boxed(preprocessor));
        }
    }
}

/// A preprocessor in a box, which mdBook does not take without a type around it.
struct Boxed(Box<dyn Preprocessor>);

impl Preprocessor for Boxed {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> errors::Result<Book> {
        self.0.run(context, book)
    }

    fn supports_renderer(&self, renderer: &str) -> errors::Result<bool> {
        self.0.supports_renderer(renderer)
    }
}

/// Plays the part of `mdbook-NAME`: reads a book from `input` and writes it, preprocessed, to `output`.
///
/// # Errors
/// An unknown name, input that is not mdBook 0.5's, or what the preprocessor itself has to say.
pub fn run_as_command(name: &str, input: impl Read, mut output: impl Write) -> Result<()> {
    let mut preprocessors = all(ALL).into_iter();
    let Some(preprocessor) = preprocessors.find(|preprocessor| preprocessor.name() == name) else {
        let names = all(ALL).map(|preprocessor| preprocessor.name().to_owned());
        bail!(
            "no preprocessor is named {name}: there are {}",
            names.join(", ")
        );
    };
    let (context, mut book) = mdbook_preprocessor::parse_input(input)
        .context("this is meant to be run by mdBook 0.5, which writes the book to its input")?;
    // Plain mdBook does not check the sources, so each preprocessor does.
    Problems::none(check::check(&context.root, ALL)?)?;
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
