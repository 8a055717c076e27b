//! mdbook-admonish, written for mdBook 0.4, as a preprocessor of mdBook 0.5 whose HTML is valid.
//!
//! mdbook-admonish gives a folded block the role of a note, which `details` may not have, and puts a `div` into its
//! `summary`, where only text may be. It also gives each block a link without text, which a screen reader announces and
//! nobody can see. This module rewrites both after mdbook-admonish has run. Before that, it deletes the levels of questions, which
//! mdbook-admonish does not know, and shows the points of their answers as lists.

use std::borrow::Cow;
use std::sync::LazyLock;

use mdbook_0_4::preprocess::{Preprocessor as _, PreprocessorContext as Context};
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::{Captures, Regex};

use crate::questions::{with_points, without_levels};

/// The preprocessor.
pub struct Admonish;

impl Preprocessor for Admonish {
    fn name(&self) -> &str {
        "admonish"
    }

    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item {
                chapter.content = with_points(&without_levels(&chapter.content));
            }
        });
        let mut book = mdbook_admonish::Admonish.run(&Context::new(self.name(), ctx)?, book)?;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Cow::Owned(valid) = valid(&chapter.content)
            {
                chapter.content = valid;
            }
        });
        Ok(book)
    }
}

/// The chapter with valid HTML in the place of what mdbook-admonish wrote.
fn valid(chapter: &str) -> Cow<'_, str> {
    static ANCHOR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r##"(?m)^ *<a class="admonition-anchor-link" href="#[^"]*"></a>\n"##)
            .expect("a constant pattern")
    });
    static FOLDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r#"(?m)^( *)<details (id="[^"]*" class="[^"]*") role="note" aria-labelledby="[^"]*">\n"#,
            r#" *<summary class="admonition-title">\n *<div id="[^"]*">\n *\n *(.*)\n *\n *</div>\n *</summary>\n"#
        ))
        .expect("a constant pattern")
    });
    match ANCHOR.replace_all(chapter, "") {
        Cow::Borrowed(chapter) => Cow::Borrowed(chapter),
        Cow::Owned(chapter) => Cow::Owned(
            FOLDED
                .replace_all(&chapter, |folded: &Captures| {
                    let (_, [indent, attributes, title]) = folded.extract();
                    let title = inline(title);
                    // Without a blank line: between blank lines Markdown would make a paragraph of the title.
                    format!(
                        "{indent}<details {attributes}>\n\
                         {indent}<summary class=\"admonition-title\"><span>{title}</span></summary>\n"
                    )
                })
                .into_owned(),
        ),
    }
}

/// The HTML of a title, without the paragraph around it.
fn inline(title: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(title));
    let html = html.trim();
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    inner.unwrap_or(html).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chapter as mdbook-admonish leaves it, made of this one.
    fn admonished(chapter: &str) -> String {
        let chapter =
            mdbook_preprocessor::book::Chapter::new("One", chapter.into(), "one.md", vec![]);
        let mut book = Book::new();
        book.push_item(chapter);
        let context = json_context();
        let book = Admonish.run(&context, book).unwrap();
        let Some(BookItem::Chapter(chapter)) = book.iter().next() else {
            panic!("the book has a chapter");
        };
        chapter.content.clone()
    }

    /// What mdBook tells a preprocessor, for the HTML renderer.
    fn json_context() -> PreprocessorContext {
        serde_json::from_value(serde_json::json!({
            "root": "/", "renderer": "html", "mdbook_version": mdbook_preprocessor::MDBOOK_VERSION,
            "config": { "book": {}, "preprocessor": { "admonish": { "on_failure": "bail", "assets_version": "3.1.0" } } }
        }))
        .unwrap()
    }

    /// A folded block is a `details` without a role, with a `summary` that holds only text, in which Markdown is rendered; a block
    /// within a list keeps its indentation.
    #[test]
    fn folded_blocks_are_valid() {
        let folded =
            "```admonish example collapsible=true level=2 title=\"Is chan<- *it*?\"\nYes.\n```\n";
        assert_eq!(
            admonished(folded),
            "\n<details id=\"admonition-is-chan--it\" class=\"admonition admonish-example\">\n\
             <summary class=\"admonition-title\"><span>Is chan&lt;- <em>it</em>?</span></summary>\n\
             <div>\n\nYes.\n\n</div>\n</details>\n"
        );
        let item = format!("- item\n\n{}", folded.replace("```", "  ```"));
        assert!(
            admonished(&item)
                .contains("\n  <summary class=\"admonition-title\"><span>Is chan&lt;- <em>"),
        );
    }

    /// A block that is not folded keeps its role and its name, and no block has a link without text.
    #[test]
    fn open_blocks_are_notes() {
        let open = admonished("```admonish tip title=\"First\"\nThis.\n```\n");
        assert!(open.contains("role=\"note\" aria-labelledby=\"admonition-first-title\""));
        assert!(open.contains("id=\"admonition-first-title\""));
        assert!(!open.contains("<a "), "{open}");
    }
}
