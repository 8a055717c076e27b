//! All crates as one shared library.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::crates::CRATES;
use super::target::{TARGET, remove_others};
use crate::complete;
use crate::rust::{self, Edition};

/// The source of what the shared library of the crates holds in addition to the crates.
const COMMON: &str = include_str!("common.rs");

/// The name of the shared library, as a crate. No program of a reader has a reason to use this name.
pub const SHARED: &str = "course_shared_crates";

/// The folder of one shared library that is called [`SHARED`], for programs that are compiled again and again. It holds all of [`CRATES`],
/// and code that is common to many programs. It is made from the crates in the folder `libraries`, unless it was made from them
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
