//! Scripts and styles without what only their authors read: a page that loads them in the middle of a lesson loads less.
//!
//! Nothing is renamed or moved, so that a reader who opens the browser's tools still finds the functions.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::Result;
use regex::Regex;

/// Puts these files of the theme into the folder `src` of the stage at `root`. A book that does not have one of them does without it.
///
/// # Errors
/// That a file cannot be read or written.
pub(crate) fn publish(root: &Path, src: &Path, theme: &Path, files: &[&str]) -> Result<()> {
    for file in files {
        let from = root.join(theme).join(file);
        if from.is_file() {
            let text = fs::read_to_string(from)?;
            let lean = match file.ends_with(".css") {
                true => style(&text),
                false => script(&text),
            };
            fs::write(root.join(src).join(file), lean)?;
        }
    }
    Ok(())
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
