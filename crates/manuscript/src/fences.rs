//! The fences of a chapter, line by line: code blocks, those within admonitions too.
//!
//! An admonition is a fence itself (```` ```admonish ````), whose content is Markdown; a Markdown parser sees one block of
//! code there.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A fence, from the line that opens it to the line that closes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence<'a> {
    /// The line that opens it, counted from 0.
    pub opening: usize,
    /// The lines between, counted from 0.
    pub body: Range<usize>,
    /// What stands in these lines, with the last line end.
    pub content: &'a str,
    /// What stands before its marks: the indentation.
    pub indent: &'a str,
    /// The marks: three backticks or tildes, or more.
    pub marks: &'a str,
    /// What stands behind the marks, for example `rust,no_run`.
    pub info: &'a str,
    /// Whether there is a line that closes it.
    pub closed: bool,
}

/// A `name=value` behind the marks of an admonition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name.
    pub name: &'a str,
    /// The value, without its quotation marks.
    pub value: &'a str,
    /// Where the attribute stands in the text: these bytes, with the space before it.
    pub bytes: Range<usize>,
}

impl<'a> Fence<'a> {
    /// The kind of admonition that it is, for example `warning`; `None` for a code block.
    pub fn admonition(&self) -> Option<&'a str> {
        let mut words = self.info.split_whitespace();
        (words.next() == Some("admonish")).then(|| words.next().unwrap_or_default())
    }

    /// The language of a code block, for example `rust`.
    pub fn language(&self) -> &'a str {
        words(self.info).next().unwrap_or_default()
    }

    /// The value of an admonition's attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut attributes = attributes(self.info);
        let found = attributes.find(|attribute| attribute.name == name)?;
        Some(found.value)
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

/// The words behind the marks of a code block: the language first, then what a checker should know.
pub fn words(info: &str) -> impl Iterator<Item = &str> {
    info.split([',', ' '])
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

/// The attributes in the line that opens an admonition.
pub fn attributes(line: &str) -> impl Iterator<Item = Attribute<'_>> {
    static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\s(?<name>[\w-]+)=(?:"(?<quoted>[^"]*)"|(?<plain>[^\s"]*))"#)
            .expect("a constant pattern")
    });
    ATTRIBUTE.captures_iter(line).map(|attribute| {
        let value = attribute.name("quoted").or(attribute.name("plain"));
        Attribute {
            name: attribute.name("name").map_or("", |name| name.as_str()),
            value: value.map_or("", |value| value.as_str()),
            bytes: attribute.get_match().range(),
        }
    })
}

/// All fences, by the line that opens them.
pub fn fences(markdown: &str) -> Vec<Fence<'_>> {
    let mut found: Vec<Fence> = Vec::new();
    // Indices into `found`: admonitions, the outermost first, and at the end perhaps a code block.
    let mut open: Vec<usize> = Vec::new();
    // The byte at which each line begins.
    let mut begins: Vec<usize> = Vec::new();
    let mut offset = 0;
    for (number, line) in markdown.split_inclusive('\n').enumerate() {
        begins.push(offset);
        offset += line.len();
        // As in a Markdown parser, the line closes the outermost fence that it fits. A fence that is still open inside never closes.
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
            content: "",
            indent,
            marks,
            info,
            closed: false,
        });
    }
    let end = begins.len();
    begins.push(offset);
    for fence in &mut found {
        fence.body.end = fence.body.end.min(end);
        fence.content = &markdown[begins[fence.body.start]..begins[fence.body.end]];
    }
    found
}

/// For each line of a chapter, whether it is prose: no fence, and not within a code block. The text of an admonition is prose.
pub fn prose(markdown: &str) -> Vec<bool> {
    let mut prose = vec![true; markdown.lines().count()];
    for fence in fences(markdown) {
        prose[fence.opening] = false;
        if fence.admonition().is_none() {
            prose[fence.body.clone()].fill(false);
        }
        if fence.closed {
            prose[fence.body.end] = false;
        }
    }
    prose
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
        let ranges: Vec<_> = found
            .iter()
            .map(|fence| (fence.opening, fence.body.clone(), fence.info, fence.closed))
            .collect();
        assert_eq!(
            ranges,
            [
                (0, 1..4, "admonish note", true),
                (1, 2..3, "rust,no_run", true),
                (6, 7..8, "text", true)
            ]
        );
        assert_eq!(found[0].content, "```rust,no_run\n~~~\n```\n");
        assert_eq!(found[0].admonition(), Some("note"));
        assert_eq!((found[1].language(), found[2].indent), ("rust", "  "));
    }

    /// A fence that never closes is marked as open, and so is one that its admonition closes.
    #[test]
    fn open_fences_are_found() {
        for (chapter, open) in [
            ("```rust", vec![0]),
            ("```rust\n", vec![0]),
            ("```rust\n~~~\n````text\n", vec![0]),
            ("````admonish tip\n```rust\n````\n", vec![1]),
            ("```admonish tip\n```rust\n```\n```\n", vec![1, 3]),
        ] {
            let found = fences(chapter);
            let unclosed = found.iter().filter(|fence| !fence.closed);
            let lines: Vec<_> = unclosed.map(|fence| fence.opening).collect();
            assert_eq!(lines, open, "{chapter}");
        }
    }

    /// Attributes are found in any order, and what only looks like one within a quoted value is not.
    #[test]
    fn attributes_are_found() {
        let found = fences("~~~admonish example title=\"Is a level=1?\" level=2 a=\"\"\n~~~\n");
        let fence = &found[0];
        for (name, value) in [
            ("title", Some("Is a level=1?")),
            ("level", Some("2")),
            ("a", Some("")),
            ("class", None),
        ] {
            assert_eq!(fence.attribute(name), value, "{name}");
        }
    }

    /// The text of an admonition is prose; code is none, and a fence is none.
    #[test]
    fn prose_is_found() {
        let chapter = "a\n\n````admonish tip\nb\n```rust\nc\n```\n````\nd\n```\ne";
        let lines: Vec<_> = chapter.lines().zip(prose(chapter)).collect();
        let lines: Vec<_> = lines.into_iter().filter(|line| line.1).collect();
        assert_eq!(lines, [("a", true), ("", true), ("b", true), ("d", true)]);
    }
}
