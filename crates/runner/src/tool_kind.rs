//! Which tool a language has here: the one place that says so.

use anyhow::{Result, bail};
use languages::Language;

/// The tool that builds and runs the programs of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToolKind {
    /// rustc and the crates of the book.
    Rust,
    /// The `go` command.
    Go,
    /// The interpreter; mypy refuses programs.
    Python,
}

impl ToolKind {
    /// The tool of a language.
    ///
    /// # Errors
    /// That the language has none.
    pub fn of(language: &Language) -> Result<ToolKind> {
        const KINDS: [(Language, ToolKind); 3] = [
            (Language::RUST, ToolKind::Rust),
            (Language::GO, ToolKind::Go),
            (Language::PYTHON, ToolKind::Python),
        ];
        match KINDS.iter().find(|(known, _)| known == language) {
            Some((_, kind)) => Ok(*kind),
            None => bail!(
                "{} has no tool: write one in crates/runner, and name it in crates/runner/src/tool_kind.rs",
                language.title
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;

    /// Each language of the book has a tool, and the error for another language says where to add one.
    #[test]
    fn languages_have_tools() {
        for language in ALL {
            ToolKind::of(language).unwrap();
        }
        let strange = Language {
            name: "strange",
            title: "Strange",
            ..Language::RUST
        };
        let error = ToolKind::of(&strange).unwrap_err().to_string();
        assert!(
            error.starts_with("Strange has no tool") && error.contains("tool_kind.rs"),
            "{error}"
        );
    }
}
