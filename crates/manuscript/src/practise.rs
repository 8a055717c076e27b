//! The exercises of a topic, on the page of its chapter: a line `{{#practise}}` becomes the exercises whose names begin with the number of
//! the topic. theme/exercise.js lets a reader edit and check them. Without scripts, they are text: the task, the program to begin with,
//! what must hold, and folded hints.
//!
//! Only the HTML renderer gets them (see book.toml), because an exercise is no program: nobody runs it without its checks.
//!
//! A page loads the checks of an exercise as `exercises/NAME.js` when its reader checks an answer on the public playground. As the
//! [explorations](crate::explorations), these scripts are published by the stage, so pages of the plain `mdbook` command do not have them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ::exercises::{Check, Exercise, Published};
use anyhow::Result;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};
use serde_json::json;

use crate::lean;
use crate::topics::slug;

/// Where the exercises are, relative to the root of the book.
pub const FOLDER: &str = ::exercises::FOLDER;

/// The line that becomes the exercises.
pub const DIRECTIVE: &str = "{{#practise}}";

/// Where the scripts with the checks are, relative to the pages.
pub const SCRIPTS: &str = "exercises";

/// What a page loads when its reader comes near an exercise, relative to the theme.
pub const PARTS: [&str; 2] = ["exercise.css", "exercise.js"];

/// What the hints are called.
const HINTS: [&str; 3] = ["First hint", "Second hint", "Third hint"];

/// The preprocessor.
pub struct Practise;

impl Preprocessor for Practise {
    fn name(&self) -> &str {
        "practise"
    }

    fn supports_renderer(&self, renderer: &str) -> mdbook_preprocessor::errors::Result<bool> {
        Ok(renderer == "html")
    }

    fn run(
        &self,
        ctx: &PreprocessorContext,
        mut book: Book,
    ) -> mdbook_preprocessor::errors::Result<Book> {
        let exercises = ::exercises::all(&ctx.root)?;
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(slug) = chapter.source_path.as_deref().and_then(slug)
                && chapter.content.contains(DIRECTIVE)
            {
                let shown = of_topic(&exercises, slug);
                chapter.content = expand(&chapter.content, &shown);
            }
        });
        Ok(book)
    }
}

/// The exercises of the topic with this slug: first those that repair something, then the others.
pub fn of_topic<'a>(exercises: &'a [Exercise], slug: &str) -> Vec<&'a Exercise> {
    let ours = exercises
        .iter()
        .filter(|exercise| slug.starts_with(exercise.topic()));
    let mut ours: Vec<&Exercise> = ours.collect();
    ours.sort_by_key(|exercise| (exercise.kind, &exercise.name));
    ours
}

/// The chapter with the exercises in the place of each line that asks for them.
fn expand(chapter: &str, exercises: &[&Exercise]) -> String {
    let mut out = String::with_capacity(chapter.len());
    for line in chapter.lines() {
        match line.trim_end() {
            DIRECTIVE => exercises
                .iter()
                .for_each(|exercise| out.push_str(&shown(exercise))),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// The exercise in Markdown.
fn shown(exercise: &Exercise) -> String {
    let Exercise {
        name, kind, title, ..
    } = exercise;
    let mut hints = String::new();
    for (title, hint) in HINTS.iter().zip(&exercise.hints) {
        hints.push_str(&folded("exercise-hint", title, hint));
    }
    format!(
        "### {kind}: {title} {{#exercise-{name}}}\n\n{task}\n\n\
         <div class=\"exercise\" data-name=\"{name}\" data-title=\"{kind}: {spoken}\">\n\n\
         ```rust,noplayground,exercise-{name}\n{{{{#rustdoc_include ../{FOLDER}/{name}/start.rs}}}}\n```\n\n\
         {checks}\n{hints}{next}\n</div>\n\n",
        spoken = attribute(title),
        task = exercise.task,
        checks = checks(exercise),
        next = next(&exercise.next),
    )
}

/// What must hold, as a list that theme/exercise.js fills with the results.
fn checks(exercise: &Exercise) -> String {
    let mut out = "<div class=\"exercise-checks\"><p>What must hold:</p><ul>\n".to_owned();
    let plain = exercise.plain_checks();
    let all = plain.iter().map(|check| (check, ""));
    let scheduled = exercise.schedule_checks();
    let scheduled = scheduled
        .iter()
        .map(|check| (check, " <i>in every schedule</i>"));
    for (Check { name, words, .. }, how) in all.chain(scheduled) {
        let words = inline(words);
        writeln!(out, "<li data-check=\"{name}\">{words}{how}</li>").expect("a string takes all");
    }
    out + "</ul></div>\n"
}

/// A folded text, as [`Admonish`](crate::admonitions::Admonish) writes one. A fence cannot have a title with code in it.
fn folded(class: &str, title: &str, text: &str) -> String {
    let title = inline(title);
    format!(
        "<details class=\"admonition admonish-example {class}\">\n\
         <summary class=\"admonition-title\"><span>{title}</span></summary>\n<div>\n\n{text}\n\n</div>\n</details>\n\n"
    )
}

/// What the interviewer asks next, folded. A paragraph that begins in bold is a question, which is the title, and the beginning of its
/// answer.
fn next(text: &str) -> String {
    let mut out = String::new();
    let mut asked: Option<(&str, String)> = None;
    for paragraph in text.split("\n\n") {
        let question = paragraph.strip_prefix("**");
        match (question.and_then(|text| text.split_once("**")), &mut asked) {
            (Some((question, answer)), _) => {
                out.push_str(&asked.take().map(next_question).unwrap_or_default());
                asked = Some((question, answer.trim().to_owned()));
            }
            (None, Some((_, answer))) => {
                answer.push_str("\n\n");
                answer.push_str(paragraph);
            }
            (None, None) => {}
        }
    }
    out + &asked.map(next_question).unwrap_or_default()
}

fn next_question((question, answer): (&str, String)) -> String {
    let question = question.replace('\n', " ");
    folded("exercise-next", &format!("Asked next: {question}"), &answer)
}

/// The HTML of a sentence, without a paragraph around it. Tags in it are text.
fn inline(words: &str) -> String {
    let events = Parser::new(words).filter_map(|event| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::InlineHtml(text) | Event::Html(text) => Some(Event::Text(text)),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim().replace('{', "&#123;")
}

/// The text as the value of an attribute.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
        .replace('`', "")
}

/// Puts what the pages load to check answers into the folder `src` of the stage at `root`.
///
/// # Errors
/// What is wrong with an exercise, or that a file cannot be read or written.
pub(crate) fn publish(root: &Path, src: &Path, theme: &Path) -> Result<()> {
    for file in PARTS {
        lean::publish(&root.join(theme).join(file), &root.join(src).join(file))?;
    }
    let scripts = root.join(src).join(SCRIPTS);
    for exercise in ::exercises::all(root)? {
        let Published { before, after } = Published::of(&exercise);
        let name = &exercise.name;
        let data = json!({ "before": before, "after": after });
        fs::create_dir_all(&scripts)?;
        fs::write(
            scripts.join(name).with_extension("js"),
            format!("course.exercise({}, {data});\n", json!(name)),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::exercises::{AtFirst, Kind};

    fn exercise(name: &str, kind: Kind) -> Exercise {
        Exercise {
            name: name.to_owned(),
            kind,
            title: "`a` & \"b\"".to_owned(),
            task: "Add.".to_owned(),
            at_first: AtFirst {
                words: String::new(),
                why: String::new(),
            },
            hints: ["One.", "```text\n2\n```", "Three."]
                .map(str::to_owned)
                .into(),
            next: "**Is \"4\"\na `sum`?** Yes.\n\nIt is.\n\n**And 5?** No.".to_owned(),
            start: "pub fn add() {}\n".to_owned(),
            check: Some("/// `add` adds <b>.\npub fn adds() {\n}\n".to_owned()),
            schedules: Some("/// It {{always}} adds.\npub fn always() {\n}\n".to_owned()),
            solution: String::new(),
            wrong: Vec::new(),
        }
    }

    /// An exercise has its task, the program to begin with, what must hold, three hints and the next question.
    #[test]
    fn exercises_are_shown() {
        let one = exercise("01_a_sum", Kind::Write);
        let [hint, next] = ["hint", "next"].map(|class| {
            format!(
                "<details class=\"admonition admonish-example exercise-{class}\">\n<summary class=\"admonition-title\">"
            )
        });
        assert_eq!(
            expand("a\n{{#practise}}\nb\n", &[&one]),
            format!(
                "a\n### Write: `a` & \"b\" {{#exercise-01_a_sum}}\n\nAdd.\n\n\
             <div class=\"exercise\" data-name=\"01_a_sum\" data-title=\"Write: a &amp; &quot;b&quot;\">\n\n\
             ```rust,noplayground,exercise-01_a_sum\n{{{{#rustdoc_include ../listings/exercises/01_a_sum/start.rs}}}}\n```\n\n\
             <div class=\"exercise-checks\"><p>What must hold:</p><ul>\n\
             <li data-check=\"adds\"><code>add</code> adds &lt;b&gt;.</li>\n\
             <li data-check=\"always\">It &#123;&#123;always}}}} adds. <i>in every schedule</i></li>\n</ul></div>\n\n\
             {hint}<span>First hint</span></summary>\n<div>\n\nOne.\n\n</div>\n</details>\n\n\
             {hint}<span>Second hint</span></summary>\n<div>\n\n```text\n2\n```\n\n</div>\n</details>\n\n\
             {hint}<span>Third hint</span></summary>\n<div>\n\nThree.\n\n</div>\n</details>\n\n\
             {next}<span>Asked next: Is \"4\" a <code>sum</code>?</span></summary>\n<div>\n\nYes.\n\nIt is.\n\n</div>\n</details>\n\n\
             {next}<span>Asked next: And 5?</span></summary>\n<div>\n\nNo.\n\n</div>\n</details>\n\n\n</div>\n\n\nb\n"
            )
        );
    }

    /// The pages get the checks of each exercise as a script, and what shows them.
    #[test]
    fn checks_are_published() {
        let root = tempfile::tempdir().unwrap();
        let (src, theme) = (Path::new("src"), Path::new("theme"));
        let folder = "listings/exercises/01_a_sum";
        let task = "# Write: a\n\nAdd.\n\n## At first\n\n```text\nIt adds.\nno\n```\n\n## Hints\n\n1. a\n2. b\n3. c\n\n\
                    ## What the interviewer asks next\n\n**And?** So.\n";
        for (file, text) in [
            ("src/a.md".to_owned(), ""),
            (
                "theme/exercise.js".to_owned(),
                "// Exercises.\n    check();\n",
            ),
            (format!("{folder}/task.md"), task),
            (format!("{folder}/start.rs"), "pub fn add() {}\n"),
            (format!("{folder}/solution.rs"), "pub fn add() {}\n"),
            (
                format!("{folder}/check.rs"),
                "/// It adds.\npub fn adds() {\n}\n",
            ),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        publish(root.path(), src, theme).unwrap();
        let read = |file: &str| fs::read_to_string(root.path().join(file)).unwrap();
        assert_eq!(read("src/exercise.js"), "check();\n");
        let script = read("src/exercises/01_a_sum.js");
        let start =
            "course.exercise(\"01_a_sum\", {\"after\":\"\\n}\\n/// It adds.\\npub fn adds() {";
        assert!(script.starts_with(start), "{script}");

        fs::remove_file(root.path().join(folder).join("start.rs")).unwrap();
        let error = publish(root.path(), src, theme).unwrap_err().to_string();
        assert!(error.contains("start.rs: this file is missing"), "{error}");
    }

    /// A chapter has the exercises of its topic, those that repair something first.
    #[test]
    fn exercises_belong_to_topics() {
        let all = [
            exercise("01_a", Kind::Interview),
            exercise("01_b", Kind::Write),
            exercise("01_c", Kind::Repair),
            exercise("02_a", Kind::Repair),
        ];
        let names = |slug| {
            let shown = of_topic(&all, slug);
            shown.iter().map(|one| &*one.name).collect::<Vec<_>>()
        };
        assert_eq!(names("01_sums"), ["01_c", "01_b", "01_a"]);
        assert_eq!(names("03_none"), [""; 0]);
    }
}
