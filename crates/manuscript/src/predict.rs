//! Quizzes on pages: a line `{{#predict}}` becomes all quizzes of its page, in the order of their names.
//!
//! Only the HTML renderer gets them (see book.toml): the programs in them are tested where they are run, and on the pages that show them
//! whole.

use std::path::Path;

use languages::Language;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::places::place;
use crate::quizzes::show::{Reader, html};
use crate::quizzes::{self, Quiz};

/// The line that becomes the quizzes.
pub const DIRECTIVE: &str = "{{#predict}}";

/// The preprocessor, for programs in these languages.
pub struct Predict(pub &'static [Language]);

impl Preprocessor for Predict {
    fn name(&self) -> &str {
        "predict"
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        Ok(renderer == "html")
    }

    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let quizzes = quizzes::all(&ctx.root, self.0)?;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(path) = &chapter.source_path
            {
                chapter.content = expand(&chapter.content, path, &quizzes);
            }
        });
        Ok(book)
    }
}

/// Whether a line is the directive.
fn is_directive(line: &str) -> bool {
    line.trim_end() == DIRECTIVE
}

/// The page, whose file is `path`, with its quizzes in the place of the directive.
fn expand(page: &str, path: &Path, quizzes: &[Quiz]) -> String {
    if !page.lines().any(is_directive) {
        return page.to_owned();
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let own = quizzes
        .iter()
        .filter(|quiz| quiz.is_of(stem.unwrap_or_default()));
    let all: String = own
        .map(|quiz| {
            let place = place(page, &quiz.program.source());
            html(quiz, place.as_ref(), Reader::Page) + "\n"
        })
        .collect();
    let lines = page
        .split_inclusive('\n')
        .map(|line| match is_directive(line) {
            true => &*all,
            false => line,
        });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use languages::Language;

    use super::*;
    use crate::quizzes::{Choice, Program};

    /// A quiz of this name about the program `01_a`.
    fn quiz(name: &str) -> Quiz {
        let choice = |is: &str, right| Choice {
            is: is.to_owned(),
            why: format!("`{is}` it is."),
            right,
        };
        Quiz {
            name: name.to_owned(),
            question: "What?".to_owned(),
            program: Program {
                name: "01_a".to_owned(),
                language: Language::RUST,
                refused: false,
            },
            shown: "fn main() {}\n".to_owned(),
            words: "a\n".to_owned(),
            typed: false,
            of_program: true,
            choices: vec![choice("a", true), choice("b", false)],
        }
    }

    /// The directive becomes the quizzes of the page, in lines that Markdown leaves as they are; another page stays as it is.
    #[test]
    fn pages_get_their_quizzes() {
        let quizzes = [quiz("01_one"), quiz("01_two"), quiz("02_three")];
        let page = "# A\n\n## Here\n{{#include ../listings/examples/01_a.rs}}\n\n{{#predict}}\n\nb {{#predict}}\n";
        let expanded = expand(page, Path::new("01_sums.md"), &quizzes);
        let names: Vec<_> = expanded.matches("data-quiz=\"").collect();
        assert_eq!(names.len(), 2, "{expanded}");
        assert!(
            expanded.contains("in <a href=\"#here\">Here</a>."),
            "{expanded}"
        );
        assert!(expanded.ends_with("\n\nb {{#predict}}\n"), "{expanded}");
        let quizzes_alone =
            &expanded[expanded.find("<div").unwrap()..expanded.rfind("</div>").unwrap()];
        assert_eq!(quizzes_alone.matches("\n\n").count(), 1, "between the two");

        let other = "# B\n\n`{{#predict}}`\n";
        assert_eq!(expand(other, Path::new("02_b.md"), &quizzes), other);
        assert_eq!(expand("{{#predict}}\n", Path::new("03_c.md"), &quizzes), "");
    }
}
