//! Parts of a file: the lines between the anchors of one name. [`text::anchor`] says what an anchor is.

use languages::Language;

/// A line of a file, and whether it belongs to the part that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The text of the line; empty if the line is an anchor.
    pub text: &'a str,
    /// Whether the part has it.
    pub shown: bool,
}

/// The lines of a file. The line of an anchor is blank and not shown. As with mdBook's `include`, a part shows the lines between its anchors,
/// and without a part all lines are shown.
pub fn lines<'a>(text: &'a str, part: Option<&str>, languages: &[Language]) -> Vec<Line<'a>> {
    let mut within = part.is_none();
    text.lines()
        .map(|text| match text::anchor(text, languages) {
            None => Line {
                text,
                shown: within,
            },
            Some(anchor) => {
                if Some(anchor.name) == part {
                    within = anchor.begins;
                }
                Line {
                    text: "",
                    shown: false,
                }
            }
        })
        .collect()
}

/// The lines of a part as one text.
pub fn part(text: &str, name: &str, languages: &[Language]) -> String {
    let shown = lines(text, Some(name), languages)
        .into_iter()
        .filter(|line| line.shown);
    shown.map(|line| format!("{}\n", line.text)).collect()
}

/// Whether a file has an anchor at which the part begins.
pub fn begins(text: &str, name: &str, languages: &[Language]) -> bool {
    anchors(text, name, languages).any(|anchor| anchor.begins)
}

/// Whether a file has an anchor at which the part ends.
pub fn ends(text: &str, name: &str, languages: &[Language]) -> bool {
    anchors(text, name, languages).any(|anchor| !anchor.begins)
}

fn anchors<'a>(
    text: &'a str,
    name: &str,
    languages: &[Language],
) -> impl Iterator<Item = text::Anchor<'a>> {
    let anchors = text
        .lines()
        .filter_map(|line| text::anchor(line, languages));
    anchors.filter(move |anchor| anchor.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::ALL;

    /// A part has the lines between its anchors, without the anchors of other parts in it.
    #[test]
    fn parts_are_found() {
        let text = "a\n// ANCHOR: b\nb\n// ANCHOR: c\nc\n// ANCHOR_END: b\nd\n";
        assert_eq!(part(text, "b", ALL), "b\nc\n");
        assert_eq!(part(text, "c", ALL), "c\nd\n");
        assert_eq!(part(text, "d", ALL), "");
        assert!(begins(text, "b", ALL) && ends(text, "b", ALL));
        assert!(begins(text, "c", ALL) && !ends(text, "c", ALL));
    }
}
