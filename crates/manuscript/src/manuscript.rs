//! A book that was loaded from disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use languages::Language;
use mdbook_driver::MDBook;
use mdbook_driver::book::BookItem;
use mdbook_driver::config::Config;

use crate::stage::Stage;
use crate::{Problem, Problems, cards, check, lean, preprocessors, quizzes};

/// A book, checked and loaded, with the course's own preprocessors in place of their commands.
pub struct Manuscript {
    book: MDBook,
    /// Where the rendered pages will be, with a slash at the end, if that is known.
    site: Option<String>,
    /// The languages of its programs.
    languages: &'static [Language],
    /// The files from which the book was loaded. Preprocessors and renderers read further files from there.
    stage: Stage,
}

/// The people for whom a book is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// All readers, on any web host or from disk.
    Public,
    /// The author, in the preview: a page loads again after the book was rebuilt, and shows why a build failed.
    Author,
}

/// A chapter with all its includes, admonitions and tabs expanded.
#[derive(Debug, Clone)]
pub struct ExpandedChapter {
    /// The source file, relative to the book's `src`, for example `05_select.md`.
    pub path: PathBuf,
    /// The expanded Markdown.
    pub text: String,
}

impl Manuscript {
    /// Loads the book whose `book.toml` stands in `root`.
    ///
    /// # Errors
    /// [`Problems`] that name the file, the line and the fix, or what mdBook has to say.
    pub fn load(root: &Path) -> Result<Self> {
        Manuscript::load_with(root, languages::ALL)
    }

    /// Loads a book whose programs are in these languages.
    ///
    /// # Errors
    /// Those of [`Manuscript::load`].
    pub fn load_with(root: &Path, languages: &'static [Language]) -> Result<Self> {
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
        Problems::none(check::check(root, languages)?)?;

        let stage = Stage::copy_of(root, &config, languages)?;
        let mut book = MDBook::load_with_config(stage.root(), config)?;
        preprocessors::install(&mut book, languages);
        Ok(Manuscript {
            book,
            site: None,
            languages,
            stage,
        })
    }

    /// The chapters as `mdbook test` sees them: the blocks within admonitions and tabs are blocks of the chapter, and models are
    /// plain text.
    ///
    /// # Errors
    /// What a preprocessor reports.
    pub fn expand(&self) -> Result<Vec<ExpandedChapter>> {
        let (book, _) = self.book.preprocess_book(&TestRenderer)?;
        Ok(book
            .iter()
            .filter_map(|item| match item {
                BookItem::Chapter(chapter) => Some(ExpandedChapter {
                    path: chapter.source_path.clone()?,
                    text: chapter.content.clone(),
                }),
                _ => None,
            })
            .collect())
    }

    /// Sets where the rendered book will be: the path on its host, with a slash at both ends, and the whole address, with a slash at the
    /// end, if the host is known. The page for an address that does not exist needs the path for its links, and the cards for Anki need
    /// the address. Without the path, the book is at the root of the host.
    ///
    /// # Errors
    /// `output.html` in the configuration is not a table.
    pub fn set_site(&mut self, path: &str, address: Option<String>) -> Result<()> {
        self.site = address;
        self.book.config.set("output.html.site-url", path)
    }

    /// Renders the book into the folder `out`, and deletes what was in it before.
    ///
    /// # Errors
    /// What a preprocessor or the renderer reports. `out` may then be incomplete, so render into another folder than that of the
    /// last good book, and exchange the two folders afterwards.
    pub fn render(&mut self, out: &Path, audience: Audience) -> Result<()> {
        self.book.config.build.build_dir = std::path::absolute(out)?;
        if audience == Audience::Author {
            let mut scripts = self
                .book
                .config
                .html_config()
                .unwrap_or_default()
                .additional_js;
            scripts.push("theme/preview.js".into());
            self.book.config.set("output.html.additional-js", scripts)?;
        }
        // mdBook copies it from there to the pages.
        let src = self.stage.root().join(&self.book.config.book.src);
        fs::write(src.join(cards::FILE), self.cards()?)?;
        self.book.build()?;
        if audience == Audience::Public {
            self.shorten(out)?;
        }
        Ok(())
    }

    /// Takes what only authors read out of the styles and scripts that the configuration names. mdBook has put them into the folders of the
    /// same names. It is done when the book is rendered, because the pages name each file by its first text.
    fn shorten(&self, out: &Path) -> Result<()> {
        let html = self.book.config.html_config().unwrap_or_default();
        let files = html.additional_css.iter().chain(&html.additional_js);
        let folders: BTreeSet<&Path> = files.filter_map(|file| file.parent()).collect();
        for folder in folders
            .into_iter()
            .filter(|folder| *folder != Path::new(""))
        {
            lean::publish_all(&out.join(folder))?;
        }
        Ok(())
    }

    /// The questions and the quizzes of the book as a text file that Anki imports: the one that lies beside the pages.
    ///
    /// # Errors
    /// What is wrong with the quizzes.
    pub fn cards(&self) -> Result<String> {
        let quizzes = quizzes::all(self.stage.root(), self.languages)?;
        Ok(cards::file(&self.book.book, &quizzes, self.site.as_deref()))
    }

    /// Runs every Rust block of the book as `mdbook test` does, against the crates in the folder `libraries`.
    ///
    /// # Errors
    /// A block does not do what its fence says. rustdoc has written to stderr which block it is.
    pub fn test(&mut self, libraries: &Path) -> Result<()> {
        self.book.test(vec![utf_8(libraries)?])
    }

    /// Runs every Rust block of one chapter as [`Manuscript::test`] does. [`Manuscript::expand`] gives the chapters: to expand the book
    /// takes long, and here it is not done again for each of them.
    ///
    /// # Errors
    /// That a block does not do what its fence says; rustdoc has told which on stderr.
    pub fn test_chapter(&self, chapter: &ExpandedChapter, libraries: &Path) -> Result<()> {
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
