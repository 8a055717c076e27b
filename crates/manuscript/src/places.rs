//! Where a page shows a file, as a link names it.

use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::sources::includes_of;

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The title.
    pub(crate) title: String,
    /// The anchor.
    pub(crate) id: String,
}

/// Where a page, which is a chapter in `src`, shows a file: the section of the first block that includes it. The file is relative to the root
/// of the book.
pub(crate) fn place(page: &str, file: &Path) -> Option<Place> {
    let includes = includes_of(Path::new("src/page.md"), page);
    let shown = includes.iter().find(|include| include.file == file)?;
    let line = shown.line;
    let offset = page
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    heading_before(page, offset)
}

/// The last heading before the byte at `offset`, which is not the title of the page, with the anchor that mdBook gives it.
fn heading_before(page: &str, offset: usize) -> Option<Place> {
    let (mut found, mut open) = (None, None);
    let mut ids: Vec<String> = Vec::new();
    for (event, range) in Parser::new_ext(page, Options::all()).into_offset_iter() {
        if range.start >= offset {
            break;
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, title)) = &mut open {
                    title.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let (level, title) = open.take()?;
                let id = unique(&anchor(&title), &ids);
                ids.push(id.clone());
                found = (level > HeadingLevel::H1).then_some(Place { title, id });
            }
            _ => {}
        }
    }
    found
}

/// mdBook's anchor for a heading of this text.
fn anchor(title: &str) -> String {
    let title = title.trim().to_lowercase();
    let characters = title.chars().filter_map(|c| match c {
        '_' | '-' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        c => c.is_whitespace().then_some('-'),
    });
    characters.collect()
}

/// The anchor with a number behind it, if another heading of the page has it.
fn unique(id: &str, others: &[String]) -> String {
    let numbered = (1..).map(|number| format!("{id}-{number}"));
    let mut candidates = std::iter::once(id.to_owned()).chain(numbered);
    let free = candidates.find(|candidate| !others.contains(candidate));
    free.expect("there are more numbers than headings")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file is found in the section that includes it first, by the anchor that mdBook gives this section; not one that the page does not
    /// include, or that it includes before its first section.
    #[test]
    fn files_are_found_in_their_sections() {
        let page = "# The `page`\n\n{{#include ../a.txt}}\n\n## Two locks, *two* `orders`\n\n## Two locks, two orders\n\n\
                    ```text\n## No heading\n```\n{{#tabs}}\n```rust\n{{#rustdoc_include ../b.rs:part}}\n```\n\n## Later\n\n{{#include ../b.rs}}\n";
        let found = place(page, Path::new("b.rs")).unwrap();
        assert_eq!(found.title, "Two locks, two orders");
        assert_eq!(found.id, "two-locks-two-orders-1");
        for file in ["a.txt", "c.rs"] {
            assert_eq!(place(page, Path::new(file)), None, "{file}");
        }
    }
}
