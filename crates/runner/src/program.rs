//! The programs of the book: where they are, what they are called.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What a program is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// `listings/examples/NAME.rs`
    Rust,
    /// `go/NAME/main.go`
    Go,
    /// `python/NAME/main.py`
    Python,
}

impl Language {
    /// All of them, Rust first.
    pub const ALL: [Language; 3] = [Language::Rust, Language::Go, Language::Python];

    /// Where the programs of this language are, relative to the root of the book.
    fn folder(self) -> &'static str {
        match self {
            Language::Rust => "listings/examples",
            Language::Go => "go",
            Language::Python => "python",
        }
    }

    /// Where its refused programs are.
    fn refused_folder(self) -> &'static str {
        match self {
            Language::Rust => "listings/compile_fail",
            Language::Go => "go/refused",
            Language::Python => "python/refused",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Language::Rust => "rust",
            Language::Go => "go",
            Language::Python => "python",
        })
    }
}

/// A program that runs, or that is refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// Its name, for example `05_select_bias`: the same in every language.
    pub name: String,
    /// What it is written in.
    pub language: Language,
}

impl Program {
    /// Its source, relative to the root of the book.
    pub fn source(&self) -> PathBuf {
        self.within(self.language.folder())
    }

    /// The source of a program that is refused, relative to the root of the book.
    pub fn refused_source(&self) -> PathBuf {
        self.within(self.language.refused_folder())
    }

    /// The words with which it is refused, beside its source; relative to the root of the book.
    pub fn refusal(&self) -> PathBuf {
        self.refused_source().with_extension("stderr")
    }

    fn within(&self, folder: &str) -> PathBuf {
        let folder = Path::new(folder);
        match self.language {
            Language::Rust => folder.join(format!("{}.rs", self.name)),
            Language::Go => folder.join(&self.name).join("main.go"),
            Language::Python => folder.join(&self.name).join("main.py"),
        }
    }
}

/// What the program of this name prints, whichever language runs it; relative to the root of the book.
pub fn transcript(name: &str) -> PathBuf {
    Path::new("listings/transcripts").join(format!("{name}.txt"))
}

/// Every program of the book that runs, by name, then by language.
///
/// # Errors
/// That a folder cannot be read. A folder that is not there holds no programs.
pub fn all(root: &Path) -> Result<BTreeSet<Program>> {
    find(root, "rs", Language::folder, Program::source)
}

/// Every program that a compiler or mypy refuses, by name, then by language.
///
/// # Errors
/// That a folder cannot be read. A folder that is not there holds no programs.
pub fn refusals(root: &Path) -> Result<BTreeSet<Program>> {
    find(
        root,
        "rs",
        Language::refused_folder,
        Program::refused_source,
    )
}

/// Every program whose refusal is written down, whether or not the program is there.
///
/// # Errors
/// That a folder cannot be read. A folder that is not there holds no refusals.
pub fn refusals_known(root: &Path) -> Result<BTreeSet<Program>> {
    find(root, "stderr", Language::refused_folder, Program::refusal)
}

fn find(
    root: &Path,
    extension: &str,
    folder: fn(Language) -> &'static str,
    file: fn(&Program) -> PathBuf,
) -> Result<BTreeSet<Program>> {
    let mut found = BTreeSet::new();
    for language in Language::ALL {
        for name in names(&root.join(folder(language)), extension)? {
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
    names(&root.join("listings/transcripts"), "txt")
}

/// The names in a folder: of its folders, and of its files with this extension. A name is made of letters, digits, dashes and
/// underscores, which leaves out what an editor writes beside the files.
fn names(folder: &Path, extension: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        let name = match path.extension() {
            Some(e) if e == extension && !path.is_dir() => path.file_stem(),
            None if path.is_dir() => path.file_name(),
            _ => None,
        };
        let of_a_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let name = name.and_then(|name| name.to_str());
        found.extend(
            name.filter(|name| name.chars().all(of_a_name))
                .map(str::to_owned),
        );
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let expected = Language::ALL.map(|language| Program {
            name: "01_sums".into(),
            language,
        });
        assert_eq!(all(root.path()).unwrap(), expected.into());
        assert_eq!(transcripts(root.path()).unwrap(), BTreeSet::new());
    }
}
