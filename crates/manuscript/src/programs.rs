//! Programs: tells the page which program a block is, and gives it the whole of it.
//!
//! A fence that includes one program, or what it prints, gets a class that ends up on the page:
//!
//! | included | class |
//! | --- | --- |
//! | a program in one of the languages | `program-NAME` |
//! | its transcript | `transcript-NAME` |
//! | a refused program, in a language that has [`Language::plays_refused`] | `program-NAME` |
//! | the messages that refuse it | `transcript-NAME` |
//!
//! A part of a transcript gets no class. Where a page shows a program and not the whole transcript of its name, the transcript
//! ends up on the page as data (`transcripts`).
//!
//! theme/play.js runs what has such a class. It needs the whole program, and exactly the program: the lines that are not
//! shown are hidden, an anchor's line is hidden and blank (so that a compiler's line numbers are those of the file), and what
//! mdBook or rustdoc would read as a mark of their own is escaped.
//!
//! This comes before mdBook's `links`, which replaces the includes outside of code blocks. The tests of code blocks (the renderer `test`) get
//! the same Rust programs as the page.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::Result;
use languages::{Kind, Language};
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::{Captures, Regex};

use crate::anchors::{Line, lines};
use crate::challenges;
use crate::escapes::{literal, shown_rust};
use crate::explorations;
use crate::fences::{Fence, fences};
use crate::language_data;
use crate::read::read;
use crate::transcripts::{self, Included};

/// The preprocessor, for programs in these languages.
pub struct Programs(pub &'static [Language]);

impl Preprocessor for Programs {
    fn name(&self) -> &str {
        "programs"
    }

    fn run(
        &self,
        ctx: &PreprocessorContext,
        mut book: Book,
    ) -> mdbook_preprocessor::errors::Result<Book> {
        let src = ctx.root.join(&ctx.config.book.src);
        let reader = Reader::for_renderer(&ctx.renderer);
        let mut marked = Ok(());
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(path) = &chapter.source_path
            {
                let folder = src.join(path.parent().unwrap_or(Path::new("")));
                match mark(&chapter.content, &folder, reader, self.0) {
                    Ok(content) => chapter.content = content,
                    Err(error) => marked = Err(error),
                }
            }
        });
        marked.map(|()| book)
    }
}

/// Who reads the chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A person, who may run the programs in every language.
    Page,
    /// A checker of Rust blocks.
    Test,
}

impl Reader {
    /// The reader for whom mdBook's renderer of this name works.
    fn for_renderer(renderer: &str) -> Self {
        match renderer {
            "test" => Reader::Test,
            _ => Reader::Page,
        }
    }
}

/// The chapter, which stands in `folder`, with its programs whole and, for a page, marked. What the page's scripts know about the
/// languages and about recorded explorations follows it.
///
/// # Errors
/// That a file which the chapter includes cannot be read.
pub fn mark(
    markdown: &str,
    folder: &Path,
    reader: Reader,
    languages: &[Language],
) -> Result<String> {
    let markdown = challenges::expand(&with_chapters(markdown, folder, languages)?);
    let lines: Vec<&str> = markdown.lines().collect();
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    let mut done = 0;
    let mut included = Vec::new();
    for fence in fences(&markdown) {
        if fence.admonition().is_some() || fence.opening < done {
            continue;
        }
        out.extend(
            lines[done..fence.opening]
                .iter()
                .map(|line| (*line).to_owned()),
        );
        let prepared = prepare(&fence, &lines, folder, reader, languages)?;
        out.extend(prepared.lines);
        included.extend(prepared.marked);
        done = fence.body.end;
    }
    out.extend(lines[done..].iter().map(|line| (*line).to_owned()));
    out.push(String::new());
    let data = match reader {
        Reader::Page => {
            language_data::element(&markdown, languages)?
                + &explorations::element(&included, folder, languages)?
        }
        Reader::Test => String::new(),
    };
    Ok(out.join("\n") + &transcripts::unseen(&included, folder, languages)? + &data)
}

/// The chapter with the parts of other chapters that it includes: their programs are programs of this page.
fn with_chapters(markdown: &str, folder: &Path, languages: &[Language]) -> Result<String> {
    static CHAPTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^\{\{#include (?<file>[\w-]+\.md)(?::(?<part>[\w-]+))?\}\}[ \t]*$")
            .expect("a constant pattern")
    });
    replace_all(&CHAPTER, markdown, |include| {
        let text = read(&folder.join(&include["file"]))?;
        let lines = lines(&text, part(include), languages);
        let shown = lines.iter().filter(|line| line.shown);
        Ok(shown.map(|line| line.text).collect::<Vec<_>>().join("\n"))
    })
}

/// A code block that is ready for its reader.
struct Prepared {
    /// The line that opens it, and the lines in it, with the files in the place of their includes.
    lines: Vec<String>,
    /// The file that the block shows, if the page can run it or compare it.
    marked: Option<Included>,
}

/// Makes the code block of a fence ready. The chapter has these lines, and stands in `folder`.
fn prepare(
    fence: &Fence,
    lines: &[&str],
    folder: &Path,
    reader: Reader,
    languages: &[Language],
) -> Result<Prepared> {
    static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[ \t]*\{\{\s*#(?<how>include|rustdoc_include)\s+(?<file>[^}:\s]+)(?::(?<part>[\w-]+))?\s*\}\}[ \t]*$")
            .expect("a constant pattern")
    });
    let body = &lines[fence.body.clone()];
    let alone = body.iter().filter(|line| !line.trim().is_empty()).count() == 1;
    let mut classes = Vec::new();
    let mut marked = None;
    let mut out = Vec::new();
    for line in body {
        let Some(include) = INCLUDE.captures(line) else {
            out.push((*line).to_owned());
            continue;
        };
        let text = read(&folder.join(&include["file"]))?;
        let extension = Path::new(&include["file"]).extension();
        let language = languages::named(fence.language(), languages)
            .filter(|language| extension.is_some_and(|e| e == language.extension()));
        let class = class(&include["file"], part(&include), languages)
            .filter(|_| alone && reader == Reader::Page);
        marked = class.as_ref().map(|class| Included {
            file: include["file"].to_owned(),
            class: class.clone(),
        });
        let shown = match language {
            Some(language) if *language == Language::RUST => {
                rust(&text, part(&include), &include["how"], languages)
            }
            Some(_) if class.is_some() => {
                let mark = hiding(&text);
                let lines = whole(&text, part(&include), &mark, str::to_owned, languages);
                classes.push(format!("hidelines={mark}"));
                lines
            }
            _ => excerpt(&text, part(&include), languages),
        };
        classes.splice(0..0, class);
        out.extend(
            shown
                .iter()
                .map(|line| format!("{}{}", fence.indent, literal(line))),
        );
    }
    let classes: String = classes.iter().map(|class| format!(",{class}")).collect();
    out.insert(0, format!("{}{classes}", lines[fence.opening].trim_end()));
    Ok(Prepared { lines: out, marked })
}

/// A Rust program, whole where it is included by `rustdoc_include`.
fn rust(text: &str, part: Option<&str>, how: &str, languages: &[Language]) -> Vec<String> {
    match (how, part) {
        ("include", Some(_)) => excerpt(text, part, languages)
            .iter()
            .map(|line| shown_rust(line))
            .collect(),
        _ => whole(text, part, "# ", shown_rust, languages),
    }
}

/// All lines of a program, with `mark` before each line that does not belong to the part that is shown. Blank lines at the end
/// are left out, as [`text::program`] does it.
fn whole(
    text: &str,
    part: Option<&str>,
    mark: &str,
    shown: fn(&str) -> String,
    languages: &[Language],
) -> Vec<String> {
    let mut lines = lines(text, part, languages);
    while lines.pop_if(|line| line.text.trim().is_empty()).is_some() {}
    let line = |line: Line| match line.shown {
        true => shown(line.text),
        false => format!("{mark}{}", line.text),
    };
    lines.into_iter().map(line).collect()
}

/// The lines of a part of a file, or all of them.
fn excerpt(text: &str, part: Option<&str>, languages: &[Language]) -> Vec<String> {
    if part.is_none() {
        return text.lines().map(str::to_owned).collect();
    }
    let shown = lines(text, part, languages)
        .into_iter()
        .filter(|line| line.shown);
    shown.map(|line| line.text.to_owned()).collect()
}

/// The class of a block that includes this file, or this part of it.
fn class(file: &str, part: Option<&str>, languages: &[Language]) -> Option<String> {
    let found = languages::file(file, languages)?;
    let mark = match found.kind {
        Kind::Source(_) => "program",
        Kind::RefusedSource(language) if language.plays_refused => "program",
        Kind::Transcript if part.is_none() => "transcript",
        Kind::Refusal(language) if part.is_none() && language.plays_refused => "transcript",
        _ => return None,
    };
    Some(format!("{mark}-{}", found.name))
}

/// The mark before the hidden lines of a program that is not in Rust, with which no line of the program itself begins.
fn hiding(program: &str) -> String {
    let begins = |mark: &str| {
        program
            .lines()
            .any(|line| line.trim_start().starts_with(mark))
    };
    let mut mark = "%%".to_owned();
    while begins(&mark) {
        mark.push('%');
    }
    mark
}

fn part<'a>(include: &'a Captures) -> Option<&'a str> {
    include.name("part").map(|part| part.as_str())
}

/// [`Regex::replace_all`] with a replacement that may fail.
fn replace_all(
    pattern: &Regex,
    text: &str,
    replacement: impl Fn(&Captures) -> Result<String>,
) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for found in pattern.captures_iter(text) {
        let whole = found.get_match();
        out.push_str(&text[end..whole.start()]);
        out.push_str(&replacement(&found)?);
        end = whole.end();
    }
    out.push_str(&text[end..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;
    use std::fs;

    /// Marks a chapter of a small book, which has one program in Go and in Python, and `rust` as its Rust program.
    fn marked(chapter: &str, rust: &str, reader: Reader) -> String {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("listings/examples/01_sums.rs", rust),
            (
                "listings/transcripts/01_sums.txt",
                "# ANCHOR: a\n{{#include b}}\n",
            ),
            ("listings/compile_fail/01_sums_moved.stderr", "no\n\n"),
            (
                "listings/benches/01_sums.txt",
                "// ANCHOR: a\nb\n// ANCHOR_END: a\nc\n",
            ),
            (
                "go/01_sums/main.go",
                "package main\n\n// ANCHOR: main\nfunc main() {\n\t// ANCHOR: sum\n\tprintln(4)\n\t// ANCHOR_END: sum\n}\n",
            ),
            (
                "python/01_sums/main.py",
                "def main():\n    # ANCHOR: sum\n    print(4)\n    # ANCHOR_END: sum\n\n\nmain()\n",
            ),
            (
                "python/01_sums_hard/main.py",
                "# ANCHOR: main\nprint(\"\"\"\n%%a\n %% b\n{{#include c}}\n\"\"\")\n# ANCHOR_END: main\nexit()\n",
            ),
            (
                "src/01_sums.md",
                "# Sums\n\n<!-- ANCHOR: cheat -->\n```go\n{{#include ../go/01_sums/main.go:sum}}\n```\n<!-- ANCHOR_END: cheat -->\n",
            ),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let text = mark(chapter, &root.path().join("src"), reader, ALL).unwrap();
        // Without the data that follows, which has tests of its own.
        let chapter = text.split("\n\n<script ").next().unwrap_or_default();
        chapter.to_owned()
    }

    /// What a page gets of a chapter, where the Rust program does not matter.
    fn page(chapter: &str) -> String {
        marked(chapter, "fn main() {}\n", Reader::Page)
    }

    /// A Rust program gets a class and stands there whole, what it prints keeps its include; within an admonition, too.
    #[test]
    fn includes_are_marked() {
        for (info, include, class, text) in [
            (
                "rust",
                "{{#rustdoc_include ../listings/examples/01_sums.rs:main}}",
                "program-01_sums",
                "# fn main() {}",
            ),
            (
                "text",
                "{{#include ../listings/transcripts/01_sums.txt}}",
                "transcript-01_sums",
                "# ANCHOR: a\n\\{{#include b}}",
            ),
            (
                "text",
                "{{#include ../listings/compile_fail/01_sums_moved.stderr}}",
                "transcript-01_sums_moved",
                "no",
            ),
        ] {
            for around in ["{}", "````admonish note\n{}````\n"] {
                let with = |block: &str| format!("a\n{}b\n", around.replace("{}", block));
                let chapter = with(&format!("```{info}\n{include}\n```\n"));
                let expected = with(&format!("```{info},{class}\n{text}\n```\n"));
                assert_eq!(page(&chapter), expected);
            }
        }
    }

    /// A part of a program becomes the whole program: the rest is hidden, and an anchor is a hidden blank line.
    #[test]
    fn parts_become_whole() {
        assert_eq!(
            marked(
                "```rust,no_run\n{{#rustdoc_include ../listings/examples/01_sums.rs:main}}\n```\n",
                "//! A.\n// ANCHOR: main\nfn main() {\n    // ANCHOR: a\n    a();\n}\n// ANCHOR_END: main\nfn a() {}\n\n// ANCHOR_END: a\n",
                Reader::Page
            ),
            "```rust,no_run,program-01_sums\n# //! A.\n# \nfn main() {\n# \n    a();\n}\n# \n# fn a() {}\n```\n"
        );
        assert_eq!(
            page("```go\n{{#include ../go/01_sums/main.go:main}}\n```\n"),
            "```go,program-01_sums,hidelines=%%\n%%package main\n%%\n%%\nfunc main() {\n%%\n\tprintln(4)\n%%\n}\n```\n"
        );
        assert_eq!(
            page("```python\n{{#include ../python/01_sums/main.py:sum}}\n```\n"),
            "```python,program-01_sums,hidelines=%%\n%%def main():\n%%\n    print(4)\n%%\n%%\n%%\n%%main()\n```\n"
        );
    }

    /// What mdBook or rustdoc would read as a mark of their own is escaped; an attribute is none.
    #[test]
    fn marks_are_escaped() {
        let program = "#![allow(unused)]\nfn main() {\n    #[rustfmt::skip]\n    let a = \"\n# b\n#c\n#\n   ## d\n{{#include e}} }}\n\";\n}\n";
        let shown = "#![allow(unused)]\nfn main() {\n    #[rustfmt::skip]\n    let a = \"\n## b\n#c\n##\n   ### d\n\\{{#include e}} }}\n\";\n}\n";
        let include = "{{#rustdoc_include ../listings/examples/01_sums.rs}}";
        for (reader, class) in [(Reader::Page, ",program-01_sums"), (Reader::Test, "")] {
            assert_eq!(
                marked(&format!("```rust\n{include}\n```\n"), program, reader),
                format!("```rust{class}\n{shown}```\n")
            );
        }
        let part = format!("```rust\n{}\n```\n", include.replace(".rs", ".rs:none"));
        let hidden = program.replace("{{#", "\\{{#").replace('\n', "\n# ");
        assert_eq!(
            marked(&part, program, Reader::Test),
            format!("```rust\n# {}\n```\n", hidden.trim_end_matches("\n# "))
        );
        assert_eq!(
            page("```python\n{{#include ../python/01_sums_hard/main.py:main}}\n```\n"),
            "```python,program-01_sums_hard,hidelines=%%%\n%%%\nprint(\"\"\"\n%%a\n %% b\n\\{{#include c}}\n\"\"\")\n%%%\n%%%exit()\n```\n"
        );
    }

    /// The programs in a part of another chapter are marked, too, and a block in a list keeps its indentation.
    #[test]
    fn included_chapters_are_marked() {
        assert_eq!(
            page("# All\n\n{{#include 01_sums.md:cheat}}\n"),
            "# All\n\n```go,program-01_sums,hidelines=%%\n%%package main\n%%\n%%\n%%func main() {\n%%\n\tprintln(4)\n%%\n%%}\n```\n"
        );
        assert_eq!(
            page(
                "- a\n\n  ```rust\n  {{#rustdoc_include ../listings/examples/01_sums.rs}}\n  ```\n"
            ),
            "- a\n\n  ```rust,program-01_sums\n  fn main() {}\n  ```\n"
        );
    }

    /// Whatever is no code stays as it is, other files are no programs, and a program among other lines is no program of its own.
    #[test]
    fn others_stay() {
        for chapter in [
            "{{#include pictures/01_sums.svg}}\n",
            "```go\nx := 4\n```\n",
        ] {
            assert_eq!(page(chapter), chapter);
        }
        assert_eq!(
            page("```text\n{{#include ../listings/benches/01_sums.txt:a}}\n```\n"),
            "```text\nb\n```\n"
        );
        assert_eq!(
            page("```rust\n// two\n{{#rustdoc_include ../listings/examples/01_sums.rs}}\n```\n"),
            "```rust\n// two\nfn main() {}\n```\n"
        );
    }

    /// A program that is not there is an error that names it.
    #[test]
    fn missing_programs_are_found() {
        let chapter = "```go\n{{#include ../go/gone/main.go:main}}\n```\n";
        let error = mark(chapter, Path::new("src"), Reader::Page, ALL).unwrap_err();
        assert!(error.to_string().contains("go/gone/main.go"), "{error}");
    }

    /// If a page does not show the transcript of a program whole, the page has it as data, once, and no line of the transcript ends
    /// the element.
    #[test]
    fn unseen_transcripts_are_data() {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("go/01_sums/main.go", "package main\n"),
            ("python/01_sums/main.py", "main()\n"),
            (
                "listings/transcripts/01_sums.txt",
                "4 < 5\n</script>\n{{#include x}}\n",
            ),
            ("src/01_sums.md", ""),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let marked =
            |chapter: &str| mark(chapter, &root.path().join("src"), Reader::Page, ALL).unwrap();
        let programs = "```go\n{{#include ../go/01_sums/main.go}}\n```\n\n```python\n{{#include ../python/01_sums/main.py}}\n```\n";
        let whole = "\n```text\n{{#include ../listings/transcripts/01_sums.txt}}\n```\n";
        let data = r#"<script type="application/json" class="transcript-01_sums">"4 \u003c 5\n\u003c/script>\n{\u007b#include x}}\n"</script>"#;
        assert_eq!(marked(programs).matches(data).count(), 1);
        assert!(!marked(&format!("{programs}{whole}")).contains(data));
        // A part of the transcript is not enough to compare a run with.
        let part = whole.replace(".txt", ".txt:end");
        let marked = marked(&format!("{programs}{part}"));
        assert_eq!(marked.matches("transcript-01_sums").count(), 1);
        assert!(marked.contains(data));
    }
}
