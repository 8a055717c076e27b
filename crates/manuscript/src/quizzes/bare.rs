//! A program without its comments, because a comment often says what a quiz asks.

use languages::Language;

/// The lines of a program without their comments; `None` for a line that is nothing else than a comment. A text over several lines keeps what
/// looks like a comment in it.
pub fn bare(source: &str, language: &Language) -> Vec<Option<String>> {
    let mut quote = None;
    source
        .lines()
        .map(|line| {
            let end = code(line, language, &mut quote);
            let kept = line[..end].trim_end();
            let only_comment = kept.is_empty() && !line.trim().is_empty();
            (!only_comment).then(|| kept.to_owned())
        })
        .collect()
}

/// The line without its comment.
pub fn bare_line<'a>(line: &'a str, language: &Language) -> &'a str {
    line[..code(line, language, &mut None)].trim()
}

/// Where the comment of a line begins, or where the line ends. `open` is the quotation mark of the text that begins before the line and goes on
/// after it.
fn code(line: &str, language: &Language, open: &mut Option<char>) -> usize {
    let quotes: &[char] = match language.comment {
        "#" => &['"', '\''],
        _ => &['"', '`'],
    };
    let mut characters = line.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match *open {
            Some(quote) if c == '\\' && quote != '`' => drop(characters.next()),
            Some(quote) if c == quote => *open = None,
            Some(_) => {}
            None if line[at..].starts_with(language.comment) => return at,
            None if quotes.contains(&c) => *open = Some(c),
            // A character in quotation marks: '"', or '\''.
            None if c == '\'' => {
                let quoted = ["'\"'", "'\\''", "'\\\"'", "'`'"];
                let found = quoted.iter().find(|text| line[at..].starts_with(**text));
                let skipped = found.map_or(0, |text| text.len() - 1);
                characters.by_ref().take(skipped).for_each(drop);
            }
            None => {}
        }
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a program shows without its comments, line by line.
    fn shown(source: &str, language: &Language) -> Vec<String> {
        bare(source, language).into_iter().flatten().collect()
    }

    /// Comments are left out in each language, and what looks like one within a text stays.
    #[test]
    fn comments_are_left_out() {
        let rust = "// A.\nfn main() { // B.\n    let a = \"// c \\\" // d\"; // E.\n\n    let b = '\"'; // F.\n    let g = \"\n// h\n\"; // I.\n}\n";
        assert_eq!(
            shown(rust, &Language::RUST),
            [
                "fn main() {",
                "    let a = \"// c \\\" // d\";",
                "",
                "    let b = '\"';",
                "    let g = \"",
                "// h",
                "\";",
                "}"
            ]
        );
        assert_eq!(
            shown("x := `a\\` // b\ny := '\"' // \"\n", &Language::GO),
            ["x := `a\\`", "y := '\"'"]
        );
        assert_eq!(
            shown(
                "a = '#' # b\nc = \"'\" # d\n\"\"\"e\n# f\n\"\"\"\n",
                &Language::PYTHON
            ),
            ["a = '#'", "c = \"'\"", "\"\"\"e", "# f", "\"\"\""]
        );
        assert_eq!(bare_line("    a(); // b", &Language::RUST), "a();");
    }
}
