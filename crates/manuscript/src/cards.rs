//! The questions as cards for Anki, in a text file that it imports.
//!
//! The form is that of Anki's manual, *Importing*, *Text files*: header lines `#key:value`, then a card a line, with a tab
//! between the fields. Anki finds the fields of its note type *Basic* by the names of the columns, Front and Back; both are
//! HTML. The first column is the card's own name, by which a newer file changes the cards that are there.
//!
//! Each card ends with its chapter: a link if it is known where the pages are, and else the name of the chapter's page.

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use pulldown_cmark::CodeBlockKind::Indented;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};
use regex::Regex;

use crate::questions::{Question, with_plain_points};
use crate::topics::Topic;

/// The name of the file, which lies beside the pages.
pub const FILE: &str = "interview.txt";

const HEADERS: &str = "#separator:tab\n#html:true\n#notetype:Basic\n#columns:GUID\tFront\tBack\tTags\n#guid column:1\n#tags column:4\n";

/// The text of the file. The pages are at the address `site`, which ends with a slash, or nobody knows where.
pub fn file(questions: &[Question], site: Option<&str>) -> String {
    let mut out = HEADERS.to_owned();
    for question in questions {
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
        let fields = [
            name(question),
            field(question.title),
            field(&format!(
                "{}{joint} {}",
                answer.trim_end(),
                chapter(topic, site)
            )),
            format!("{} level-{level}", topic.slug),
        ];
        out.push_str(&fields.join("\t"));
        out.push('\n');
    }
    out
}

/// The chapter of a topic, in Markdown.
fn chapter(topic: &Topic, site: Option<&str>) -> String {
    let (slug, title) = (&topic.slug, &topic.title);
    match site {
        // Not in double quotation marks: see `field`.
        Some(site) => format!(
            "<a href='{}{slug}.html'>{title}</a>",
            site.replace('\'', "%27")
        ),
        None => format!("{title} ({slug}.html)"),
    }
}

/// The name by which Anki recognises the card: the topic, and the words of the question.
fn name(question: &Question) -> String {
    let words = question.title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!("{}/{}", question.topic.slug, words.join("-").to_lowercase())
}

/// The file as an address for a link. The address holds the whole file, so the link needs no server.
pub fn address(questions: &[Question]) -> String {
    let file = BASE64_STANDARD.encode(file(questions, None));
    format!("data:text/plain;charset=utf-8;base64,{file}")
}

/// Markdown as a field: HTML in one line, without what leads to other pages, and without a tab or a quotation mark, which to
/// Anki is where a field begins or ends.
fn field(markdown: &str) -> String {
    static SPACE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s*\n\s*").expect("a constant pattern"));
    let events = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => None,
        // The language of a code block is left out, because it would become an attribute in quotation marks.
        Event::Start(Tag::CodeBlock(_)) => Some(Event::Start(Tag::CodeBlock(Indented))),
        // Each line of a program stays a line of its own.
        Event::Text(text) if text.ends_with('\n') => Some(Event::InlineHtml(
            escaped(&text).replace('\n', "<br>").into(),
        )),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    SPACE
        .replace_all(out.trim(), " ")
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::questions;
    use crate::topics::Topic;

    /// A card is a line of four fields, after the headers; its links are text, except for the address of the chapter.
    #[test]
    fn cards_are_lines() {
        let topics = [Topic {
            slug: "01_sums".to_owned(),
            title: "01  Sums".to_owned(),
            text: "# 01\n\n## What to say\n\n\
                   ~~~~admonish example collapsible=true level=2 title=\"Why is `Vec<T>` four?\"\nTwo & \"two\",\nthat is.\n\n\
                   ```text\na < b\n\tc\n```\n\n**Points:**\n- [ ] one\n- [ ] two\n\n**Proof:** [here](#the-program)\n~~~~\n\n\
                   ````admonish example collapsible=true level=2 title=\"Why 4?\"\n```text\na\n\n  b\n```\n````\n"
                .to_owned(),
        }];
        for (site, chapter) in [
            (None, "01  Sums (01_sums.html)"),
            (
                Some("https://host/o'b/"),
                "<a href='https://host/o%27b/01_sums.html'>01  Sums</a>",
            ),
        ] {
            assert_eq!(
                file(&questions(&topics), site),
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
}
