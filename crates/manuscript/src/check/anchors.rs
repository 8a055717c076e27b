//! Whether the anchors of an included file mark parts that a page shows.

use std::path::Path;

use languages::Language;

use crate::Problem;

/// Adds what is wrong with the anchors of a file.
///
/// The end of a part needs a beginning of the same name: if one of the two names is misspelt, the part goes on to the end of the
/// file. Each part of a program must be `shown` by a page: if it is not, the line may belong to a text of the program and only look
/// like an anchor, and the page would leave the line out.
pub(super) fn check(
    file: &Path,
    text: &str,
    languages: &[Language],
    shown: impl Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) {
    let program = file.extension().is_some_and(|e| e != "md");
    let mut open = Vec::new();
    for (i, line) in text.lines().enumerate() {
        let Some(anchor) = text::anchor(line, languages) else {
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
