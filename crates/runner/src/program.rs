//! The programs of the book: where they are, what they are called.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use languages::{Language, TRANSCRIPTS, is_name};

pub use languages::transcript;

/// A program that runs, or that is refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// Its name, for example `05_select_bias`: the same in every language.
    pub name: String,
    /// What it is written in.
    pub language: &'static Language,
}

impl Program {
    /// Its source, relative to the root of the book.
    pub fn source(&self) -> PathBuf {
        self.language.source(&self.name)
    }

    /// The source of a program that is refused, relative to the root of the book.
    pub fn refused_source(&self) -> PathBuf {
        self.language.refused_source(&self.name)
    }

    /// The words with which it is refused, beside its source; relative to the root of the book.
    pub fn refusal(&self) -> PathBuf {
        self.language.refusal(&self.name)
    }
}

/// Every program of the book that runs, by name, then by language.
///
/// # Errors
/// That a folder cannot be read. A folder that is not there holds no programs.
pub fn all(root: &Path, languages: &'static [Language]) -> Result<BTreeSet<Program>> {
    find(root, languages, |language| language.folder, Program::source)
}

/// Every program that a compiler or mypy refuses, by name, then by language.
///
/// # Errors
/// That a folder cannot be read. A folder that is not there holds no programs.
pub fn refusals(root: &Path, languages: &'static [Language]) -> Result<BTreeSet<Program>> {
    let folder = |language: &Language| language.refused_folder;
    find(root, languages, folder, Program::refused_source)
}

/// Every program whose refusal is written down, whether or not the program is there.
///
/// # Errors
/// That a folder cannot be read. A folder that is not there holds no refusals.
pub fn refusals_known(root: &Path, languages: &'static [Language]) -> Result<BTreeSet<Program>> {
    let folder = |language: &Language| language.refused_folder;
    find(root, languages, folder, Program::refusal)
}

fn find(
    root: &Path,
    languages: &'static [Language],
    folder: fn(&Language) -> &'static str,
    file: fn(&Program) -> PathBuf,
) -> Result<BTreeSet<Program>> {
    let mut found = BTreeSet::new();
    for language in languages {
        for name in names(&root.join(folder(language)))? {
            let program = Program { name, language };
            if root.join(file(&program)).is_file() {
                found.insert(program);
            }
        }
    }
    Ok(found)
}

/// The names of the transcripts, `listings/transcripts/NAME.txt`.
///
/// # Errors
/// That the folder cannot be read.
pub fn transcripts(root: &Path) -> Result<BTreeSet<String>> {
    let mut names = names(&root.join(TRANSCRIPTS))?;
    names.retain(|name| root.join(transcript(name)).is_file());
    Ok(names)
}

/// The names that programs in a folder could have: those of its folders, and those of its files without their extensions. What an
/// editor writes beside the files has no name of a program.
fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        found.extend(name.filter(|name| is_name(name)).map(str::to_owned));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;

    /// What an editor or a merge leaves beside a program is no program, in each language.
    #[test]
    fn leftovers_are_no_programs() {
        let root = tempfile::tempdir().unwrap();
        for file in [
            "listings/examples/01_sums.rs",
            "listings/examples/01_gone.rs~",
            "listings/examples/.#01_gone.rs",
            "listings/examples/._01_gone.rs",
            "listings/examples/#01_gone.rs#",
            "listings/examples/01_gone.rs.orig",
            "listings/examples/01_gone.orig.rs",
            "listings/transcripts/.01_gone.txt",
            "go/01_sums/main.go",
            "go/.git/main.go",
            "go/01_gone.bak/main.go",
            "python/01_gone~/main.py",
            "python/01_sums/main.py",
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let expected = ALL.iter().map(|language| Program {
            name: "01_sums".into(),
            language,
        });
        assert_eq!(all(root.path(), ALL).unwrap(), expected.collect());
        assert_eq!(transcripts(root.path()).unwrap(), BTreeSet::new());
    }
}
