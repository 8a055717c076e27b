//! Scripts and styles without what only their authors read, so that a page loads less.
//!
//! Nothing is renamed or moved, so that a reader who opens the browser's tools still finds the functions.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use regex::Regex;

/// Writes a style sheet or a script, without what only its authors read, to another place. If the file is not there, nothing is written.
///
/// # Errors
/// That it cannot be read or written.
pub(crate) fn publish(from: &Path, to: &Path) -> Result<()> {
    if !from.is_file() {
        return Ok(());
    }
    let text =
        fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    fs::write(to, lean(from, &text)).with_context(|| format!("cannot write {}", to.display()))
}

/// Does the same with each style sheet and script in a folder, in its place.
///
/// # Errors
/// That one of them cannot be read or written.
pub(crate) fn publish_all(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder);
    for entry in entries.with_context(|| format!("cannot read {}", folder.display()))? {
        let file = entry?.path();
        let extension = file.extension().unwrap_or_default();
        if extension == "css" || extension == "js" {
            publish(&file, &file)?;
        }
    }
    Ok(())
}

/// The text of this style sheet or script without what only its authors read.
pub fn lean(file: &Path, text: &str) -> String {
    match file.extension().is_some_and(|extension| extension == "css") {
        true => style(text),
        false => script(text),
    }
}

/// A script without its indentation and without the lines that are comments. If the script has a text of several lines, the spaces at their
/// beginning must mean nothing.
fn script(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// A style sheet without comments, in one line.
fn style(text: &str) -> String {
    static UNREAD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)\s*/\*.*?\*/\s*|\s+").expect("a constant pattern"));
    UNREAD.replace_all(text.trim(), " ").into_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Comments, blank lines and indentation are left out, and everything else stays.
    #[test]
    fn scripts_are_shorter() {
        let text = "// A.\n\"use strict\";\n\n    a(\"//\"); // b\n    // c\n";
        assert_eq!(script(text), "\"use strict\";\na(\"//\"); // b\n");
    }

    /// All styles and scripts of a folder become shorter, and other files stay.
    #[test]
    fn folders_are_shorter() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        for (name, text) in [
            ("a.js", "// A\na\n"),
            ("b.css", "/* B */\n.b {}\n"),
            ("c.txt", "// C\n"),
        ] {
            fs::write(file(name), text).unwrap();
        }
        publish_all(folder.path()).unwrap();
        for (name, text) in [("a.js", "a\n"), ("b.css", " .b {}\n"), ("c.txt", "// C\n")] {
            assert_eq!(fs::read_to_string(file(name)).unwrap(), text);
        }
    }

    /// A sheet is one line without comments.
    #[test]
    fn styles_are_shorter() {
        let text = "/* A:\n   b. */\n\n.a > b {\n    c: d e;\n}\n\n/* F. */\n.g {}\n";
        assert_eq!(style(text), " .a > b { c: d e; } .g {}\n");
    }
}
