//! Whether the anchors of an included file mark parts that a page shows.

use std::path::Path;

use crate::Problem;

/// Whether each anchor of a file that ends has begun: otherwise a misspelt name would show the file to its end. And whether
/// each anchor of a program is for a part that is `shown`: otherwise it may be a line of a text that only looks like an
/// anchor, and the page would leave it out.
pub(super) fn check(
    file: &Path,
    text: &str,
    shown: impl Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) {
    let program = file.extension().is_some_and(|e| e != "md");
    let mut open = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let Some(anchor) = text::anchor(line) else {
            continue;
        };
        let begun = open.iter().position(|name| *name == anchor.name);
        let (what, fix) = match (anchor.begins, begun) {
            (true, None) => {
                open.push(anchor.name);
                if !program || shown(anchor.name) {
                    continue;
                }
                let fix = "include the part, delete the anchor, or write the line in another way if it belongs to a text";
                ("is shown nowhere", fix)
            }
            (false, Some(i)) => {
                open.remove(i);
                continue;
            }
            (true, Some(_)) => ("begins twice", "end it before it begins again"),
            (false, None) => ("ends, and has not begun", "spell both names alike"),
        };
        let what = format!("the part `{}` {what}", anchor.name);
        problems.push(Problem::new(file, i + 1, what, fix));
    }
}
