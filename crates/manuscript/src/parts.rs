//! Parts: the names under which the table of contents gathers the chapters.
//!
//! mdBook puts the list item of a part's name into an item of its own, which is not valid HTML: a browser makes two items of
//! it, an empty one and the name. An entry without a page, which mdBook calls a draft chapter, is written as one item. For
//! the HTML renderer alone (see book.toml) a part's name becomes such an entry. theme/course.css shows it as a heading.

use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

/// The preprocessor.
pub struct Parts;

impl Preprocessor for Parts {
    fn name(&self) -> &str {
        "parts"
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        book.for_each_mut(|item| {
            if let BookItem::PartTitle(name) = item {
                *item = BookItem::Chapter(Chapter::new_draft(name, Vec::new()));
            }
        });
        Ok(book)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name of a part becomes an entry without a page, and nothing else changes.
    #[test]
    fn names_become_entries() {
        let mut book = Book::new();
        book.push_item(BookItem::PartTitle("Channels".to_owned()));
        book.push_item(Chapter::new("One", "# One".to_owned(), "one.md", vec![]));
        book.push_item(BookItem::Separator);
        let context = serde_json::json!({
            "root": "/", "renderer": "html", "mdbook_version": mdbook_preprocessor::MDBOOK_VERSION,
            "config": { "book": {} }
        });
        let context = serde_json::from_value(context).unwrap();
        let book = Parts.run(&context, book).unwrap();
        let items: Vec<_> = book.iter().collect();
        let [
            BookItem::Chapter(part),
            BookItem::Chapter(one),
            BookItem::Separator,
        ] = items[..]
        else {
            panic!("{items:?}");
        };
        assert!(part.is_draft_chapter() && part.name == "Channels");
        assert_eq!(
            (one.is_draft_chapter(), one.content.as_str()),
            (false, "# One")
        );
    }
}
