//! The sheet: the cheat lines of all topics, on one screen and on one page of paper.
//!
//! A page with a line `{{#sheet}}` gets a row for each topic whose chapter has *Cheat lines*, with a column for each
//! language that every topic must have. The lines come from the topic's cheat programs: a pair of anchors named `sheet` marks the few most important ones. If
//! the cheat programs of a language have no such anchors, the row has all cheat lines of that language.
//!
//! Only the HTML renderer gets the sheet (see book.toml), because the chapters already show the same programs whole, where they are
//! tested and can be run. The class `again` marks the blocks of the sheet.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use languages::Language;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::anchors::{lines, part};
use crate::escapes::{literal, shown_rust};
use crate::read::read;
use crate::sources::includes_of;
use crate::topics::{CHEAT, SHEET, Topic, topics};

/// The preprocessor, for cheat programs in these languages.
pub struct Sheet(pub &'static [Language]);

const DIRECTIVE: &str = "{{#sheet}}";

impl Preprocessor for Sheet {
    fn name(&self) -> &str {
        "sheet"
    }

    fn supports_renderer(&self, renderer: &str) -> mdbook_preprocessor::errors::Result<bool> {
        Ok(renderer == "html")
    }

    fn run(
        &self,
        ctx: &PreprocessorContext,
        mut book: Book,
    ) -> mdbook_preprocessor::errors::Result<Book> {
        let src = ctx.root.join(&ctx.config.book.src);
        let sheet = sheet(&topics(&book), &src, self.0)?;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item {
                chapter.content = chapter.content.replace(DIRECTIVE, &sheet);
            }
        });
        Ok(book)
    }
}

/// The rows, in Markdown, from the chapters in `src`.
///
/// # Errors
/// That a cheat program cannot be read.
pub fn sheet(topics: &[Topic], src: &Path, languages: &[Language]) -> Result<String> {
    let mut out = String::new();
    for topic in topics {
        let files = cheat_files(topic, languages);
        if files.is_empty() {
            continue;
        }
        write!(
            out,
            "<div class=\"sheet-topic\">\n<div class=\"sheet-name\" role=\"heading\" aria-level=\"2\">\n\n\
             [{}]({}#cheat-lines)\n\n</div>\n<div class=\"sheet-row\">\n",
            topic.title,
            topic.file()
        )?;
        for language in languages.iter().filter(|language| language.required) {
            let (name, fence) = (language.title, language.name);
            let programs: Vec<_> = files
                .iter()
                .filter(|(file, _)| file.extension().is_some_and(|e| e == language.extension()))
                .collect();
            let mut chosen = excerpts(src, &programs, |_| Some(SHEET), languages)?;
            if chosen.is_empty() {
                chosen = excerpts(src, &programs, |part| part, languages)?;
            }
            let lines = chosen.join("");
            let escaped = lines.lines().map(|line| match *language == Language::RUST {
                true => format!("{}\n", literal(&shown_rust(line))),
                false => format!("{}\n", literal(line)),
            });
            let lines: String = escaped.collect();
            write!(
                out,
                "<div class=\"sheet-lines\" role=\"group\" aria-label=\"{name}\">\n\n```{fence},again\n{lines}```\n\n</div>\n"
            )?;
        }
        out.push_str("</div>\n</div>\n\n");
    }
    Ok(out)
}

/// The programs that a topic's *Cheat lines* include between its anchors, and which part of each.
fn cheat_files(topic: &Topic, languages: &[Language]) -> Vec<(PathBuf, Option<String>)> {
    includes_of(Path::new(""), &part(&topic.text, CHEAT, languages))
        .into_iter()
        .map(|include| (include.file, include.part))
        .collect()
}

/// The shown lines of each file that has any. `choose` turns the part that the chapter includes into the part that is shown.
fn excerpts(
    src: &Path,
    files: &[&(PathBuf, Option<String>)],
    choose: impl Fn(Option<&str>) -> Option<&str>,
    languages: &[Language],
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (file, part) in files {
        let text = read(&src.join(file))?;
        let shown: Vec<&str> = lines(&text, choose(part.as_deref()), languages)
            .into_iter()
            .filter(|line| line.shown && !line.text.trim().is_empty())
            .map(|line| line.text)
            .collect();
        if !shown.is_empty() {
            found.push(outdented(&shown));
        }
    }
    Ok(found)
}

/// The lines without the indentation that all of them share, and with two spaces for every four of the rest, because a column of
/// the sheet is narrow.
fn outdented(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines.iter().map(indent).min().unwrap_or(0);
    lines
        .iter()
        .map(|line| {
            let code = line.trim_start();
            let inner = &line[least..line.len() - code.len()];
            format!("{}{code}\n", inner.replace("    ", "  "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;
    use std::fs;

    /// The sheet of a book with one topic, whose cheat programs are these.
    fn sheet_of(rust: &str, go: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("listings/examples/01_sums_cheat.rs", rust),
            ("go/01_sums_cheat/main.go", go),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let text = "# 01  Sums\n\n```rust\n{{#rustdoc_include ../listings/examples/01_sums.rs}}\n```\n\n## Cheat lines\n\
                    <!-- ANCHOR: cheat -->\n```rust\n{{#rustdoc_include ../listings/examples/01_sums_cheat.rs:cheat}}\n```\n\
                    ```go\n{{#include ../go/01_sums_cheat/main.go:cheat}}\n```\n<!-- ANCHOR_END: cheat -->\n";
        let topic = Topic {
            slug: "01_sums".to_owned(),
            title: "01  Sums".to_owned(),
            text: text.to_owned(),
        };
        let without = Topic {
            text: "# 02\n".to_owned(),
            ..topic.clone()
        };
        let src = root.path().join("src");
        fs::create_dir_all(&src).unwrap();
        sheet(&[topic, without], &src, ALL).unwrap()
    }

    /// A row has the lines within the anchor `sheet`, moved to the left; all cheat lines where there is no such anchor; and
    /// an empty column where there is no program.
    #[test]
    fn rows_are_chosen_by_anchors() {
        let rust = "fn main() {\n    // ANCHOR: cheat\n    let a = 1;\n    // ANCHOR: sheet\n    let b = {\n        2\n\n    };\n    \
                    // ANCHOR_END: sheet\n    // ANCHOR_END: cheat\n}\n";
        let go =
            "func main() {\n\t// ANCHOR: cheat\n\ta := 1\n\tb := 2\n\t// ANCHOR_END: cheat\n}\n";
        assert_eq!(
            sheet_of(rust, go),
            "<div class=\"sheet-topic\">\n<div class=\"sheet-name\" role=\"heading\" aria-level=\"2\">\n\n\
             [01  Sums](01_sums.md#cheat-lines)\n\n</div>\n<div class=\"sheet-row\">\n\
             <div class=\"sheet-lines\" role=\"group\" aria-label=\"Rust\">\n\n```rust,again\nlet b = {\n  2\n};\n```\n\n</div>\n\
             <div class=\"sheet-lines\" role=\"group\" aria-label=\"Go\">\n\n```go,again\na := 1\nb := 2\n```\n\n</div>\n\
             <div class=\"sheet-lines\" role=\"group\" aria-label=\"Python\">\n\n```python,again\n```\n\n</div>\n\
             </div>\n</div>\n\n"
        );
    }
}
