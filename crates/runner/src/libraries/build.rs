//! Builds the crates with cargo.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::sources;
use super::target::{TARGET, remove_others};
use crate::complete;

/// The package whose dependencies are the crates of the book.
const BOOK: &str = "listings";

/// The folder for `rustc -L`, with the crates of the book. It is built again if anything about the libraries has changed.
///
/// Calls `compiled` with the name of each crate when it is compiled, and not at all if no crate has to be compiled.
///
/// # Errors
/// That cargo cannot be started, or that it fails, with its messages.
pub fn build(root: &Path, compiled: impl FnMut(&str)) -> Result<PathBuf> {
    build_package(root, BOOK, compiled)
}

/// The folder for `rustc -L`, with another package of the workspace and its dependencies.
///
/// # Errors
/// As [`build`].
pub fn build_package(
    root: &Path,
    package: &str,
    mut compiled: impl FnMut(&str),
) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .current_dir(root)
        .args(["build", "--package", package, "--lib"])
        .args([
            "--target-dir",
            TARGET,
            "--message-format",
            "json-render-diagnostics",
        ])
        // Programs link faster without the debug information of the crates, which nobody needs here.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags().join(SEPARATOR))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start cargo, which builds the crates that the programs use")?;
    let mut stderr = child.stderr.take().context("stderr is piped")?;
    let complaints = thread::spawn(move || {
        let mut text = String::new();
        let _ = stderr.read_to_string(&mut text);
        text
    });

    let mut files: Vec<PathBuf> = Vec::new();
    for line in BufReader::new(child.stdout.take().context("stdout is piped")?).lines() {
        let message: Value = serde_json::from_str(&line?).context("cargo's messages are JSON")?;
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        if message["fresh"] == false {
            compiled(message["target"]["name"].as_str().unwrap_or_default());
        }
        let made = message["filenames"].as_array().into_iter().flatten();
        files.extend(
            made.filter_map(Value::as_str)
                .map(PathBuf::from)
                .filter(|file| is_library(file)),
        );
    }
    let status = child.wait()?;
    let complaints = complaints.join().unwrap_or_default();
    ensure!(
        status.success(),
        "cargo could not build the crates that the programs use:\n{}",
        complaints.trim_end()
    );
    collect(&root.join(TARGET), &folder_prefix(package), files)
}

/// How the names of the folders of a package's crates begin.
fn folder_prefix(package: &str) -> String {
    match package {
        BOOK => "libraries-".to_owned(),
        other => format!("{other}-"),
    }
}

/// By a frame pointer, the explorer finds the line in which a guard is dropped. All packages have the same flags: otherwise each build would
/// compile again what the other one has compiled, because they share a folder.
pub const FRAME_POINTERS: &str = "-Cforce-frame-pointers=yes";

/// What separates the flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\u{1f}";

/// rustc's flags for the crates: those of the environment, and those of [`sources::flags`].
fn flags() -> Vec<String> {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let (encoded, plain) = (variable("CARGO_ENCODED_RUSTFLAGS"), variable("RUSTFLAGS"));
    let given: Vec<&str> = if encoded.is_empty() {
        plain.split_whitespace().collect()
    } else {
        encoded.split(SEPARATOR).collect()
    };
    let mut flags: Vec<String> = given.into_iter().map(str::to_owned).collect();
    flags.extend(sources::flags());
    flags.push(FRAME_POINTERS.to_owned());
    flags
}

fn is_library(file: &Path) -> bool {
    let extensions = ["rlib", "so", "dylib", "dll"];
    file.extension()
        .is_some_and(|own| extensions.iter().any(|extension| own == *extension))
        && !file
            .file_name()
            .is_some_and(|name| name.to_string_lossy().contains(BOOK))
}

/// A folder with these files and no others, whose name is `prefix` and a hash of them.
fn collect(target: &Path, prefix: &str, mut files: Vec<PathBuf>) -> Result<PathBuf> {
    files.sort();
    files.dedup();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        // Not the whole path, because the libraries are the same when the course is reached by another path.
        (file.file_name(), fs::metadata(file)?.modified()?).hash(&mut hasher);
    }
    let folder = target.join(format!("{prefix}{:016x}", hasher.finish()));
    if folder.is_dir() {
        return Ok(folder);
    }
    complete::folder(&folder, |half| {
        for file in &files {
            let link = half.join(file.file_name().context("a library has a name")?);
            fs::hard_link(file, &link).or_else(|_| fs::copy(file, &link).map(drop))?;
        }
        Ok(())
    })?;
    remove_others(&folder, prefix)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However many threads collect the same files at once, all get the same folder, and no file loses its contents.
    #[test]
    fn collected_at_once() {
        let target = tempfile::tempdir().unwrap();
        let files: Vec<PathBuf> = (0..50)
            .map(|number| target.path().join(format!("lib{number}.rlib")))
            .collect();
        for file in &files {
            fs::write(file, "whole").unwrap();
        }
        let folders: Vec<PathBuf> = thread::scope(|scope| {
            let collectors: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| collect(target.path(), "libraries-", files.clone()).unwrap())
                })
                .collect();
            let folders = collectors.into_iter().map(|one| one.join().unwrap());
            folders.collect()
        });
        for file in &files {
            let kept = folders[0].join(file.file_name().unwrap());
            for file in [file, &kept] {
                assert_eq!(fs::read_to_string(file).unwrap(), "whole");
            }
        }
        assert!(folders.iter().all(|folder| *folder == folders[0]));
    }
}
