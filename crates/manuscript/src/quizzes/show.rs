//! A quiz as HTML that works without scripts: the question, the program, the choices, and the answer with all reasons, folded.
//!
//! theme/quiz.js makes a form of it. Everything stands in lines without a blank one between them, so Markdown takes it as it is.

use languages::Language;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

use crate::escapes::shown_rust;
use crate::places::Place;
use crate::quizzes::{Choice, Quiz};

/// Who reads the HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// mdBook, which hides a line of Rust that begins with a number sign.
    Page,
    /// A browser.
    Script,
}

/// The quiz. `place` is where its page shows the program; if the page does not, the answer has what the program prints.
pub(crate) fn html(quiz: &Quiz, place: Option<&Place>, reader: Reader) -> String {
    let question = inline(&quiz.question);
    let code = code(quiz, reader);
    let answer = answer(quiz, place);
    let choices = match quiz.typed {
        true => String::new(),
        false => {
            let items = quiz.choices.iter().map(|choice| {
                let is = is(quiz, choice);
                format!("<li>{is}</li>\n")
            });
            format!(
                "<ul class=\"quiz-choices\">\n{}</ul>\n",
                items.collect::<String>()
            )
        }
    };
    format!(
        "<div class=\"quiz\" id=\"quiz-{name}\" data-quiz=\"{name}\">\n<p class=\"quiz-question\"><strong>{question}</strong></p>\n{code}{choices}\
         <details class=\"admonition admonish-example quiz-answer\">\n\
         <summary class=\"admonition-title\"><span>The answer, and why</span></summary>\n<div>\n{answer}</div>\n</details>\n</div>\n",
        name = quiz.name
    )
}

/// The program, which the page cannot run, because it shows it a second time.
fn code(quiz: &Quiz, reader: Reader) -> String {
    let Language { name, .. } = quiz.program.language;
    let hides = reader == Reader::Page && quiz.program.language == Language::RUST;
    let lines = quiz.shown.lines().map(|line| match hides {
        true => shown_rust(line),
        false => line.to_owned(),
    });
    let lines: Vec<String> = lines.collect();
    block(&format!("language-{name} again"), &lines.join("\n"))
}

/// A block of code in one line of HTML.
fn block(class: &str, text: &str) -> String {
    let text = escaped(text).replace('\n', "&#10;");
    format!("<pre><code class=\"{class}\">{text}&#10;</code></pre>\n")
}

/// All choices with their reasons, in the order of the choices.
fn answer(quiz: &Quiz, place: Option<&Place>) -> String {
    let mut out = "<ul class=\"quiz-reasons\">\n".to_owned();
    // theme/quiz.js finds the reason of a choice by its number.
    for choice in &quiz.choices {
        let (class, verdict) = match choice.right {
            true => ("quiz-right", "Right"),
            false => ("quiz-wrong", "Wrong"),
        };
        let (is, why) = (is(quiz, choice), inline(&choice.why));
        out += &format!(
            "<li class=\"{class}\"><strong>{verdict}:</strong> {is}<br><span class=\"quiz-why\">{why}</span></li>\n"
        );
    }
    out += "</ul>\n";
    match place {
        Some(Place { title, id }) => {
            let title = escaped(title);
            out +=
                &format!("<p>The page shows this program in <a href=\"#{id}\">{title}</a>.</p>\n");
        }
        None => {
            let what = match quiz.program.refused {
                true => "The compiler says:",
                false => "The program prints:",
            };
            out += &format!(
                "<p>{what}</p>\n{}",
                block("language-text", quiz.words.trim_end())
            );
        }
    }
    out
}

/// What a choice says.
fn is(quiz: &Quiz, choice: &Choice) -> String {
    let is = escaped(&choice.is).replace('\n', "<br>");
    match quiz.is_code(choice) {
        true => format!("<code class=\"quiz-is\">{is}</code>"),
        false => format!("<span class=\"quiz-is\">{is}</span>"),
    }
}

/// Markdown as HTML in one line, without the paragraph around it.
fn inline(markdown: &str) -> String {
    let mut first = true;
    let events = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Paragraph) if std::mem::take(&mut first) => None,
        Event::Start(Tag::Paragraph) => Some(Event::HardBreak),
        Event::End(TagEnd::Paragraph) => None,
        Event::SoftBreak => Some(Event::Text(" ".into())),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim().replace('\n', " ").replace("{{", "{&#123;")
}

/// Text as HTML, of which mdBook takes nothing for a directive.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace("{{", "{&#123;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::Program;

    /// A quiz whose texts look like HTML, like marks of mdBook and like directives.
    fn quiz() -> Quiz {
        let choice = |is: &str, why: &str, right| Choice {
            is: is.to_owned(),
            why: why.to_owned(),
            right,
        };
        Quiz {
            name: "01_quiz".to_owned(),
            question: "What does `Vec<T>`\nprint?".to_owned(),
            program: Program {
                name: "01_a".to_owned(),
                language: Language::RUST,
                refused: false,
            },
            shown: "let a = \"\n# {{#include b}}\n\n\";\n".to_owned(),
            words: "<a>\n".to_owned(),
            typed: false,
            of_program: true,
            choices: vec![
                choice("<a>\nb", "*So*.\n\nAnd [there](b.md#c).", true),
                choice("it compiles", "No.", false),
            ],
        }
    }

    /// The question, the program, the choices and the folded answer are HTML without a blank line, and each text is what its author wrote.
    #[test]
    fn quizzes_become_html() {
        assert_eq!(
            html(&quiz(), None, Reader::Page),
            "<div class=\"quiz\" id=\"quiz-01_quiz\" data-quiz=\"01_quiz\">\n\
             <p class=\"quiz-question\"><strong>What does <code>Vec&lt;T&gt;</code> print?</strong></p>\n\
             <pre><code class=\"language-rust again\">let a = &quot;&#10;## {&#123;#include b}}&#10;&#10;&quot;;&#10;</code></pre>\n\
             <ul class=\"quiz-choices\">\n\
             <li><code class=\"quiz-is\">&lt;a&gt;<br>b</code></li>\n\
             <li><span class=\"quiz-is\">it compiles</span></li>\n\
             </ul>\n\
             <details class=\"admonition admonish-example quiz-answer\">\n\
             <summary class=\"admonition-title\"><span>The answer, and why</span></summary>\n<div>\n\
             <ul class=\"quiz-reasons\">\n\
             <li class=\"quiz-right\"><strong>Right:</strong> <code class=\"quiz-is\">&lt;a&gt;<br>b</code><br>\
             <span class=\"quiz-why\"><em>So</em>.<br /> And <a href=\"b.md#c\">there</a>.</span></li>\n\
             <li class=\"quiz-wrong\"><strong>Wrong:</strong> <span class=\"quiz-is\">it compiles</span><br>\
             <span class=\"quiz-why\">No.</span></li>\n\
             </ul>\n\
             <p>The program prints:</p>\n\
             <pre><code class=\"language-text\">&lt;a&gt;&#10;</code></pre>\n\
             </div>\n</details>\n</div>\n"
        );
    }

    /// A browser gets the program as it is; an answer that is typed has no choices to read; and what the page shows is not shown again.
    #[test]
    fn quizzes_have_variants() {
        let script = html(&quiz(), None, Reader::Script);
        assert!(
            script.contains("&quot;&#10;# {&#123;#include b}}"),
            "{script}"
        );
        let typed = Quiz {
            typed: true,
            ..quiz()
        };
        let place = Place {
            title: "A & B".to_owned(),
            id: "a--b".to_owned(),
        };
        let typed = html(&typed, Some(&place), Reader::Page);
        assert!(!typed.contains("quiz-choices"), "{typed}");
        assert!(typed.contains("<a href=\"#a--b\">A &amp; B</a>"), "{typed}");
        assert!(!typed.contains("language-text"), "{typed}");
    }
}
