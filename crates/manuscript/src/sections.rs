//! Sections: what stands under each heading `## NAME` of a chapter.

use crate::fences::prose;

/// A section of a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section<'a> {
    /// The heading, for example `What to say`.
    pub name: &'a str,
    /// The line of the heading, counted from 1.
    pub line: usize,
    /// What stands beneath it, up to the next heading of its kind.
    pub text: &'a str,
}

/// The sections of a chapter, in order. A line of a code block is no heading.
pub fn sections(markdown: &str) -> Vec<Section<'_>> {
    let mut found: Vec<Section> = Vec::new();
    let mut begun: Option<(&str, usize, usize)> = None;
    let mut offset = 0;
    let section = |(name, line, from): (_, _, usize), to: usize| Section {
        name,
        line,
        text: &markdown[from..to],
    };
    for (i, (line, prose)) in markdown
        .split_inclusive('\n')
        .zip(prose(markdown))
        .enumerate()
    {
        if let Some(name) = line.strip_prefix("## ").filter(|_| prose) {
            let next = (name.trim(), i + 1, offset + line.len());
            found.extend(begun.replace(next).map(|begun| section(begun, offset)));
        }
        offset += line.len();
    }
    found.extend(begun.map(|begun| section(begun, offset)));
    found
}

/// The section of this name.
pub fn section<'a>(markdown: &'a str, name: &str) -> Option<Section<'a>> {
    let mut sections = sections(markdown).into_iter();
    sections.find(|section| section.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section ends where the next begins, and what looks like a heading within code is none.
    #[test]
    fn sections_are_found() {
        let chapter = "# A\n\n## One\na\n### more\n```text\n## Code\n```\n## Two\nb";
        assert_eq!(
            sections(chapter),
            [
                Section {
                    name: "One",
                    line: 3,
                    text: "a\n### more\n```text\n## Code\n```\n"
                },
                Section {
                    name: "Two",
                    line: 9,
                    text: "b"
                }
            ]
        );
        assert_eq!(section(chapter, "Two").map(|two| two.line), Some(9));
        assert_eq!(section(chapter, "Code"), None);
    }
}
