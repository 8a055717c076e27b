//! Whether each included file is there, and whether the page shows it as it is.

use std::path::Path;
use std::sync::LazyLock;

use languages::Language;
use regex::Regex;

use crate::Problem;
use crate::anchors;
use crate::blocks::line_of;
use crate::fences::Fence;
use crate::sources::Include;

/// What is wrong with an include; `target` is the text of the file that it names, or why it cannot be read.
pub(super) fn target(
    root: &Path,
    include: &Include,
    target: Result<&str, &std::io::Error>,
    languages: &[Language],
) -> Option<Problem> {
    let problem =
        |what: String, fix: &str| Some(Problem::new(&include.by, include.line, what, fix));
    let file = include.file.display();
    if include.file.is_absolute() || include.file.starts_with("..") {
        return problem(
            format!("the included file {file} is outside of the course"),
            "copy it into the folder of the course, and include the copy",
        );
    }
    let text = match target {
        Ok(text) => text,
        Err(error) => {
            let why = match std::fs::read_link(root.join(&include.file)) {
                Ok(to) => format!("it is a link to {}, which cannot be read", to.display()),
                Err(_) => error.to_string(),
            };
            return problem(
                format!("the included file {file} cannot be read ({why})"),
                "name a file that exists, relative to the chapter, and save it as UTF-8",
            );
        }
    };
    let part = include.part.as_deref()?;
    if part
        .split(':')
        .all(|p| p.parse::<usize>().is_ok() || p.is_empty())
    {
        return problem(
            format!("{file} is included by line number ({part})"),
            "line numbers drift: write `ANCHOR: name` and `ANCHOR_END: name` around the part, and include that",
        );
    }
    if !anchors::begins(text, part, languages) {
        return problem(
            format!("{file} has no `ANCHOR: {part}`"),
            "write the anchor before the part to show, in a comment of its own line, or name one that the file has",
        );
    }
    None
}

/// Whether the page would show the included file as something else than it is.
pub(super) fn shown(include: &Include, fences: &[Fence], text: &str) -> Option<Problem> {
    // mdBook's `links`, and the tabs. What stands in one line is escaped; see `escapes::literal`.
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?m)\{\{\s+#(?:rustdoc_include|include|playground|playpen|title)\s+[^}]+\}\}|\{\{#(?:rustdoc_include|include|playground|playpen|title)\b[^}\n]*\n[^}]*\}\}|^\{\{#(?:tabs|tab|endtab|endtabs)\b",
        )
        .expect("a constant pattern")
    });
    let fence = fences
        .iter()
        .rfind(|fence| fence.body.contains(&(include.line - 1)))
        .filter(|fence| fence.admonition().is_none())?;
    let problem =
        |line: usize, what: String, fix: &str| Some(Problem::new(&include.file, line, what, fix));
    if let Some(line) = text.lines().position(|line| fence.is_closed_by(line)) {
        let place = format!("{}:{}", include.by.display(), fence.opening + 1);
        return problem(
            line + 1,
            format!("this line would close the code block that shows the file, in {place}"),
            "open and close that block with more backticks",
        );
    }
    let directive = DIRECTIVE.find(text)?;
    problem(
        line_of(text, directive.start()),
        format!("mdBook would take `{}` for a directive", directive.as_str()),
        "write it in another way, for example in two strings",
    )
}
