//! The interview: the questions under *What to say* of all chapters, on the pages that ask for them.
//!
//! | a line | becomes |
//! | --- | --- |
//! | `{{#interview}}` | all questions, topic by topic, as theme/interview.js draws them |
//! | `{{#recall 05_select in 90 s: What is cancellation safety?}}` | a step of a revision: what to say first of that topic, its minute and that question without its points, folded |
//!
//! `{{#cards}}`, at any place in a line, becomes the address of the file with all questions as cards for Anki ([`cards`]). A link
//! in an answer leads to the same place as in the answer's chapter.
//!
//! If the book is rendered by the course, the file of cards lies beside the pages, and the page with all questions names the quizzes and
//! exercises for theme/progress.js. The plain `mdbook` command cannot add files to a book, so its link holds the cards themselves.

use std::fmt::Write as _;
use std::sync::LazyLock;

use languages::Language;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::{Captures, Regex};

use crate::blocks::line_of;
use crate::fences::fences;
use crate::questions::{Question, SECTION, questions, without_points};
use crate::topics::{MINUTE, Topic, topics};
use crate::{Problem, cards, quizzes, training};

/// The preprocessor, for programs in these languages.
pub struct Interview(pub &'static [Language]);

impl Preprocessor for Interview {
    fn name(&self) -> &str {
        "interview"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let topics = topics(&book);
        let src = context.root.join(&context.config.book.src);
        let beside = Beside {
            training: training::element(&context.root)?,
            cards: match src.join(cards::FILE).is_file() {
                true => cards::FILE.to_owned(),
                false => cards::address(&book, &quizzes::all(&context.root, self.0)?),
            },
        };
        let mut broken = None;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item {
                match expand(&chapter.content, &topics, &beside) {
                    Ok(content) => chapter.content = content,
                    Err((line, title)) => {
                        let file = chapter.source_path.clone().unwrap_or_default();
                        broken.get_or_insert(Problem::new(
                            file,
                            line,
                            format!("no chapter asks `{title}`"),
                            "write {{#recall SLUG in N s: TITLE}} as that chapter's `What to say` has it",
                        ));
                    }
                }
            }
        });
        match broken {
            Some(problem) => Err(Error::msg(problem.to_string())),
            None => Ok(book),
        }
    }
}

/// What the course adds to the pages.
#[derive(Default)]
struct Beside {
    /// The element that names the quizzes and exercises; nothing if there is none.
    training: String,
    /// The address of the file of cards.
    cards: String,
}

/// The question with this answer, folded as in its chapter, for another page.
fn folded(question: &Question, answer: &str) -> String {
    static WITHIN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\]\(#").expect("a constant pattern"));
    let (marks, title, level) = (question.marks, question.title, question.level);
    let there = format!("]({}#", question.topic.file());
    let answer = WITHIN.replace_all(answer, there);
    format!(
        "{marks}admonish example collapsible=true class=\"question level-{level}\" title=\"{title}\"\n{answer}\n{marks}\n"
    )
}

/// The page with questions in the place of its directives.
///
/// # Errors
/// The line and the question that no chapter asks.
fn expand(
    page: &str,
    topics: &[Topic],
    beside: &Beside,
) -> std::result::Result<String, (usize, String)> {
    static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?m)^\{\{#(?:(?<list>interview)|recall (?<slug>\w+) in (?<seconds>\d+) s: (?<title>[^}]+))\}\}$|\{\{#cards\}\}",
        )
        .expect("a constant pattern")
    });
    let all = questions(topics);
    let mut unknown = None;
    let expanded = DIRECTIVE.replace_all(page, |directive: &Captures| {
        if directive.name("list").is_some() {
            return list(&all) + &beside.training;
        }
        let Some(slug) = directive.name("slug") else {
            return beside.cards.clone();
        };
        let title = &directive["title"];
        let asked =
            |question: &&Question| question.topic.slug == slug.as_str() && question.title == title;
        match all.iter().find(asked) {
            Some(question) => recall(question, &directive["seconds"]),
            None => {
                let line = line_of(page, directive.get_match().start());
                unknown.get_or_insert((line, title.to_owned()));
                String::new()
            }
        }
    });
    match unknown {
        Some(unknown) => Err(unknown),
        None => Ok(expanded.into_owned()),
    }
}

/// A step of a revision: what to say first of the question's topic, then its minute and the question, folded.
fn recall(question: &Question, seconds: &str) -> String {
    let topic = question.topic;
    let fences = fences(topic.section(SECTION));
    let first = fences
        .iter()
        .find(|fence| fence.admonition() == Some("tip"))
        .map(|tip| format!("{0}{1}\n{2}{0}\n", tip.marks, tip.info, tip.content));
    format!(
        "<section class=\"step\" data-seconds=\"{seconds}\">\n\n## {title}: {seconds} seconds\n\n{first}\n\
         ```admonish example collapsible=true title=\"{title}, in one minute\"\n\
         {{{{#include {file}:{MINUTE}}}}}\n\n[The chapter]({file})\n```\n\n{folded}\n</section>",
        title = topic.title,
        first = first.unwrap_or_default(),
        file = topic.file(),
        folded = folded(question, &without_points(question.answer))
    )
}

/// All questions, under the names of their topics. Each topic has the name of its chapter for the scripts.
fn list(questions: &[Question]) -> String {
    let mut out = "<div class=\"interview\">\n".to_owned();
    for asked in questions.chunk_by(|a, b| a.topic == b.topic) {
        let topic = asked[0].topic;
        let (slug, title) = (&topic.slug, &topic.title);
        write!(out, "<section data-chapter=\"{slug}\">\n\n## {title}\n\n")
            .expect("a string takes all");
        for question in asked {
            out.push_str(&folded(question, question.answer));
            out.push('\n');
        }
        out.push_str("</section>\n");
    }
    out.push_str("</div>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::tests::topic;

    /// A page gets a step with one question, or all of them, with links that lead to their chapter; not within a comment.
    #[test]
    fn pages_are_expanded() {
        let beside = Beside {
            training: "<script></script>".to_owned(),
            cards: "cards.txt".to_owned(),
        };
        let four = |points| {
            format!(
                "```admonish example collapsible=true class=\"question level-1\" title=\"What is four?\"\nTwo and two.\n\n\
                 {points}**Proof:** [here](01_sums.md#the-program), [there](02_products.md#all)\n```\n"
            )
        };
        let page = "a\n{{#recall 01_sums in 90 s: What is four?}}\nb\n<!-- {{#recall 02_all in 1 s: Who?}} -->\n";
        assert_eq!(
            expand(page, &[topic()], &beside).unwrap(),
            format!(
                "a\n<section class=\"step\" data-seconds=\"90\">\n\n## 01  Sums: 90 seconds\n\n\
                 ```admonish tip title=\"First\"\nThis.\n```\n\n\
                 ```admonish example collapsible=true title=\"01  Sums, in one minute\"\n\
                 {{{{#include 01_sums.md:minute}}}}\n\n[The chapter](01_sums.md)\n```\n\n{}\n</section>\nb\n\
                 <!-- {{{{#recall 02_all in 1 s: Who?}}}} -->\n",
                four("\n")
            )
        );
        assert_eq!(
            expand("{{#interview}}\n", &[topic()], &beside).unwrap(),
            format!(
                "<div class=\"interview\">\n<section data-chapter=\"01_sums\">\n\n## 01  Sums\n\n{}\n\
                 ````admonish example collapsible=true class=\"question level-3\" title=\"The sum is wrong. Why?\"\n\
                 ```text\n5\n```\n````\n\n</section>\n</div><script></script>\n",
                four("**Points:**\n- [ ] two\n- [ ] `and` two\n\n")
            )
        );
        assert_eq!(
            expand("<a href={{#cards}}>\n", &[topic()], &beside).unwrap(),
            "<a href=cards.txt>\n"
        );
    }

    /// A question that no chapter asks is an error, with its line.
    #[test]
    fn unknown_questions_are_found() {
        let page = "a\n{{#recall 01_sums in 90 s: What is five?}}\n";
        assert_eq!(
            expand(page, &[topic()], &Beside::default()),
            Err((2, "What is five?".to_owned()))
        );
    }
}
