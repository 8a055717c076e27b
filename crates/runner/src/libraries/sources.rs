//! Keeps the folders in which this machine has the sources of the crates out of messages.

use std::fs;
use std::path::PathBuf;

/// The folder that a panic within a crate names as the folder of the crates' sources.
pub const SOURCES: &str = "/cargo";

/// The flags of rustc by which a panic within a crate does not show the folders of this machine. (The compiler still knows the sources, and
/// shows them in its messages.)
pub fn flags() -> Vec<String> {
    let mut flags = vec!["--remap-path-scope=macro".to_owned()];
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
