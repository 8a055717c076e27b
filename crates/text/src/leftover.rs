//! Leftovers: files that an editor, a merge or a file manager writes beside the real ones.

use std::path::Path;

/// How such files end, after the last dot.
const EXTENSIONS: [&str; 14] = [
    "autosave", "bak", "backup", "old", "orig", "pyc", "rej", "save", "swn", "swo", "swp", "swx",
    "temp", "tmp",
];

/// What systems write into folders, in lower case.
const NAMES: [&str; 4] = ["__pycache__", "desktop.ini", "icon\r", "thumbs.db"];

/// Vim finds out whether it may write into a folder by a file of this name, or a later one in steps of [`VIM_STEP`].
const VIM: u32 = 4913;
const VIM_STEP: u32 = 123;

/// Whether the file or folder of this name is a leftover. Hidden files count as leftovers: the book has none.
pub fn is_leftover(name: &str) -> bool {
    let lower = name.to_lowercase();
    let extension = lower
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let vim = |number: u32| number >= VIM && (number - VIM).is_multiple_of(VIM_STEP);
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.starts_with('#') && name.ends_with('#')
        || name.contains("___jb_")
        || NAMES.contains(&lower.as_str())
        || EXTENSIONS.contains(&extension)
        || name.parse().is_ok_and(vim)
}

/// Whether the path, taken as relative to a folder of the book, is a leftover or lies in one.
pub fn is_in_leftover(relative: &Path) -> bool {
    relative
        .components()
        .any(|part| is_leftover(&part.as_os_str().to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Emacs, Vim, nano, Office, JetBrains, macOS, Windows, Git and Python leave is known; the book's own files are none.
    #[test]
    fn leftovers_are_known() {
        for name in [
            ".#05_select.md",
            "#05_select.md#",
            "05_select.md~",
            "05_select.md.~1~",
            ".05_select.md.swp",
            "05_select.swo",
            "4913",
            "5036",
            "05_select.md.save",
            "~$notes.md",
            ".~lock.notes.md#",
            "05_select.md___jb_tmp___",
            ".DS_Store",
            "._05_select.rs",
            "Thumbs.db",
            "desktop.ini",
            "05_select.md.orig",
            "05_select.md.rej",
            "05_select.md.BAK",
            "__pycache__",
            ".idea",
        ] {
            assert!(is_leftover(name), "{name}");
        }
        for name in [
            "05_select.md",
            "05_select.rs",
            "main.go",
            "editor.js",
            "pictures",
            "05",
            "4914",
            "a#b",
            "Cargo.lock",
        ] {
            assert!(!is_leftover(name), "{name}");
        }
        assert!(is_in_leftover(Path::new("pictures/.idea/a.xml")));
        assert!(!is_in_leftover(Path::new("pictures/a.svg")));
    }
}
