//! The fences of a chapter, line by line: code blocks, those within admonitions too.
//!
//! An admonition is a fence itself (```` ```admonish ````), whose content is Markdown; a Markdown parser sees one block of
//! code there.

use std::ops::Range;

/// A fence, from the line that opens it to the line that closes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fence<'a> {
    /// The line that opens it, counted from 0.
    pub opening: usize,
    /// The lines between, counted from 0.
    pub body: Range<usize>,
    /// What stands before its marks: the indentation.
    pub indent: &'a str,
    /// The marks: three backticks or tildes, or more.
    pub marks: &'a str,
    /// What stands behind the marks, for example `rust,no_run`.
    pub info: &'a str,
    /// Whether there is a line that closes it.
    pub closed: bool,
}

impl Fence<'_> {
    /// The kind of admonition that it is, for example `warning`; `None` for a code block.
    pub fn admonition(&self) -> Option<&str> {
        let mut words = self.info.split_whitespace();
        (words.next() == Some("admonish")).then(|| words.next().unwrap_or_default())
    }

    /// The language of a code block, for example `rust`.
    pub fn language(&self) -> &str {
        self.info.split([',', ' ']).next().unwrap_or_default()
    }

    /// Whether this line would close it.
    pub fn is_closed_by(&self, line: &str) -> bool {
        marks(line).is_some_and(|(_, marks, info)| {
            info.is_empty()
                && marks.len() >= self.marks.len()
                && marks.as_bytes()[0] == self.marks.as_bytes()[0]
        })
    }
}

/// All fences, by the line that opens them.
pub(crate) fn fences(markdown: &str) -> Vec<Fence<'_>> {
    let mut found: Vec<Fence> = Vec::new();
    // Indices into `found`: admonitions, the outermost first, and at the end perhaps a code block.
    let mut open: Vec<usize> = Vec::new();
    for (number, line) in markdown.lines().enumerate() {
        // The outermost wins, as in a Markdown parser: what is open within it never closes.
        if let Some(depth) = open.iter().position(|i| found[*i].is_closed_by(line)) {
            found[open[depth]].closed = true;
            for i in open.drain(depth..) {
                found[i].body.end = number;
            }
            continue;
        }
        let in_code = open
            .last()
            .is_some_and(|i| found[*i].admonition().is_none());
        let Some((indent, marks, info)) = marks(line).filter(|_| !in_code) else {
            continue;
        };
        open.push(found.len());
        found.push(Fence {
            opening: number,
            body: number + 1..usize::MAX,
            indent,
            marks,
            info,
            closed: false,
        });
    }
    let end = markdown.lines().count();
    for i in open {
        found[i].body.end = end;
    }
    found
}

/// The indentation, the marks and the info of a line that opens or closes a fence.
fn marks(line: &str) -> Option<(&str, &str, &str)> {
    let start = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - start.len()];
    let mark = start.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = start.trim_start_matches(mark);
    let marks = &start[..start.len() - info.len()];
    let inline = mark == '`' && info.contains('`');
    (marks.len() >= 3 && !inline).then(|| (indent, marks, info.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code blocks are found within admonitions, and nothing is found within code.
    #[test]
    fn fences_are_found() {
        let chapter = "````admonish note\n```rust,no_run\n~~~\n```\n````\n\n  ~~~text\n```rust\n  ~~~\n`a` ```b``` c\n";
        let found = fences(chapter);
        let told: Vec<_> = found
            .iter()
            .map(|fence| (fence.opening, fence.body.clone(), fence.info, fence.closed))
            .collect();
        assert_eq!(
            told,
            [
                (0, 1..4, "admonish note", true),
                (1, 2..3, "rust,no_run", true),
                (6, 7..8, "text", true)
            ]
        );
        assert_eq!(found[0].admonition(), Some("note"));
        assert_eq!((found[1].language(), found[2].indent), ("rust", "  "));
    }

    /// A fence that never closes is told, and so is one that its admonition closes.
    #[test]
    fn open_fences_are_told() {
        for (chapter, open) in [
            ("```rust\n", vec![0]),
            ("```rust\n~~~\n````text\n", vec![0]),
            ("````admonish tip\n```rust\n````\n", vec![1]),
            ("```admonish tip\n```rust\n```\n```\n", vec![1, 3]),
        ] {
            let found = fences(chapter);
            let told: Vec<_> = found.iter().filter(|fence| !fence.closed).collect();
            let told: Vec<_> = told.into_iter().map(|fence| fence.opening).collect();
            assert_eq!(told, open, "{chapter}");
        }
    }
}
