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
    let is_style = from.extension().is_some_and(|extension| extension == "css");
    let lean = match is_style {
        true => style(&text),
        false => script(&text),
    };
    fs::write(to, lean).with_context(|| format!("cannot write {}", to.display()))
}

/// A script without its indentation and without the lines that are comments. The script must not have texts of several lines.
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

    /// A sheet is one line without comments.
    #[test]
    fn styles_are_shorter() {
        let text = "/* A:\n   b. */\n\n.a > b {\n    c: d e;\n}\n\n/* F. */\n.g {}\n";
        assert_eq!(style(text), " .a > b { c: d e; } .g {}\n");
    }
}
