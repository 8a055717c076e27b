//! Anchors: comments that mark the part of a file which a page shows.

use languages::Language;

/// The beginning or the end of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor<'a> {
    /// What the part is called.
    pub name: &'a str,
    /// Whether the part begins in the next line; otherwise it ends here.
    pub begins: bool,
}

/// The anchor that a line is: a comment with nothing else in its line, for example `// ANCHOR: main`, `# ANCHOR_END: main` or
/// `<!-- ANCHOR: minute -->`. A line that only mentions one, in a string for example, is no anchor. The comment may be one of any of the
/// languages, because a file that is no program can have anchors, too.
pub fn anchor<'a>(line: &'a str, languages: &[Language]) -> Option<Anchor<'a>> {
    let line = line.trim();
    let comment = match line.strip_prefix("<!--") {
        Some(rest) => rest.strip_suffix("-->")?,
        None => languages
            .iter()
            .find_map(|language| line.strip_prefix(language.comment))?,
    };
    let comment = comment.trim();
    let (begins, name) = match comment.strip_prefix("ANCHOR_END:") {
        Some(name) => (false, name),
        None => (true, comment.strip_prefix("ANCHOR:")?),
    };
    let name = name.trim();
    let of_a_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    (!name.is_empty() && name.chars().all(of_a_name)).then_some(Anchor { name, begins })
}

/// A program as its page gives it to the reader: an anchor's line is blank, so that every other line keeps its number, and the
/// text ends with one line end.
pub fn program(source: &str, languages: &[Language]) -> String {
    let lines = source.lines().map(|line| match anchor(line, languages) {
        Some(_) => "",
        None => line,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    format!("{}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;

    /// A comment of its own is an anchor, in each language; a line with anything else in it is not.
    #[test]
    fn anchors_are_comments() {
        for (line, expected) in [
            ("// ANCHOR: main", Some(("main", true))),
            ("    // ANCHOR_END: main", Some(("main", false))),
            ("\t# ANCHOR:the-part_2  ", Some(("the-part_2", true))),
            ("<!-- ANCHOR: minute -->", Some(("minute", true))),
            ("<!-- ANCHOR: minute", None),
            ("ANCHOR: main", None),
            ("let a = 1; // ANCHOR: main", None),
            ("println!(\"// ANCHOR: main\");", None),
            ("\"// ANCHOR: main\"", None),
            ("// ANCHOR: two words", None),
            ("// ANCHOR:", None),
            ("// See ANCHOR: main", None),
        ] {
            let found = anchor(line, ALL).map(|anchor| (anchor.name, anchor.begins));
            assert_eq!(found, expected, "{line}");
        }
    }

    /// Lines keep their numbers, and only the end of the text is trimmed.
    #[test]
    fn programs_keep_their_lines() {
        assert_eq!(
            program(
                "//! A.\n// ANCHOR: a\nfn main() {\n    // ANCHOR_END: a\n}\n\n// ANCHOR: b\n",
                ALL
            ),
            "//! A.\n\nfn main() {\n\n}\n"
        );
    }
}
