//! The text files of the book, as every crate reads them.
//!
//! # Layout
//! - [`normal`], [`read`]: one kind of line end, whatever an editor or Git wrote.
//! - [`anchor`], [`program`]: the comments that mark a part of a file, and a program without them.
//! - [`transcript`]: the marks in what a program is expected to print.
//! - [`leftover`]: which files an editor, a merge or a file manager has left, so that they belong to nobody.
//! - [`Problem`]: what is wrong, in which file and line, and how to fix it.

mod anchor;
pub mod leftover;
mod problem;
pub mod transcript;

use std::borrow::Cow;
use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

pub use anchor::{Anchor, anchor, program};
pub use problem::{Problem, Problems};

/// The text with `\n` as its only line end, without a byte order mark, and with one line end after its last line.
///
/// Git writes `\r\n` where `core.autocrlf` is set, some editors write a byte order mark, and others leave out the last line
/// end. The book is the same in all cases.
pub fn normal(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.trim_end_matches(['\n', '\r']);
    if !text.contains('\r') && (text.is_empty() || text.len() == lines.len() + 1) {
        return Cow::Borrowed(text);
    }
    if lines.is_empty() {
        return Cow::Borrowed("");
    }
    let mut normal = lines.replace("\r\n", "\n").replace('\r', "\n");
    normal.push('\n');
    Cow::Owned(normal)
}

/// Reads a text file, and makes its text [`normal`].
///
/// # Errors
/// That the file cannot be read, or that it is not UTF-8; then the error names the line.
pub fn read(file: &Path) -> Result<String> {
    let bytes = fs::read(file)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(normal(text).into_owned()),
        Err(_) if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") => {
            Err(not_utf8("it is UTF-16, not UTF-8"))
        }
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            Err(not_utf8(&format!("line {line} is not UTF-8")))
        }
    }
}

fn not_utf8(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever ends the lines of a text, it becomes the same text.
    #[test]
    fn line_ends_become_one_kind() {
        for text in [
            "a\n\nb\n",
            "a\r\n\r\nb\r\n",
            "a\r\rb\r",
            "a\n\r\nb\r",
            "\u{feff}a\n\nb\n",
            "\u{feff}a\r\n\r\nb",
            "a\n\nb",
            "a\n\nb\n\n",
            "a\n\nb\r\n\r\n",
        ] {
            assert_eq!(normal(text), "a\n\nb\n", "{text:?}");
        }
        assert_eq!(normal(""), "");
        assert_eq!(normal("\u{feff}"), "");
        assert_eq!(normal("\r\n\n"), "");
    }

    /// A file that is not UTF-8 is an error that names the line, or the encoding.
    #[test]
    fn other_encodings_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        for (bytes, what) in [
            (&b"a\r\nb\xff\n"[..], "line 2 is not UTF-8"),
            (b"\xff\xfea\0", "UTF-16"),
        ] {
            fs::write(&file, bytes).unwrap();
            let error = read(&file).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
        fs::write(&file, "\u{feff}a\r\n").unwrap();
        assert_eq!(read(&file).unwrap(), "a\n");
    }
}
