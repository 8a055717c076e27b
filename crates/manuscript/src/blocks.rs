//! The code blocks of a chapter.

use languages::Language;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::fences::words;

/// A fenced code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The line of the opening fence, counted from 1.
    pub line: usize,
    /// What stands after the fence, for example `rust,no_run`.
    pub info: String,
    /// The text between the fences.
    pub text: String,
}

impl Block {
    /// The words of the info string: the language first, then its attributes.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        words(&self.info)
    }

    /// Whether this block is Rust.
    pub fn is_rust(&self) -> bool {
        self.words().next() == Some(Language::RUST.name)
    }

    /// Whether an attribute such as `no_run` stands behind the language.
    pub fn has(&self, attribute: &str) -> bool {
        self.words().skip(1).any(|word| word == attribute)
    }
}

/// The fenced code blocks of a chapter, in order, those inside of HTML and of lists included.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new_ext(markdown, Options::all()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some(Block {
                    line: line_of(markdown, range.start),
                    info: info.into_string(),
                    text: String::new(),
                });
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

/// The line, counted from 1, in which the byte at `offset` stands.
pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// The chapter for a checker that compiles every Rust block: each Rust block with the attribute `compile_fail` becomes plain text.
///
/// tests/refusals.rs compiles these blocks, and compares what the compiler says with the book.
pub fn without_refusals(markdown: &str) -> String {
    let refused: Vec<usize> = blocks(markdown)
        .into_iter()
        .filter(|block| block.is_rust() && block.has("compile_fail"))
        .map(|block| block.line)
        .collect();
    as_text(markdown, &refused)
}

/// The chapter for skeptic, which does not know that `##` at the beginning of a line stands for one number sign. In a Rust block,
/// such a line becomes a line that skeptic hides. skeptic then compiles the same program as rustdoc.
pub fn for_skeptic(markdown: &str) -> String {
    let mut lines: Vec<String> = markdown.lines().map(str::to_owned).collect();
    for block in blocks(markdown).iter().filter(|block| block.is_rust()) {
        // The text of a block begins in the line after the one that opens it.
        for line in lines
            .iter_mut()
            .skip(block.line)
            .take(block.text.lines().count())
        {
            let code = line.trim_start();
            if let Some(shown) = code.strip_prefix("##") {
                *line = format!("# {}#{shown}", &line[..line.len() - code.len()]);
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The chapter in which the Rust blocks that open in these lines, counted from 1, are plain text. Every line keeps its number.
pub(crate) fn as_text(markdown: &str, opening: &[usize]) -> String {
    let mut out = String::with_capacity(markdown.len());
    for (i, line) in markdown.split_inclusive('\n').enumerate() {
        match line.find(Language::RUST.name) {
            Some(at) if opening.contains(&(i + 1)) => {
                out.push_str(&line[..at]);
                out.push_str("text\n");
            }
            _ => out.push_str(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks are found with their line, their words and their text, inside of HTML too.
    #[test]
    fn blocks_are_found() {
        let found = blocks(
            "# T\n\n<div>\n\n```rust,no_run\nfn main() {}\n```\n\n</div>\n\n```text\nx\n```\n",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].line, 5);
        assert!(found[0].is_rust() && found[0].has("no_run") && !found[0].has("ignore"));
        assert_eq!(found[0].text, "fn main() {}\n");
        assert!(!found[1].is_rust());
    }

    /// In a Rust block, skeptic sees one number sign where the line begins with two; elsewhere the line stays as it is.
    #[test]
    fn skeptic_sees_one_number_sign() {
        let text = "## a\n\n```rust\n# ## b\n  ### c\n##\n#[d]\n```\n\n```text\n## e\n```\n";
        assert_eq!(
            for_skeptic(text),
            "## a\n\n```rust\n# ## b\n#   ## c\n# #\n#[d]\n```\n\n```text\n## e\n```\n"
        );
    }

    /// A refused block is no longer Rust, and everything else stays as it was.
    #[test]
    fn refusals_become_text() {
        let text = "```rust\na\n```\n\n```rust,compile_fail,E0382\nb\n```\n";
        assert_eq!(
            without_refusals(text),
            "```rust\na\n```\n\n```text\nb\n```\n"
        );
    }
}
