//! The questions under *What to say* of all chapters: what the interview asks, and what the cards are made of.

use std::sync::LazyLock;

use regex::Regex;

use crate::topics::Topic;

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
    pub fence: &'a str,
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
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A topic with two questions, and with admonitions that are none.
    pub(crate) fn topic() -> Topic {
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
}
