//! The checks of an exercise: functions that panic if the answer is wrong.

/// A check: `pub fn name() {` or `pub async fn name() {`, with a doc comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The name of the function.
    pub name: String,
    /// Its doc comment: the sentence that says what must hold.
    pub words: String,
    /// Whether it runs on tokio's runtime.
    pub is_async: bool,
}

/// The checks in the text of a `check.rs` or a `schedules.rs`, in order. A public function without a doc comment is none.
pub fn checks(text: &str) -> Vec<Check> {
    functions(text)
        .filter(|function| !function.words.is_empty() && function.bare)
        .map(|function| Check {
            name: function.name.to_owned(),
            words: function.words,
            is_async: function.is_async,
        })
        .collect()
}

/// Lines of a file that look like a check, counted from 1, and what is missing there.
pub(crate) fn faults(text: &str) -> Vec<(usize, &'static str)> {
    functions(text)
        .filter_map(|function| {
            let what = match (function.words.is_empty(), function.bare) {
                (_, false) => "a check takes nothing and returns nothing",
                (true, true) => "this check does not say what must hold",
                (false, true) => return None,
            };
            Some((function.line, what))
        })
        .collect()
}

/// A public function at the start of a line.
struct Function<'a> {
    line: usize,
    name: &'a str,
    words: String,
    is_async: bool,
    /// Whether it has neither parameters nor a result.
    bare: bool,
}

fn functions(text: &str) -> impl Iterator<Item = Function<'_>> {
    let mut words: Vec<&str> = Vec::new();
    text.lines().enumerate().filter_map(move |(index, line)| {
        if let Some(doc) = line.strip_prefix("///") {
            words.push(doc.trim());
            return None;
        }
        let words = std::mem::take(&mut words).join(" ");
        let rest = line.strip_prefix("pub ")?;
        let (is_async, rest) = match rest.strip_prefix("async ") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let (name, rest) = rest.strip_prefix("fn ")?.split_once(['(', '<'])?;
        Some(Function {
            line: index + 1,
            name,
            words,
            is_async,
            bare: rest == ") {",
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A check is a public function with a sentence, which may have several lines; helpers are none.
    #[test]
    fn checks_are_found() {
        let text = "use answer::a;\n\n/// It holds,\n/// always.\npub fn plain() {\n    a();\n}\n\n/// No check.\nfn helper() {}\n\n\
                    /// It waits.\npub async fn waits() {\n}\n\npub fn silent() {\n}\n\n/// With a parameter.\npub fn of(n: u32) {\n}\n";
        let check = |name: &str, words: &str, is_async| Check {
            name: name.to_owned(),
            words: words.to_owned(),
            is_async,
        };
        assert_eq!(
            checks(text),
            [
                check("plain", "It holds, always.", false),
                check("waits", "It waits.", true)
            ]
        );
        let lines: Vec<usize> = faults(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [16, 20]);
    }
}
