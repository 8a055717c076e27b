//! The interview: the questions under *What to say* of all chapters, on the pages that ask for them.
//!
//! | a line | becomes |
//! | --- | --- |
//! | `{{#interview}}` | all questions, topic by topic, as theme/interview.js draws them |
//! | `{{#recall 05_select in 90 s: What is cancellation safety?}}` | a step of a revision: what to say first of that topic, its minute and that question, folded |
//!
//! and `{{#cards}}`, anywhere, the address of all of them as cards for Anki ([`cards`]). An answer's links are those of its
//! chapter, and lead there.

use std::fmt::Write as _;
use std::sync::LazyLock;

use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::{Captures, Regex};

use crate::blocks::line_of;
use crate::topics::{Topic, topics};
use crate::{Problem, cards};

/// The preprocessor.
pub struct Interview;

/// A question, as its chapter has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The topic whose chapter asks it.
    pub topic: &'a Topic,
    /// The question.
    pub title: &'a str,
    /// The answer, its follow-up and its proof, in Markdown.
    pub answer: &'a str,
    /// What the answer is fenced with: it may have fences in it.
    fence: &'a str,
}

impl Preprocessor for Interview {
    fn name(&self) -> &str {
        "interview"
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let topics = topics(&book);
        let mut broken = None;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item {
                match expand(&chapter.content, &topics) {
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

/// The questions of all topics, in order.
pub fn questions(topics: &[Topic]) -> Vec<Question<'_>> {
    // As many backticks close a fence as have opened it, which a pattern cannot say.
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?m)^(`{3,})admonish example collapsible=true title="([^"]*)"\n"#)
            .expect("a constant pattern")
    });
    let mut found = Vec::new();
    for topic in topics {
        let part = topic.part("What to say");
        for opening in OPENING.captures_iter(part) {
            let (whole, [fence, title]) = opening.extract();
            let from = opening.get_match().start() + whole.len();
            let Some((answer, _)) = part[from..].split_once(&format!("\n{fence}\n")) else {
                continue;
            };
            found.push(Question {
                topic,
                title,
                answer,
                fence,
            });
        }
    }
    found
}

impl Question<'_> {
    /// How much it asks for, told by how it is asked: 1, what something is; 2, why or how, or which of several; 3, what to
    /// make of a case, which is told before the question itself.
    pub fn level(&self) -> u8 {
        static REASON: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)\b(why|how|which|where|or)\b|^When\b").expect("a constant pattern")
        });
        if self.title.contains(". ") {
            3
        } else if REASON.is_match(self.title) {
            2
        } else {
            1
        }
    }

    /// The question, folded as in its chapter, for another page.
    fn folded(&self) -> String {
        static WITHIN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\]\(#").expect("a constant pattern"));
        let (fence, title, level) = (self.fence, self.title, self.level());
        let there = format!("]({}#", self.topic.file());
        let answer = WITHIN.replace_all(self.answer, there);
        format!(
            "{fence}admonish example collapsible=true class=\"question level-{level}\" title=\"{title}\"\n{answer}\n{fence}\n"
        )
    }
}

/// The page with questions in the place of its directives.
///
/// # Errors
/// The line and the question that no chapter asks.
fn expand(page: &str, topics: &[Topic]) -> std::result::Result<String, (usize, String)> {
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
            return list(&all);
        }
        let Some(slug) = directive.name("slug") else {
            return cards::address(&all);
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
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?ms)^```admonish tip.*?^```\n").expect("a constant pattern")
    });
    let topic = question.topic;
    let first = FIRST.find(topic.part("What to say"));
    format!(
        "<section class=\"step\" data-seconds=\"{seconds}\">\n\n## {title}: {seconds} seconds\n\n{first}\n\
         ```admonish example collapsible=true title=\"{title}, in one minute\"\n\
         {{{{#include {file}:minute}}}}\n\n[The chapter]({file})\n```\n\n{folded}\n</section>",
        title = topic.title,
        first = first.map_or("", |tip| tip.as_str()),
        file = topic.file(),
        folded = question.folded()
    )
}

/// All questions, under the names of their topics.
fn list(questions: &[Question]) -> String {
    let mut out = "<div class=\"interview\">\n".to_owned();
    for of_topic in questions.chunk_by(|a, b| a.topic == b.topic) {
        let topic = of_topic[0].topic;
        write!(out, "<section>\n\n## {}\n\n", topic.title).expect("a string takes all");
        for question in of_topic {
            out.push_str(&question.folded());
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

    fn topic() -> Topic {
        Topic {
            slug: "01_sums".to_owned(),
            title: "01  Sums".to_owned(),
            text: "# 01  Sums\n\n## Traps\n\n```admonish example collapsible=true title=\"Elsewhere?\"\nNo.\n```\n\n\
                   ## What to say\n\n```admonish tip title=\"First\"\nThis.\n```\n\n\
                   ```admonish example collapsible=true title=\"What is four?\"\nTwo and two.\n\n\
                   **Proof:** [here](#the-program), [there](02_products.md#all)\n```\n\n\
                   ````admonish example collapsible=true title=\"The sum is wrong. Why?\"\n```text\n5\n```\n````\n\n\
                   ## Choose\n\n```admonish example collapsible=true title=\"Later?\"\nNo.\n```\n"
                .to_owned(),
        }
    }

    /// The questions of *What to say* are found, and no others; an answer may have fences.
    #[test]
    fn questions_are_found() {
        let topics = [topic()];
        let found = questions(&topics);
        let titles: Vec<&str> = found.iter().map(|question| question.title).collect();
        assert_eq!(titles, ["What is four?", "The sum is wrong. Why?"]);
        assert_eq!(found[1].answer, "```text\n5\n```");
    }

    /// The level is told by how it is asked.
    #[test]
    fn questions_have_levels() {
        let topic = topic();
        for (title, level) in [
            ("What is four?", 1),
            ("What happens when a sum overflows?", 1),
            ("Why is it four?", 2),
            ("A sum or a product?", 2),
            ("The sum is wrong. What now?", 3),
        ] {
            let question = Question {
                topic: &topic,
                title,
                answer: "",
                fence: "```",
            };
            assert_eq!(question.level(), level, "{title}");
        }
    }

    /// A page gets a step with one question, or all of them, with links that lead to their chapter; not within a comment.
    #[test]
    fn pages_are_expanded() {
        let four = "```admonish example collapsible=true class=\"question level-1\" title=\"What is four?\"\nTwo and two.\n\n\
                    **Proof:** [here](01_sums.md#the-program), [there](02_products.md#all)\n```\n";
        let page = "a\n{{#recall 01_sums in 90 s: What is four?}}\nb\n<!-- {{#recall 02_all in 1 s: Who?}} -->\n";
        assert_eq!(
            expand(page, &[topic()]).unwrap(),
            format!(
                "a\n<section class=\"step\" data-seconds=\"90\">\n\n## 01  Sums: 90 seconds\n\n\
                 ```admonish tip title=\"First\"\nThis.\n```\n\n\
                 ```admonish example collapsible=true title=\"01  Sums, in one minute\"\n\
                 {{{{#include 01_sums.md:minute}}}}\n\n[The chapter](01_sums.md)\n```\n\n{four}\n</section>\nb\n\
                 <!-- {{{{#recall 02_all in 1 s: Who?}}}} -->\n"
            )
        );
        assert_eq!(
            expand("{{#interview}}\n", &[topic()]).unwrap(),
            format!(
                "<div class=\"interview\">\n<section>\n\n## 01  Sums\n\n{four}\n\
                 ````admonish example collapsible=true class=\"question level-3\" title=\"The sum is wrong. Why?\"\n\
                 ```text\n5\n```\n````\n\n</section>\n</div>\n"
            )
        );
    }

    /// A question that no chapter asks is told, with its line.
    #[test]
    fn unknown_questions_are_told() {
        let page = "a\n{{#recall 01_sums in 90 s: What is five?}}\n";
        assert_eq!(
            expand(page, &[topic()]),
            Err((2, "What is five?".to_owned()))
        );
    }
}
