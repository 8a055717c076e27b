//! The languages of the book. All other code reads this table.

use crate::language::Language;

/// The languages of the book, in the order in which a page shows them.
pub const ALL: &[Language] = &[Language::RUST, Language::GO, Language::PYTHON];

impl Language {
    /// Rust, the language of the book.
    pub const RUST: Language = Language {
        name: "rust",
        title: "Rust",
        folder: "listings/examples",
        refused_folder: "listings/compile_fail",
        file: "NAME.rs",
        wrong_fences: &["rs"],
        command: "cargo run -p listings --example NAME",
        comment: "//",
        indent: "    ",
        compiled: true,
        required: true,
        expected: true,
        plays_refused: true,
    };

    /// Go. Its refused programs have a build tag, without which the compiler ignores them.
    pub const GO: Language = Language {
        name: "go",
        title: "Go",
        folder: "go",
        refused_folder: "go/refused",
        file: "NAME/main.go",
        wrong_fences: &["golang"],
        command: "cd go && go run ./NAME",
        comment: "//",
        indent: "\t",
        compiled: true,
        required: true,
        expected: false,
        plays_refused: false,
    };

    /// Python. Its refused programs are refused by mypy, and the interpreter runs them.
    pub const PYTHON: Language = Language {
        name: "python",
        title: "Python",
        folder: "python",
        refused_folder: "python/refused",
        file: "NAME/main.py",
        wrong_fences: &["py"],
        command: "python3 python/NAME/main.py",
        comment: "#",
        indent: "    ",
        compiled: false,
        required: true,
        expected: true,
        plays_refused: false,
    };
}
