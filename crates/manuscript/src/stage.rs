//! The sources of a book, copied to where mdBook reads them.
//!
//! mdBook reads files by itself: the chapters, what `links` includes, the theme, and all of `src`, which it publishes. The
//! copy has the line ends that the rest of the course expects, whatever Git or an editor wrote, and it has no leftovers of
//! editors, so that none is published and none makes mdBook fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use languages::Language;
use mdbook_driver::config::Config;
use tempfile::TempDir;
use text::leftover::is_leftover;

use crate::quizzes::publish;
use crate::{explorations, practise, sources, training};

/// A copy of the sources, which is deleted when this value is dropped.
pub(crate) struct Stage {
    folder: TempDir,
}

impl Stage {
    /// Copies the sources of the book in `root`: the chapters, all files that they include, all other files in `src` and in the
    /// theme, and the styles and scripts that the configuration names. Then adds what a page loads to show explorations,
    /// quizzes and the mock interview, and to check exercises.
    ///
    /// # Errors
    /// That a file cannot be read or copied.
    pub(crate) fn copy_of(root: &Path, config: &Config, languages: &[Language]) -> Result<Self> {
        let stage = Stage {
            folder: tempfile::Builder::new()
                .prefix("course-sources-")
                .tempdir()?,
        };
        let html = config.html_config().unwrap_or_default();
        let mut files = sources::files(root, languages)?;
        files.extend(html.additional_css.iter().cloned());
        files.extend(html.additional_js.iter().cloned());
        let theme = html.theme.clone().unwrap_or_else(|| "theme".into());
        for folder in [&config.book.src, &theme] {
            let mut above = Vec::new();
            sweep(root, folder, &mut above, &mut files)?;
            fs::create_dir_all(stage.root().join(folder))?;
        }
        for file in files {
            // If a style or a script that the configuration names is missing, mdBook reports it.
            if root.join(&file).is_file() {
                stage.copy(root, &file)?;
            }
        }
        explorations::publish(stage.root(), &config.book.src, &theme)?;
        publish::publish(stage.root(), &config.book.src, &theme, languages)?;
        training::publish(root, stage.root(), &config.book.src, &theme)?;
        practise::publish(stage.root(), &config.book.src, &theme)?;
        Ok(stage)
    }

    /// The root of the copy.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    fn copy(&self, root: &Path, file: &Path) -> Result<()> {
        let context = || format!("cannot copy {}", file.display());
        let bytes = fs::read(root.join(file)).with_context(context)?;
        let copy = self.root().join(file);
        fs::create_dir_all(copy.parent().with_context(context)?).with_context(context)?;
        // A picture or a font is no text: it has a zero byte, or is not UTF-8.
        match std::str::from_utf8(&bytes) {
            Ok(text) if !bytes.contains(&0) => fs::write(copy, text::normal(text).as_bytes()),
            _ => fs::write(copy, bytes),
        }
        .with_context(context)
    }
}

/// Adds the files in `folder`, which is relative to `root`, and in the folders within it, without the leftovers and the links
/// that lead nowhere. `above` holds the folders above this one: a link to one of them is not followed, because it leads in a
/// circle.
fn sweep(
    root: &Path,
    folder: &Path,
    above: &mut Vec<PathBuf>,
    files: &mut BTreeSet<PathBuf>,
) -> Result<()> {
    let Ok(real) = fs::canonicalize(root.join(folder)) else {
        return Ok(());
    };
    if !real.is_dir() || above.contains(&real) {
        return Ok(());
    }
    above.push(real);
    let entries = fs::read_dir(root.join(folder));
    for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name();
        if is_leftover(&name.to_string_lossy()) {
            continue;
        }
        let path = folder.join(name);
        if root.join(&path).is_file() {
            files.insert(path);
        } else {
            sweep(root, &path, above, files)?;
        }
    }
    above.pop();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of the stage, relative to it, and their bytes.
    fn staged(root: &Path) -> Vec<(String, Vec<u8>)> {
        let stage = Stage::copy_of(root, &Config::default(), languages::ALL).unwrap();
        let mut files = BTreeSet::new();
        for folder in ["src", "theme", "listings"] {
            sweep(stage.root(), Path::new(folder), &mut Vec::new(), &mut files).unwrap();
        }
        let read = |file: PathBuf| {
            let bytes = fs::read(stage.root().join(&file)).unwrap();
            (file.to_str().unwrap().to_owned(), bytes)
        };
        files.into_iter().map(read).collect()
    }

    fn book() -> TempDir {
        let root = tempfile::tempdir().unwrap();
        for (file, bytes) in [
            ("src/SUMMARY.md", &b"- [A](a.md)\r\n"[..]),
            ("src/a.md", b"\xef\xbb\xbf# A\r\n\r\n{{#include b.md}}\r\n"),
            ("src/b.md", b"{{#include ../listings/c.txt}}\r"),
            ("src/d.png", b"\x89PNG\r\n\xff"),
            ("theme/e.css", b"e\r\n"),
            ("listings/c.txt", b"c\r\n\rd"),
            ("listings/unused.txt", b"f\n"),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        root
    }

    fn expected() -> Vec<(String, Vec<u8>)> {
        [
            ("listings/c.txt", &b"c\n\nd\n"[..]),
            ("src/SUMMARY.md", b"- [A](a.md)\n"),
            ("src/a.md", b"# A\n\n{{#include b.md}}\n"),
            ("src/b.md", b"{{#include ../listings/c.txt}}\n"),
            ("src/d.png", b"\x89PNG\r\n\xff"),
            ("theme/e.css", b"e\n"),
        ]
        .map(|(file, bytes)| (file.to_owned(), bytes.to_vec()))
        .into()
    }

    /// All that a page is made of is there with one kind of line end, and a picture byte by byte.
    #[test]
    fn sources_are_copied() {
        assert_eq!(staged(book().path()), expected());
    }

    /// Leftovers of editors, links that lead nowhere and links in a circle are not there, and harm nothing.
    #[cfg(unix)]
    #[test]
    fn leftovers_are_left() {
        let root = book();
        let path = |file: &str| root.path().join(file);
        for file in [
            "src/a.md~",
            "src/.a.md.swp",
            "theme/4913",
            "src/.idea/x.svg",
        ] {
            fs::create_dir_all(path(file).parent().unwrap()).unwrap();
            fs::write(path(file), "").unwrap();
        }
        for (link, target) in [
            ("src/.#a.md", "author@host.42"),
            ("src/gone.svg", "nowhere.svg"),
            ("src/circle", "."),
            ("theme/fonts", "../theme"),
        ] {
            std::os::unix::fs::symlink(target, path(link)).unwrap();
        }
        assert_eq!(staged(root.path()), expected());
    }
}
