//! The chapters of the topics. The pages beside the topics are made from them, so that nothing has to be written twice.

use std::path::Path;

use mdbook_preprocessor::book::{Book, BookItem};

use crate::sections::section;

/// The anchor around the bullets of *In one minute*, which the page of the ten minutes includes.
pub const MINUTE: &str = "minute";

/// The anchor around the programs of *Cheat lines*, from which the sheet is made.
pub const CHEAT: &str = "cheat";

/// The anchor in a cheat program around the lines that the sheet shows.
pub const SHEET: &str = "sheet";

/// A topic's chapter, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The topic's slug, for example `05_select`.
    pub slug: String,
    /// Its title in the table of contents, for example `05  Select`.
    pub title: String,
    /// The chapter's Markdown.
    pub text: String,
}

/// The topics of a book, in order, without its drafts and the pages beside the topics.
pub fn topics(book: &Book) -> Vec<Topic> {
    book.iter()
        .filter_map(|item| match item {
            BookItem::Chapter(chapter) => Some(chapter),
            _ => None,
        })
        .filter_map(|chapter| {
            let slug = slug(chapter.source_path.as_ref()?)?;
            Some(Topic {
                slug: slug.to_owned(),
                title: chapter.name.clone(),
                text: chapter.content.clone(),
            })
        })
        .collect()
}

/// The slug of the topic whose chapter is this file, for example `05_select`; `None` for a page beside the topics.
pub fn slug(file: &Path) -> Option<&str> {
    let stem = file.file_stem()?.to_str()?;
    let (number, _) = stem.split_once('_')?;
    (number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit())).then_some(stem)
}

impl Topic {
    /// The chapter's file, relative to the book's `src`.
    pub fn file(&self) -> String {
        format!("{}.md", self.slug)
    }

    /// What stands under the heading `## NAME`, up to the next of its kind; nothing if there is no such section.
    pub fn section(&self, name: &str) -> &str {
        section(&self.text, name).map_or("", |section| section.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdbook_preprocessor::book::Chapter;

    /// The topics are the numbered chapters, and their sections are found by name.
    #[test]
    fn topics_have_sections() {
        let chapter = |name: &str, path: &str, text: &str| {
            BookItem::Chapter(Chapter::new(name, text.to_owned(), path, Vec::new()))
        };
        let text = "# 01  Sums\n\n## What to say\nfour\n### more\nfive\n\n## Choose\nsix\n";
        let book = Book::new_with_items(vec![
            chapter("Introduction", "introduction.md", "# I\n"),
            chapter("01  Sums", "01_sums.md", text),
            BookItem::Chapter(Chapter::new_draft("02  Products", Vec::new())),
        ]);
        let found = topics(&book);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].file(), "01_sums.md");
        assert_eq!(found[0].section("What to say"), "four\n### more\nfive\n\n");
        assert_eq!(found[0].section("Choose"), "six\n");
        assert_eq!(found[0].section("Traps"), "");
    }
}
