//! The explorations that belong to the book: `listings/schedules/NAME.json` for the listing `NAME`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use languages::{ALL, Language};
use runner::bless::{Blessed, write_if_new};
use runner::play::{Job, shown};
use runner::program::{self, Program};

use crate::exploration::Exploration;
use crate::explorer::{Explorer, Limits};

/// The folder of the recorded explorations, relative to the root of the book.
pub const FOLDER: &str = "listings/schedules";

/// The file of the exploration of a listing, relative to the root of the book.
pub fn file(name: &str) -> PathBuf {
    Path::new(FOLDER).join(format!("{name}.json"))
}

/// The names of the listings that have a recorded exploration, in order.
///
/// # Errors
/// That the folder cannot be read.
pub fn names(root: &Path) -> Result<Vec<String>> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut names: Vec<String> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// The recorded exploration of a listing.
///
/// # Errors
/// That it cannot be read.
pub fn read(root: &Path, name: &str) -> Result<Exploration> {
    let path = root.join(file(name));
    let text = text::read(&path)?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is no exploration: record it again with `course bless {name}`",
            path.display()
        )
    })
}

/// Explores the listing now, and returns its exploration as the file has it.
///
/// # Errors
/// That there is no such listing in Rust, or that it cannot be explored.
pub fn explore(root: &Path, name: &str, explorer: &Explorer) -> Result<String> {
    let exploration = explore_within(root, name, explorer, &Limits::BOOK)?;
    Ok(serde_json::to_string(&exploration)? + "\n")
}

/// Explores the listing now, within these limits.
///
/// # Errors
/// As [`explore`].
pub fn explore_within(
    root: &Path,
    name: &str,
    explorer: &Explorer,
    limits: &Limits,
) -> Result<Exploration> {
    let programs = program::all(root, ALL)?.into_iter();
    let mut programs = programs
        .filter(|program: &Program| program.name == name && *program.language == Language::RUST);
    let program = programs
        .next()
        .with_context(|| format!("there is no program listings/examples/{name}.rs"))?;
    let job = Job::new(&Language::RUST, shown(root, &program)?);
    explorer
        .explore(&job, limits, &|| false, |_| {})
        .with_context(|| format!("{} cannot be explored", program.source().display()))
}

/// Records the exploration of a listing.
///
/// # Errors
/// [`explore`]'s, or that the file cannot be written.
pub fn bless(root: &Path, name: &str, explorer: &Explorer) -> Result<Blessed> {
    let text = explore(root, name, explorer)?;
    write_if_new(&root.join(file(name)), &text)
}
