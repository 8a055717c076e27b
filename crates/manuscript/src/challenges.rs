//! Challenges: what a reader should bring a program to do by choosing its schedule.
//!
//! A challenge is a fence that names the program and the goal. Its text is a sentence for the reader:
//!
//! ````markdown
//! ```challenge 08_mutexes_order deadlock in 4 steps
//! Make it deadlock in four steps.
//! ```
//! ````
//!
//! | goal | reached when |
//! | --- | --- |
//! | `deadlock`, `panicked`, `endless` | the program ends so |
//! | `prints sold: 1` | the program prints this line |
//! | one of these, and `in 4 steps` | it does so within four steps |
//! | `cannot` and one of these, as in `cannot print sold: 1` | all schedules are explored, and none of them does so |
//!
//! On the page it is a paragraph with the goal as an attribute. theme/explore.js says when the goal is reached.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};

use crate::fences::{Fence, fences};

/// The word that makes a fence a challenge.
const WORD: &str = "challenge";

/// Whether a fence is a challenge.
pub(crate) fn is_challenge(fence: &Fence) -> bool {
    fence.language() == WORD
}

/// The program that a challenge names, and its goal as the page's script reads it; `None` if the line does not say both.
pub(crate) fn goal<'a>(fence: &Fence<'a>) -> Option<(&'a str, Value)> {
    static GOAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^challenge (?<program>[\w-]+) (?<cannot>cannot )?(?:(?<end>deadlock|panicked|endless)|prints? (?<line>.+?))(?: in (?<steps>\d{1,4}) steps?)?$",
        )
        .expect("a constant pattern")
    });
    let found = GOAL.captures(fence.info)?;
    let text = |name: &str| found.name(name).map(|found| found.as_str());
    let goal = json!({
        "cannot": found.name("cannot").is_some(),
        "end": text("end"),
        "line": text("line"),
        "steps": text("steps").and_then(|steps| steps.parse::<u16>().ok()),
    });
    Some((found.name("program")?.as_str(), goal))
}

/// The chapter in which each challenge is a paragraph. A fence whose first line is not a challenge's stays as it is, and
/// [`check`](crate::check) reports it.
pub(crate) fn expand(markdown: &str) -> String {
    let lines: Vec<&str> = markdown.split_inclusive('\n').collect();
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for fence in fences(markdown).iter().filter(|fence| is_challenge(fence)) {
        let Some((program, goal)) = goal(fence) else {
            continue;
        };
        out.push_str(&lines[done..fence.opening].concat());
        let goal = attribute(&goal.to_string());
        let text = fence.content;
        out.push_str(&format!(
            "<div class=\"challenge\" data-program=\"{program}\" data-goal=\"{goal}\">\n\n{text}\n</div>\n"
        ));
        done = (fence.body.end + usize::from(fence.closed)).min(lines.len());
    }
    out.push_str(&lines[done..].concat());
    out
}

/// The text as the value of an attribute, which mdBook takes for no directive.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('{', "&#123;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The goal of a challenge with this line, if it has one.
    fn goal_of(info: &str) -> Option<Value> {
        let chapter = format!("```challenge {info}\nDo it.\n```\n");
        goal(&fences(&chapter)[0]).map(|(_, goal)| goal)
    }

    /// A goal is an end or a line, in some steps or in any number of them, or it is that the program cannot do so.
    #[test]
    fn goals_are_read() {
        for (info, cannot, end, line, steps) in [
            ("01_a deadlock", false, Some("deadlock"), None, None),
            (
                "01_a panicked in 4 steps",
                false,
                Some("panicked"),
                None,
                Some(4),
            ),
            ("01_a cannot endless", true, Some("endless"), None, None),
            (
                "01_a prints sold: \"1\" in 1 step",
                false,
                None,
                Some("sold: \"1\""),
                Some(1),
            ),
            ("01_a prints in 4", false, None, Some("in 4"), None),
        ] {
            let expected = json!({ "cannot": cannot, "end": end, "line": line, "steps": steps });
            assert_eq!(goal_of(info), Some(expected), "{info}");
        }
        for info in ["", "01_a", "deadlock", "01_a prints", "01_a hangs"] {
            assert_eq!(goal_of(info), None, "{info}");
        }
    }

    /// A challenge becomes a paragraph with the goal; other fences, and a challenge that is none, stay.
    #[test]
    fn challenges_become_paragraphs() {
        let chapter = "a\n\n```challenge 01_a prints {{<\"\nLose a *sale*.\n```\nb\n\n```rust\nc\n```\n\n```challenge x\n```\n";
        let expanded = expand(chapter);
        let goal = "&#123;&quot;cannot&quot;:false,&quot;end&quot;:null,&quot;line&quot;:&quot;&#123;&#123;&lt;\\&quot;&quot;,&quot;steps&quot;:null}";
        assert_eq!(
            expanded,
            format!(
                "a\n\n<div class=\"challenge\" data-program=\"01_a\" data-goal=\"{goal}\">\n\nLose a *sale*.\n\n</div>\nb\n\n```rust\nc\n```\n\n```challenge x\n```\n"
            )
        );
    }
}
