//! From the name of a program to its files, and from a path to the program that it belongs to.

use std::path::{Path, PathBuf};

use crate::language::Language;

/// What stands for the name of a program in the fields of a [`Language`].
pub const NAME: &str = "NAME";

/// Where the transcripts are, relative to the root of the book.
pub const TRANSCRIPTS: &str = "listings/transcripts";

/// The extension of a transcript.
const TRANSCRIPT: &str = "txt";

/// The extension of the file beside a refused program, which has the messages that refuse it.
const REFUSAL: &str = "stderr";

impl Language {
    /// The source of a program, relative to the root of the book.
    pub fn source(&self, name: &str) -> PathBuf {
        Path::new(self.folder).join(self.file.replace(NAME, name))
    }

    /// The source of a program that is refused, relative to the root of the book.
    pub fn refused_source(&self, name: &str) -> PathBuf {
        Path::new(self.refused_folder).join(self.file.replace(NAME, name))
    }

    /// The messages with which a program is refused, beside its source; relative to the root of the book.
    pub fn refusal(&self, name: &str) -> PathBuf {
        self.refused_source(name).with_extension(REFUSAL)
    }

    /// The extension of its programs, without the dot.
    pub fn extension(&self) -> &'static str {
        self.file.rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// [`Language::file`] without the extension.
    fn stem(&self) -> &'static str {
        self.file
            .rsplit_once('.')
            .map_or(self.file, |(stem, _)| stem)
    }
}

/// What the program of this name prints, whichever language runs it; relative to the root of the book.
pub fn transcript(name: &str) -> PathBuf {
    Path::new(TRANSCRIPTS).join(format!("{name}.{TRANSCRIPT}"))
}

/// Whether this can be the name of a program: letters, digits, dashes and underscores. So no file that an editor leaves beside a
/// program has the name of one.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_name)
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// A file that belongs to a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// What stands in its path before the path that is relative to the root of the book, for example `../`.
    pub root: &'a str,
    /// The name of the program.
    pub name: &'a str,
    /// What the file is.
    pub kind: Kind<'a>,
}

/// What a file is to its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// The source of a program that runs.
    Source(&'a Language),
    /// The source of a program that is refused.
    RefusedSource(&'a Language),
    /// The messages with which a program is refused.
    Refusal(&'a Language),
    /// What a program prints, in every language.
    Transcript,
}

/// What the file at this path is; `None` if it belongs to no program in these languages. The path may begin outside of the book, as
/// a chapter's `../go/05_select/main.go` does. The file does not have to exist.
pub fn file<'a>(path: &'a str, languages: &'a [Language]) -> Option<File<'a>> {
    let (stem, extension) = path.rsplit_once('.')?;
    let found = |folder: &str, pattern: &str, kind: Kind<'a>| {
        let (root, name) = split(stem, folder, pattern)?;
        Some(File { root, name, kind })
    };
    if extension == TRANSCRIPT {
        return found(TRANSCRIPTS, NAME, Kind::Transcript);
    }
    languages.iter().find_map(|language| {
        let refused = |kind| found(language.refused_folder, language.stem(), kind);
        let source = (extension == language.extension()).then(|| {
            found(language.folder, language.stem(), Kind::Source(language))
                .or_else(|| refused(Kind::RefusedSource(language)))
        });
        let refusal = (extension == REFUSAL).then(|| refused(Kind::Refusal(language)));
        source.or(refusal).flatten()
    })
}

/// What stands before `folder`, and the name of the program, if the path ends with this folder and with a file of this pattern.
fn split<'a>(path: &'a str, folder: &str, pattern: &str) -> Option<(&'a str, &'a str)> {
    let (before, after) = pattern.split_once(NAME)?;
    let rest = path.strip_suffix(after)?;
    let start = rest.trim_end_matches(is_of_name);
    let name = &rest[start.len()..];
    let root = start.strip_suffix(before)?.strip_suffix('/')?;
    let root = root.strip_suffix(folder)?;
    ((root.is_empty() || root.ends_with('/')) && is_name(name)).then_some((root, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ALL;

    /// Each file of a program is found by the path that its name gives, from the root and from a chapter, in each language.
    #[test]
    fn files_are_found_by_their_paths() {
        for language in ALL {
            for (path, kind) in [
                (language.source("a_1"), Kind::Source(language)),
                (
                    language.refused_source("a_1"),
                    Kind::RefusedSource(language),
                ),
                (language.refusal("a_1"), Kind::Refusal(language)),
                (transcript("a_1"), Kind::Transcript),
            ] {
                for root in ["", "../", "/tmp/book/"] {
                    let path = format!("{root}{}", path.display());
                    let name = "a_1";
                    assert_eq!(file(&path, ALL), Some(File { root, name, kind }), "{path}");
                }
            }
        }
    }

    /// A file of another folder, of another extension or of no name belongs to no program.
    #[test]
    fn other_files_belong_to_no_program() {
        for path in [
            "listings/examples/a.go",
            "listings/benches/a.rs",
            "listings/examples/b/a.rs",
            "listings/examples/.rs",
            "listings/examples/.#a.rs",
            "cargo/a/main.go",
            "go/a/other.go",
            "go/main.go",
            "listings/transcripts/a.rs",
            "listings/examples/a.stderr",
            "a",
        ] {
            assert_eq!(file(path, ALL), None, "{path}");
        }
    }
}
