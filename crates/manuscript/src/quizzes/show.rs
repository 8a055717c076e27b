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
        "<div class=\"quiz\" id=\"quiz-{name}\" data-quiz=\"{name}\">\n<p class=\"quiz-question\">{question}</p>\n{code}{choices}\
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

/// All choices with their reasons, the right one first.
fn answer(quiz: &Quiz, place: Option<&Place>) -> String {
    let mut out = "<ul class=\"quiz-reasons\">\n".to_owned();
    // In the order of the choices: theme/quiz.js finds the reason of a choice by its number.
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
