//! The crates that a Rust program of the book may use, built once into a folder of their own.
//!
//! `rustc`, rustdoc and the public playground look the crates up by name (`extern crate tokio;`), so the folder must have each crate in one
//! variant only. Therefore cargo builds the dependencies of the crate `listings` in a target folder of their own, and the folder holds the
//! files that this build reports.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::complete;
use crate::rust::{self, Edition};

/// The crates that a program of the book may use: those of listings/Cargo.toml, all of which the public playground has.
pub const CRATES: [&str; 8] = [
    "crossbeam_channel",
    "crossbeam_utils",
    "futures",
    "parking_lot",
    "rayon",
    "tokio",
    "tokio_stream",
    "tokio_util",
];

/// The folder for everything that is built from the listings, relative to the root of the book.
pub(crate) const TARGET: &str = "target/listings";

/// The folder for `rustc -L`. It is built again if anything about the libraries has changed.
///
/// Calls `compiled` with the name of each crate when it is compiled, and not at all if no crate has to be compiled.
///
/// # Errors
/// That cargo cannot be started, or that it fails, with its messages.
pub fn build(root: &Path, mut compiled: impl FnMut(&str)) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .current_dir(root)
        .args(["build", "--package", "listings", "--lib"])
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
    collect(&root.join(TARGET), files)
}

/// What separates the flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\u{1f}";

/// The folder that a panic within a crate names as the folder of the crates' sources.
const SOURCES: &str = "/cargo";

/// rustc's flags for the crates: those of the environment, and those that keep the folders of this machine out of the messages of panics.
/// (The compiler still knows the sources, and shows them in its messages.)
fn flags() -> Vec<String> {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let (encoded, plain) = (variable("CARGO_ENCODED_RUSTFLAGS"), variable("RUSTFLAGS"));
    let given: Vec<&str> = if encoded.is_empty() {
        plain.split_whitespace().collect()
    } else {
        encoded.split(SEPARATOR).collect()
    };
    let mut flags: Vec<String> = given.into_iter().map(str::to_owned).collect();
    flags.push("--remap-path-scope=macro".to_owned());
    let remap = |folder| format!("--remap-path-prefix={folder}={SOURCES}");
    flags.extend(source_folders().into_iter().map(remap));
    flags
}

/// The folders in which cargo keeps the sources of the crates, in order: one for each registry.
fn source_folders() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let registries = registries.into_iter().flatten().flatten();
    let mut folders: Vec<String> = registries
        .map(|registry| registry.path().display().to_string())
        .collect();
    folders.sort();
    folders
}

/// The compiler's messages, without the folders in which this machine keeps the sources of the crates.
pub fn without_sources(messages: &str) -> String {
    let folders = source_folders().into_iter();
    folders.fold(messages.to_owned(), |text, folder| {
        text.replace(&folder, SOURCES)
    })
}

/// The versions of [`CRATES`] in Cargo.lock; none if there is no Cargo.lock.
pub fn versions(root: &Path) -> Vec<(&'static str, String)> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    let version = |package: &str| {
        let entry = format!("[[package]]\nname = \"{package}\"\nversion = \"");
        let (_, rest) = lock.split_once(&entry)?;
        Some(rest.split('"').next()?.to_owned())
    };
    // The name of a crate has `_` in places where the name of its package may have `-`.
    let find = |name: &str| version(name).or_else(|| version(&name.replace('_', "-")));
    let crates = CRATES.into_iter();
    crates
        .filter_map(|name| Some((name, find(name)?)))
        .collect()
}

/// The names of the files of [`CRATES`] in their folder, each with its crate's name.
///
/// # Errors
/// That one of them is not there, or the folder cannot be read.
pub fn files(libraries: &Path) -> Result<Vec<(&'static str, String)>> {
    let entries = fs::read_dir(libraries)?.flatten();
    let entries: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let find = |name: &'static str| {
        let start = format!("lib{name}-");
        let mut files = entries.iter();
        let file = files.find(|file| file.starts_with(&start) && file.ends_with(".rlib"));
        let file = file.with_context(|| format!("cargo has not built the crate {name}"))?;
        Ok((name, file.clone()))
    };
    CRATES.into_iter().map(find).collect()
}

/// The source of what the shared library of the crates holds in addition to the crates.
const COMMON: &str = include_str!("libraries/common.rs");

/// The name of the shared library, as a crate. No program of a reader has a reason to use this name.
pub(crate) const SHARED: &str = "course_shared_crates";

/// The folder of one shared library that is called [`SHARED`], for programs that are compiled again and again. It holds all of [`CRATES`],
/// and code that is [common](COMMON) to many programs. It is made from the crates in the folder `libraries`, unless it was made from them
/// before.
///
/// # Errors
/// That rustc cannot make it.
pub fn share(root: &Path, libraries: &Path) -> Result<PathBuf> {
    let name = libraries.file_name().context("a folder has a name")?;
    let name = name.to_string_lossy();
    let edition = format!("--edition={}", Edition::BOOK);
    let mut flags = vec![&*edition, "--crate-type=dylib", "-Cprefer-dynamic"];
    if cfg!(target_os = "linux") {
        // The library need not look up its own functions by name whenever a program starts.
        flags.push("-Clink-arg=-Wl,-Bsymbolic");
    }
    let mut hasher = DefaultHasher::new();
    (COMMON, SHARED, &flags).hash(&mut hasher);
    let folder = format!("shared-{name}-{:016x}", hasher.finish());
    let folder = root.join(TARGET).join(folder);
    if folder.is_dir() {
        return Ok(folder);
    }
    complete::folder(&folder, |half| {
        let source = half.join(format!("{SHARED}.rs"));
        let crates = CRATES.map(|name| format!("pub extern crate {name};\n"));
        fs::write(&source, crates.concat() + "pub mod common;\n")?;
        fs::write(half.join("common.rs"), COMMON)?;
        let output = rust::command(root)
            .args(&flags)
            .arg("-L")
            .arg(libraries)
            .arg("--out-dir")
            .arg(half)
            .arg(&source)
            .output()
            .context("cannot start rustc")?;
        ensure!(
            output.status.success(),
            "rustc cannot make one library of the crates that the programs use:\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
        Ok(())
    })?;
    remove_others(&folder, "shared-")?;
    Ok(folder)
}

fn is_library(file: &Path) -> bool {
    let extensions = ["rlib", "so", "dylib", "dll"];
    file.extension()
        .is_some_and(|own| extensions.iter().any(|extension| own == *extension))
        && !file
            .file_name()
            .is_some_and(|name| name.to_string_lossy().contains("listings"))
}

/// A folder with these files and no others, named after them.
fn collect(target: &Path, mut files: Vec<PathBuf>) -> Result<PathBuf> {
    files.sort();
    files.dedup();
    let mut hasher = DefaultHasher::new();
    for file in &files {
        // Not the whole path, because the libraries are the same when the course is reached by another path.
        (file.file_name(), fs::metadata(file)?.modified()?).hash(&mut hasher);
    }
    let folder = target.join(format!("libraries-{:016x}", hasher.finish()));
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
    remove_others(&folder, "libraries-")?;
    Ok(folder)
}

/// Removes the older versions of a folder: those beside it whose names have the same beginning.
fn remove_others(folder: &Path, beginning: &str) -> Result<()> {
    for entry in fs::read_dir(folder.parent().context("a folder has a parent")?)?.flatten() {
        let is_version = entry.file_name().to_string_lossy().starts_with(beginning);
        if is_version && entry.path() != folder {
            // An error is ignored, because another process may remove the same folder.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
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
                .map(|_| scope.spawn(|| collect(target.path(), files.clone()).unwrap()))
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
