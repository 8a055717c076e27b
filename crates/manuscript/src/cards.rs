//! The questions and the quizzes as cards for Anki, in a text file that it imports.
//!
//! The form is that of Anki's manual, *Importing*, *Text files*: header lines `#key:value`, then a card a line, with a tab
//! between the fields. Anki finds the fields of its note type *Basic* by the names of the columns, Front and Back; both are
//! HTML. The first column is the card's own name, by which a newer file changes the cards that are there.
//!
//! Each card ends with its page: a link if it is known where the pages are, and else the name of the page's file.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use mdbook_preprocessor::book::{Book, BookItem};
use pulldown_cmark::CodeBlockKind::Indented;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};
use regex::Regex;

use crate::questions::{Question, questions, with_plain_points};
use crate::quizzes::{Choice, Quiz};
use crate::topics::topics;

/// The name of the file, which lies beside the pages.
pub const FILE: &str = "interview.txt";

const HEADERS: &str = "#separator:tab\n#html:true\n#notetype:Basic\n#columns:GUID\tFront\tBack\tTags\n#guid column:1\n#tags column:4\n";

/// The text of the file: the questions of the book, then the quizzes, in the order of the pages. The pages are at the address `site`, which ends
/// with a slash, or nobody knows where.
pub fn file(book: &Book, quizzes: &[Quiz], site: Option<&str>) -> String {
    let topics = topics(book);
    let asked = questions(&topics);
    let questions = asked.iter().map(|asked| question(asked, site));
    let pages = book.iter().filter_map(Page::of);
    let quizzes = pages.flat_map(|page| {
        let own = quizzes.iter().filter(move |quiz| quiz.is_of(page.stem));
        own.map(move |asked| quiz(asked, page, site))
    });
    let cards = questions.chain(quizzes);
    let lines = cards.map(|fields| fields.join("\t") + "\n");
    HEADERS.to_owned() + &lines.collect::<String>()
}

/// The file as an address for a link. The address holds the whole file, so the link needs no server.
pub fn address(book: &Book, quizzes: &[Quiz]) -> String {
    let file = BASE64_STANDARD.encode(file(book, quizzes, None));
    format!("data:text/plain;charset=utf-8;base64,{file}")
}

/// The page that a card comes from.
#[derive(Clone, Copy)]
struct Page<'a> {
    /// The name of its file, without the extension.
    stem: &'a str,
    /// Its title in the table of contents.
    title: &'a str,
}

impl<'a> Page<'a> {
    /// The page of a chapter.
    fn of(item: &'a BookItem) -> Option<Self> {
        let BookItem::Chapter(chapter) = item else {
            return None;
        };
        let stem = chapter.source_path.as_ref()?.file_stem()?.to_str()?;
        let title = &chapter.name;
        Some(Page { stem, title })
    }

    /// The page as HTML.
    fn named(self, site: Option<&str>) -> String {
        let Page { stem, title } = self;
        let title = escaped(title);
        match site {
            // Not in double quotation marks: see `field`.
            Some(site) => {
                let site = site.replace('\'', "%27");
                format!("<a href='{site}{stem}.html'>{title}</a>")
            }
            None => format!("{title} ({stem}.html)"),
        }
    }
}

/// The fields of a question: its name, its front, its back and its tags.
fn question(question: &Question, site: Option<&str>) -> [String; 4] {
    let answer = question.answer.trim_end();
    let last = answer.lines().last().unwrap_or_default();
    // A proof names a part of the chapter, so the title of the chapter follows it in the same line. After code or a list the title is a
    // paragraph of its own.
    let joint = match last.starts_with("**Proof:**") {
        true => ", in",
        false => "\n\nIn",
    };
    let answer = with_plain_points(answer);
    let (topic, level) = (question.topic, question.level);
    let page = Page {
        stem: &topic.slug,
        title: &topic.title,
    };
    let back = format!("{}{joint} {}", answer.trim_end(), page.named(site));
    [
        name(question),
        field(&html_of(question.title)),
        field(&html_of(&back)),
        format!("{} level-{level}", topic.slug),
    ]
}

/// The name by which Anki recognises the card of a question: the topic, and the words of the question.
fn name(question: &Question) -> String {
    let words = question.title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!("{}/{}", question.topic.slug, words.join("-").to_lowercase())
}

/// The fields of a quiz. On the front are the question, the program and the choices; on the back is what is right, and why the others are not.
fn quiz(quiz: &Quiz, page: Page, site: Option<&str>) -> [String; 4] {
    let is = |choice: &Choice| {
        let is = lines(&choice.is);
        match quiz.is_code(choice) {
            true => format!("<code>{is}</code>"),
            false => is,
        }
    };
    let list = |items: Vec<String>| match items.is_empty() {
        true => String::new(),
        false => format!("<ul><li>{}</li></ul>", items.join("</li><li>")),
    };
    let choices = quiz.choices.iter().filter(|_| !quiz.typed);
    let front = format!(
        "{}<pre><code>{}</code></pre>{}",
        html_of(&quiz.question),
        lines(&quiz.shown),
        list(choices.map(is).collect())
    );
    let (right, wrong): (Vec<&Choice>, Vec<&Choice>) =
        quiz.choices.iter().partition(|choice| choice.right);
    let reason = |choice: &Choice| format!("{}: {}", is(choice), within(&html_of(&choice.why)));
    let right: String = right
        .into_iter()
        .map(|choice| format!("<p><strong>Right:</strong> {}</p>", reason(choice)))
        .collect();
    let wrong: Vec<String> = wrong
        .into_iter()
        .map(|choice| format!("<strong>Wrong:</strong> {}", reason(choice)))
        .collect();
    let back = format!("{right}{}<p>In {}</p>", list(wrong), page.named(site));
    [
        format!("{}/quiz/{}", page.stem, quiz.name),
        field(&front),
        field(&back),
        format!("{} quiz", page.stem),
    ]
}

/// Markdown as HTML, without what leads to other pages.
fn html_of(markdown: &str) -> String {
    let events = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => None,
        // The language of a code block is left out, because it would become an attribute in quotation marks.
        Event::Start(Tag::CodeBlock(_)) => Some(Event::Start(Tag::CodeBlock(Indented))),
        Event::Text(text) if text.ends_with('\n') => Some(Event::InlineHtml(lines(&text).into())),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim().to_owned()
}

/// The HTML of one paragraph, without the paragraph around it.
fn within(html: &str) -> &str {
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html)
}

/// Text as HTML, in which each line stays a line of its own.
fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// HTML as a field: in one line, without a tab or a quotation mark, which to Anki is where a field begins or ends.
fn field(html: &str) -> String {
    static SPACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s*\n\s*").expect("a constant pattern"));
    SPACE
        .replace_all(html.trim(), " ")
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quizzes::Program;
    use languages::Language;
    use mdbook_preprocessor::book::Chapter;

    /// A book of these chapters.
    fn book(chapters: &[(&str, &str, &str)]) -> Book {
        let chapter = |(title, file, text): &(&str, &str, &str)| {
            BookItem::Chapter(Chapter::new(title, (*text).to_owned(), *file, Vec::new()))
        };
        Book::new_with_items(chapters.iter().map(chapter).collect())
    }

    /// A card is a line of four fields, after the headers; its links are text, except for the address of the chapter.
    #[test]
    fn cards_are_lines() {
        let text = "# 01\n\n## What to say\n\n\
                   ~~~~admonish example collapsible=true level=2 title=\"Why is `Vec<T>` four?\"\nTwo & \"two\",\nthat is.\n\n\
                   ```text\na < b\n\tc\n```\n\n**Points:**\n- [ ] one\n- [ ] two\n\n**Proof:** [here](#the-program)\n~~~~\n\n\
                   ````admonish example collapsible=true level=2 title=\"Why 4?\"\n```text\na\n\n  b\n```\n````\n";
        let book = book(&[("01  Sums", "01_sums.md", text)]);
        for (site, chapter) in [
            (None, "01  Sums (01_sums.html)"),
            (
                Some("https://host/o'b/"),
                "<a href='https://host/o%27b/01_sums.html'>01  Sums</a>",
            ),
        ] {
            assert_eq!(
                file(&book, &[], site),
                format!(
                    "{HEADERS}01_sums/why-is-vec-t-four\t<p>Why is <code>Vec&lt;T&gt;</code> four?</p>\t\
                     <p>Two &amp; &quot;two&quot;, that is.</p> <pre><code>a &lt; b<br>&#9;c<br></code></pre> \
                     <p><strong>Points of a good answer</strong></p> <ul> <li>one</li> <li>two</li> </ul> \
                     <p><strong>Proof:</strong> here, in {chapter}</p>\t01_sums level-2\n\
                     01_sums/why-4\t<p>Why 4?</p>\t<pre><code>a<br><br>  b<br></code></pre> <p>In {chapter}</p>\t01_sums level-2\n"
                )
            );
        }
    }

    /// A quiz is a card after those of the questions, with its choices in their order; a typed answer has none on the front.
    #[test]
    fn quizzes_are_cards() {
        let choice = |is: &str, why: &str, right| Choice {
            is: is.to_owned(),
            why: why.to_owned(),
            right,
        };
        let quiz = Quiz {
            name: "sums_end".to_owned(),
            question: "What does `a` print?".to_owned(),
            program: Program {
                name: "01_a".to_owned(),
                language: Language::RUST,
                refused: false,
            },
            shown: "fn main() {\n\ta(\"<b>\");\n}".to_owned(),
            words: String::new(),
            typed: false,
            of_program: true,
            choices: vec![
                choice("1\n2", "It *counts*.", false),
                choice("<b>", "A [text](#a).", true),
            ],
        };
        let typed = Quiz {
            typed: true,
            choices: quiz.choices[1..].to_vec(),
            ..quiz.clone()
        };
        let book = book(&[("Sums & more", "sums.md", ""), ("01  A", "01_a.md", "")]);
        let front = "<p>What does <code>a</code> print?</p><pre><code>fn main() {<br>&#9;a(&quot;&lt;b&gt;&quot;);<br>}</code></pre>";
        let right = "<p><strong>Right:</strong> <code>&lt;b&gt;</code>: A text.</p>";
        let page = "<p>In Sums &amp; more (sums.html)</p>\tsums quiz\n";
        assert_eq!(
            file(&book, &[quiz, typed], None),
            format!(
                "{HEADERS}sums/quiz/sums_end\t{front}<ul><li><code>1<br>2</code></li><li><code>&lt;b&gt;</code></li></ul>\t\
                 {right}<ul><li><strong>Wrong:</strong> <code>1<br>2</code>: It <em>counts</em>.</li></ul>{page}\
                 sums/quiz/sums_end\t{front}\t{right}{page}"
            )
        );
    }
}
