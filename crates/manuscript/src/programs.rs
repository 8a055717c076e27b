//! Programs: tells the page which program a block is, and gives it the whole of it.
//!
//! A fence that includes one program, or what it prints, gets a class that ends up on the page:
//!
//! | included | class |
//! | --- | --- |
//! | `listings/examples/NAME.rs`, `listings/compile_fail/NAME.rs`, `go/NAME/main.go`, `python/NAME/main.py` | `program-NAME` |
//! | `listings/transcripts/NAME.txt`, `listings/compile_fail/NAME.stderr` | `transcript-NAME` |
//!
//! A part of a transcript gets no class. Where a page shows a program and not the whole transcript of its name, the transcript
//! ends up on the page as data: a `script` element of that class with the text as JSON.
//!
//! theme/play.js runs what has such a class. It needs the whole program: `rustdoc_include` hides the lines of a Rust file
//! that are not shown, and what `include` would leave out of a Go or a Python file is hidden here, in the same way.
//!
//! This is for the HTML renderer alone (see book.toml), and comes before mdBook's `links` replaces the includes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result};
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use regex::{Captures, Regex};

/// The preprocessor.
pub struct Programs;

impl Preprocessor for Programs {
    fn name(&self) -> &str {
        "programs"
    }

    fn supports_renderer(&self, renderer: &str) -> mdbook_preprocessor::errors::Result<bool> {
        Ok(renderer == "html")
    }

    fn run(
        &self,
        ctx: &PreprocessorContext,
        mut book: Book,
    ) -> mdbook_preprocessor::errors::Result<Book> {
        let src = ctx.root.join(&ctx.config.book.src);
        let mut marked = Ok(());
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(path) = &chapter.source_path
            {
                let folder = src.join(path.parent().unwrap_or(Path::new("")));
                match mark(&chapter.content, &folder) {
                    Ok(content) => chapter.content = content,
                    Err(error) => marked = Err(error),
                }
            }
        });
        marked.map(|()| book)
    }
}

/// What stands before a line that is hidden: no line of Go or Python begins so.
const HIDDEN: &str = "%%";

/// The chapter, which stands in `folder`, with its programs marked and whole.
///
/// # Errors
/// That a file which the chapter includes cannot be read.
pub fn mark(markdown: &str, folder: &Path) -> Result<String> {
    // A fence with nothing but one include. No part of it is a blank line: that is how a Markdown parser sees it, too.
    static FENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?m)^(?<open>[ \t]*`{3,})(?<info>\w[^`\n]*)\n(?<include>[ \t]*\{\{#(?:rustdoc_)?include (?<file>[^}:\s]+)(?::(?<part>[\w-]+))?\}\})(?<close>\s*\n[ \t]*`{3,}[ \t]*)$",
        )
        .expect("a constant pattern")
    });
    // An include of another chapter, whose programs are programs of this page.
    static CHAPTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^\{\{#include (?<file>[\w-]+\.md)(?::(?<part>[\w-]+))?\}\}[ \t]*$")
            .expect("a constant pattern")
    });
    let chapters = replace_all(&CHAPTER, markdown, |include| {
        let text = read(&folder.join(&include["file"]))?;
        let lines = lines(&text, part(include));
        let shown = lines.iter().filter(|line| line.shown);
        Ok(shown.map(|line| line.text).collect::<Vec<_>>().join("\n"))
    })?;
    let marked = replace_all(&FENCE, &chapters, |fence| {
        let Some(class) = class(&fence["file"], part(fence)) else {
            return Ok(fence[0].to_owned());
        };
        let (open, info, close) = (&fence["open"], fence["info"].trim_end(), &fence["close"]);
        if !fence["file"].ends_with(".go") && !fence["file"].ends_with(".py") {
            let include = &fence["include"];
            return Ok(format!("{open}{info},{class}\n{include}{close}"));
        }
        let text = read(&folder.join(&fence["file"]))?;
        let indent = open.trim_end_matches('`');
        let lines = lines(&text, part(fence)).into_iter().map(|line| {
            let hidden = if line.shown { "" } else { HIDDEN };
            format!("{indent}{hidden}{}", line.text)
        });
        let lines = lines.collect::<Vec<_>>().join("\n");
        Ok(format!(
            "{open}{info},{class},hidelines={HIDDEN}\n{lines}{close}"
        ))
    })?;
    let files: Vec<(&str, Option<&str>)> = FENCE
        .captures_iter(&chapters)
        .map(|fence| {
            let file = fence.name("file").map_or("", |file| file.as_str());
            (file, fence.name("part").map(|part| part.as_str()))
        })
        .collect();
    Ok(marked + &unseen(&files, folder)?)
}

/// The transcripts of programs among these files, if they are not among the files themselves, each as an element.
fn unseen(files: &[(&str, Option<&str>)], folder: &Path) -> Result<String> {
    static ROOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^(?<root>.*?)(?:listings|go|python)/").expect("a constant pattern")
    });
    let classes: BTreeSet<String> = files
        .iter()
        .filter_map(|(file, part)| class(file, *part))
        .collect();
    let mut elements = BTreeMap::new();
    for (file, part) in files {
        let Some(class) = class(file, *part) else {
            continue;
        };
        let (Some(name), Some(root)) = (class.strip_prefix("program-"), ROOT.captures(file)) else {
            continue;
        };
        let file = format!("{}listings/transcripts/{name}.txt", &root["root"]);
        let file = folder.join(file);
        let class = format!("transcript-{name}");
        // A program that is refused has none.
        if !classes.contains(&class) && file.is_file() {
            // No `<` can end the element.
            let text = serde_json::to_string(&read(&file)?)?.replace('<', "\\u003c");
            let element = format!(
                "\n\n<script type=\"application/json\" class=\"{class}\">{text}</script>\n"
            );
            elements.insert(class, element);
        }
    }
    Ok(elements.into_values().collect())
}

/// The class of a block that includes this file, or this part of it.
fn class(file: &str, part: Option<&str>) -> Option<String> {
    static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:listings/(?:examples|compile_fail)/(\w+)\.rs|go/(\w+)/main\.go|python/(\w+)/main\.py)$")
            .expect("a constant pattern")
    });
    static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:listings/transcripts/(\w+)\.txt|listings/compile_fail/(\w+)\.stderr)$")
            .expect("a constant pattern")
    });
    let name = |pattern: &Regex| {
        let found = pattern.captures(file)?;
        let name = found.iter().skip(1).flatten().next()?;
        Some(name.as_str().to_owned())
    };
    name(&PROGRAM)
        .map(|name| format!("program-{name}"))
        .or_else(|| {
            let whole = part.is_none().then(|| name(&PRINTED)).flatten();
            whole.map(|name| format!("transcript-{name}"))
        })
}

/// A line of a file, and whether it belongs to the part that is shown.
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    pub(crate) shown: bool,
}

/// The lines of a file without its anchors. Which are shown is as with mdBook's `include`.
pub(crate) fn lines<'a>(text: &'a str, part: Option<&str>) -> Vec<Line<'a>> {
    static ANCHOR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"ANCHOR(_END)?:\s*([\w-]+)").expect("a constant pattern"));
    let mut shown = part.is_none();
    let mut found = Vec::new();
    for text in text.lines() {
        match ANCHOR.captures(text) {
            None => found.push(Line { text, shown }),
            Some(anchor) if Some(&anchor[2]) == part => shown = anchor.get(1).is_none(),
            Some(_) => {}
        }
    }
    found
}

fn part<'a>(include: &'a Captures) -> Option<&'a str> {
    include.name("part").map(|part| part.as_str())
}

pub(crate) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
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

    /// Marks a chapter of a small book, which has one program in Go and in Python.
    fn marked(chapter: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            (
                "go/01_sums/main.go",
                "package main\n\n// ANCHOR: main\nfunc main() {\n\t// ANCHOR: sum\n\tprintln(4)\n\t// ANCHOR_END: sum\n}\n",
            ),
            (
                "python/01_sums/main.py",
                "def main():\n    # ANCHOR: sum\n    print(4)\n    # ANCHOR_END: sum\n\n\nmain()\n",
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
        mark(chapter, &root.path().join("src")).unwrap()
    }

    /// Rust programs, transcripts and refusals get a class beside their attributes, and keep their includes.
    #[test]
    fn includes_are_marked() {
        for (info, include, class) in [
            (
                "rust",
                "{{#rustdoc_include ../listings/examples/01_sums.rs:main}}",
                "program-01_sums",
            ),
            (
                "rust,compile_fail,E0382",
                "{{#rustdoc_include ../listings/compile_fail/01_sums_moved.rs}}",
                "program-01_sums_moved",
            ),
            (
                "text",
                "{{#include ../listings/transcripts/01_sums.txt}}",
                "transcript-01_sums",
            ),
            (
                "text",
                "{{#include ../listings/compile_fail/01_sums_moved.stderr}}",
                "transcript-01_sums_moved",
            ),
        ] {
            let chapter = format!("a\n```{info}\n{include}\n```\nb\n");
            assert_eq!(
                marked(&chapter),
                format!("a\n```{info},{class}\n{include}\n```\nb\n")
            );
        }
    }

    /// A part of a Go or a Python file becomes the whole file, with the rest hidden and no anchors.
    #[test]
    fn parts_become_whole() {
        assert_eq!(
            marked("```go\n{{#include ../go/01_sums/main.go:main}}\n```\n"),
            "```go,program-01_sums,hidelines=%%\n%%package main\n%%\nfunc main() {\n\tprintln(4)\n}\n```\n"
        );
        assert_eq!(
            marked("```python\n{{#include ../python/01_sums/main.py:sum}}\n```\n"),
            "```python,program-01_sums,hidelines=%%\n%%def main():\n    print(4)\n%%\n%%\n%%main()\n```\n"
        );
        assert_eq!(
            marked("```python\n{{#include ../python/01_sums/main.py}}\n```\n"),
            "```python,program-01_sums,hidelines=%%\ndef main():\n    print(4)\n\n\nmain()\n```\n"
        );
    }

    /// The programs in a part of another chapter are marked, too.
    #[test]
    fn included_chapters_are_marked() {
        assert_eq!(
            marked("# All\n\n{{#include 01_sums.md:cheat}}\n"),
            "# All\n\n```go,program-01_sums,hidelines=%%\n%%package main\n%%\n%%func main() {\n\tprintln(4)\n%%}\n```\n"
        );
    }

    /// The transcript of a program is on the page as data where the page does not show it whole, once, and nothing in it ends
    /// the element.
    #[test]
    fn unseen_transcripts_are_data() {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("go/01_sums/main.go", "package main\n"),
            ("python/01_sums/main.py", "main()\n"),
            ("listings/transcripts/01_sums.txt", "4 < 5\n</script>\n"),
            ("src/01_sums.md", ""),
        ] {
            let file = root.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let marked = |chapter: &str| mark(chapter, &root.path().join("src")).unwrap();
        let programs = "```go\n{{#include ../go/01_sums/main.go}}\n```\n\n```python\n{{#include ../python/01_sums/main.py}}\n```\n";
        let whole = "\n```text\n{{#include ../listings/transcripts/01_sums.txt}}\n```\n";
        let data = r#"<script type="application/json" class="transcript-01_sums">"4 \u003c 5\n\u003c/script>\n"</script>"#;
        assert_eq!(marked(programs).matches(data).count(), 1);
        assert!(!marked(&format!("{programs}{whole}")).contains("<script"));
        // A part says too little, and is not taken for the transcript.
        let part = whole.replace(".txt", ".txt:end");
        let marked = marked(&format!("{programs}{part}"));
        assert_eq!(marked.matches("transcript-01_sums").count(), 1);
        assert!(marked.contains(data));
    }

    /// Whatever is no program stays as it is.
    #[test]
    fn others_stay() {
        for chapter in [
            "{{#include pictures/01_sums.svg}}\n",
            "```go\nx := 4\n```\n",
            "```rust\n// two\n{{#rustdoc_include ../listings/examples/01_sums.rs}}\n```\n",
            "```text\n{{#include ../listings/benches/01_sums.txt}}\n```\n",
        ] {
            assert_eq!(marked(chapter), chapter);
        }
    }

    /// A program that is not there is an error that names it.
    #[test]
    fn missing_programs_are_found() {
        let chapter = "```go\n{{#include ../go/gone/main.go:main}}\n```\n";
        let error = mark(chapter, Path::new("src")).unwrap_err();
        assert!(error.to_string().contains("go/gone/main.go"), "{error}");
    }
}
