//! A book that was loaded from disk.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use mdbook_driver::config::Config;

use crate::admonitions::Admonish;
use crate::interview::Interview;
use crate::models::Models;
use crate::parts::Parts;
use crate::programs::Programs;
use crate::questions::questions;
use crate::sheet::Sheet;
use crate::stage::Stage;
use crate::tabs::Tabs;
use crate::topics::topics;
use crate::{Problem, Problems, cards, sources};

/// A book, checked and loaded, with the course's own preprocessors in place of their commands.
pub struct Manuscript {
    book: MDBook,
    /// What the book was loaded from: preprocessors and renderers read further files.
    _stage: Stage,
}

/// Whom a rendered book is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Anybody, from any web host or from disk.
    Published,
    /// The author at the preview: the page reloads when the book was rebuilt, and shows why it was not.
    Preview,
}

/// A chapter with all its includes, admonitions and tabs expanded.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The source file, relative to the book's `src`, for example `05_select.md`.
    pub path: PathBuf,
    /// The expanded Markdown.
    pub text: String,
}

impl Manuscript {
    /// Loads the book whose `book.toml` stands in `root`.
    ///
    /// # Errors
    /// [`Problems`] that name the file, the line and the mend, or what mdBook has to say.
    pub fn load(root: &Path) -> Result<Self> {
        let book_toml = root.join("book.toml");
        ensure!(
            book_toml.is_file(),
            Problem::new(
                root.join("book.toml"),
                None,
                "there is no book here",
                "run this in the folder of the course, or name that folder with --root",
            )
            .to_string()
        );
        let config = text::read(&book_toml).map_err(Into::into);
        let config = config.and_then(|text| text.parse::<Config>());
        let config = config.map_err(|error: anyhow::Error| {
            let line = error
                .chain()
                .find_map(|cause| line_of_toml(&cause.to_string()));
            anyhow!(
                Problem::new(
                    "book.toml",
                    line,
                    format!("{:#}", error.root_cause()).trim_end(),
                    "write it as mdBook's guide says, under Configuration",
                )
                .to_string()
            )
        })?;
        Problems::none(sources::check(root)?)?;

        let known = config.clone();
        let named = |name: &str| known.contains_key(&format!("preprocessor.{name}"));
        let stage = Stage::of(root, &config)?;
        let mut book = MDBook::load_with_config(stage.root(), config)?;
        // Each replaces the command of its name in book.toml, and keeps its place in the order.
        if named("interview") {
            book.with_preprocessor(Interview);
        }
        if named("sheet") {
            book.with_preprocessor(Sheet);
        }
        if named("programs") {
            book.with_preprocessor(Programs);
        }
        if named("models") {
            book.with_preprocessor(Models);
        }
        if named("admonish") {
            book.with_preprocessor(Admonish);
        }
        if named("tabs") {
            book.with_preprocessor(Tabs);
        }
        if named("parts") {
            book.with_preprocessor(Parts);
        }
        Ok(Manuscript {
            book,
            _stage: stage,
        })
    }

    /// The chapters as `mdbook test` sees them: what is in an admonition or a tab is there, too, and models are text.
    ///
    /// # Errors
    /// A preprocessor's.
    pub fn expand(&self) -> Result<Vec<Chapter>> {
        let (book, _) = self.book.preprocess_book(&TestRenderer)?;
        Ok(book
            .iter()
            .filter_map(|item| match item {
                BookItem::Chapter(chapter) => Some(Chapter {
                    path: chapter.source_path.clone()?,
                    text: chapter.content.clone(),
                }),
                _ => None,
            })
            .collect())
    }

    /// Says under which path of its host the rendered book will be, with a slash at both ends: the page for an address that
    /// does not exist needs to know. Without it, that is the host's root.
    ///
    /// # Errors
    /// That the configuration has something else in this place.
    pub fn set_site_url(&mut self, path: &str) -> Result<()> {
        self.book.config.set("output.html.site-url", path)
    }

    /// Renders the book into the folder `out`, whose former contents go.
    ///
    /// # Errors
    /// A preprocessor's or the renderer's. Then `out` may be half-written: render beside the last good book, and
    /// exchange the two afterwards.
    pub fn render(&mut self, out: &Path, edition: Edition) -> Result<()> {
        self.book.config.build.build_dir = std::path::absolute(out)?;
        if edition == Edition::Preview {
            let mut scripts = self
                .book
                .config
                .html_config()
                .unwrap_or_default()
                .additional_js;
            scripts.push("theme/preview.js".into());
            self.book.config.set("output.html.additional-js", scripts)?;
        }
        self.book.build()
    }

    /// The questions of the book as a text file that Anki imports: the one that the page `interview.md` links to.
    pub fn cards(&self) -> String {
        cards::file(&questions(&topics(&self.book.book)))
    }

    /// Runs every Rust block of the book as `mdbook test` does, against the crates in the folder `libraries`.
    ///
    /// # Errors
    /// That a block does not do what its fence says; rustdoc has told which on stderr.
    pub fn test(&mut self, libraries: &Path) -> Result<()> {
        self.book.test(vec![utf_8(libraries)?])
    }

    /// Runs every Rust block of one chapter as [`Manuscript::test`] does. [`Manuscript::expand`] gives the chapters: to expand the book
    /// takes long, and here it is not done again for each of them.
    ///
    /// # Errors
    /// That a block does not do what its fence says; rustdoc has told which on stderr.
    pub fn test_chapter(&self, chapter: &Chapter, libraries: &Path) -> Result<()> {
        let mut config = Config::default();
        config.rust = self.book.config.rust.clone();
        // The chapter is expanded, so mdBook has no preprocessor to run.
        config.build.use_default_preprocessors = false;
        let mut book =
            MDBook::load_with_config_and_summary(&self.book.root, config, Default::default())?;
        let (path, text) = (chapter.path.clone(), chapter.text.clone());
        let chapter = mdbook_driver::book::Chapter::new("", text, path, Vec::new());
        book.book.items.push(BookItem::Chapter(chapter));
        book.test(vec![utf_8(libraries)?])
    }
}

fn utf_8(path: &Path) -> Result<&str> {
    path.to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))
}

/// The renderer's name under which mdBook expands a book for its tests.
struct TestRenderer;

impl mdbook_renderer::Renderer for TestRenderer {
    fn name(&self) -> &str {
        "test"
    }

    fn render(&self, _: &mdbook_renderer::RenderContext) -> Result<()> {
        Ok(())
    }
}

fn line_of_toml(message: &str) -> Option<usize> {
    let (_, rest) = message.split_once("at line ")?;
    rest.split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}
