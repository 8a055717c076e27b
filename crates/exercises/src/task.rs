//! The parts of a `task.md`.

use std::fmt;

/// A fault: the line, counted from 1, what is wrong, and what to do.
pub(crate) type Fault = (usize, String, &'static str);

/// The headings of the parts, in their order, and what each part holds.
const PARTS: [(&str, &str); 3] = [
    (
        "At first",
        "add a ```text fence with two lines: the words of the first check that start.rs fails, and the first line of the reason",
    ),
    (
        "Hints",
        "add a numbered list of exactly three hints, each stronger than the one before",
    ),
    (
        "What the interviewer asks next",
        "add the next question and its answer: **Question?** Answer.",
    ),
];

/// What the reader does in an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The program is broken, and the reader repairs it.
    Repair,
    /// The reader writes what a signature promises.
    Write,
    /// The same, for a task that is asked in interviews.
    Interview,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Repair, Kind::Write, Kind::Interview];
}

impl fmt::Display for Kind {
    /// The word with which the title of a task begins.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Repair => "Repair",
            Kind::Write => "Write",
            Kind::Interview => "Interview",
        })
    }
}

/// How an exercise fails before the reader has done anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtFirst {
    /// The words of the first check that fails.
    pub words: String,
    /// The first line of the reason.
    pub why: String,
}

/// A `task.md`. The texts are Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    pub kind: Kind,
    pub title: String,
    pub task: String,
    pub at_first: AtFirst,
    pub hints: Vec<String>,
    pub next: String,
}

/// A part of the text: the line of its heading, counted from 1, and what follows the heading.
struct Part<'a> {
    line: usize,
    heading: &'a str,
    lines: Vec<&'a str>,
}

impl Part<'_> {
    fn text(&self) -> String {
        self.lines.join("\n").trim().to_owned()
    }
}

/// Takes a `task.md` apart.
///
/// # Errors
/// All that is wrong with it.
pub(crate) fn task(text: &str) -> Result<Task, Vec<Fault>> {
    let mut faults = Vec::new();
    let parts = parts(text);
    let (first, rest) = parts.split_first().expect("there is always a first part");
    let title = title(first.heading);
    if title.is_none() {
        faults.push((
            1,
            "a task begins with its kind and its title".to_owned(),
            "begin with a heading such as `# Repair: a short title`: the kinds are Repair, Write and Interview",
        ));
    }
    if title.is_some() && first.text().is_empty() {
        faults.push((
            1,
            "this heading has no task below it".to_owned(),
            "say in about three sentences what to do, and what must hold",
        ));
    }
    for part in rest {
        if PARTS.iter().all(|(name, _)| *name != part.heading) {
            let what = format!("a task has no part `{}`", part.heading);
            faults.push((part.line, what, "use the parts that CONTRIBUTING.md lists"));
        }
    }
    let [at_first, hints, next] = PARTS.map(|(name, fix)| {
        let found = rest.iter().find(|part| part.heading == name);
        if found.is_none() {
            faults.push((1, format!("the part `## {name}` is missing"), fix));
        }
        found
    });
    let at_first = at_first.and_then(|part| read(part, PARTS[0].1, self::at_first, &mut faults));
    let hints = hints.and_then(|part| read(part, PARTS[1].1, self::hints, &mut faults));
    let next = next.and_then(|part| read(part, PARTS[2].1, self::next, &mut faults));
    match (title, at_first, hints, next) {
        (Some((kind, title)), Some(at_first), Some(hints), Some(next)) if faults.is_empty() => {
            Ok(Task {
                kind,
                title: title.to_owned(),
                task: first.text(),
                at_first,
                hints,
                next,
            })
        }
        _ => Err(faults),
    }
}

/// What `reader` finds in a part, or the fault that it does not hold what it must.
fn read<T>(
    part: &Part,
    fix: &'static str,
    reader: fn(&Part) -> Result<T, String>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    reader(part)
        .map_err(|what| faults.push((part.line, what, fix)))
        .ok()
}

/// The parts, of which the first has the title as its heading; a heading in a fence is text.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut lines = text.lines();
    let mut parts = vec![Part {
        line: 1,
        heading: lines.next().unwrap_or_default().trim_end(),
        lines: Vec::new(),
    }];
    let mut fenced = false;
    for (index, line) in lines.enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        match line.strip_prefix("## ") {
            Some(heading) if !fenced => parts.push(Part {
                line: index + 2,
                heading: heading.trim_end(),
                lines: Vec::new(),
            }),
            _ => parts
                .last_mut()
                .expect("the first part is there")
                .lines
                .push(line),
        }
    }
    parts
}

fn title(heading: &str) -> Option<(Kind, &str)> {
    let (kind, title) = heading.strip_prefix("# ")?.split_once(": ")?;
    let kind = Kind::ALL.into_iter().find(|one| one.to_string() == kind)?;
    (!title.trim().is_empty()).then_some((kind, title.trim()))
}

fn at_first(part: &Part) -> Result<AtFirst, String> {
    let lines: Vec<&str> = part
        .lines
        .iter()
        .map(|line| line.trim_end())
        .filter(|line| !line.is_empty())
        .collect();
    match lines[..] {
        ["```text", words, why, "```"] => Ok(AtFirst {
            words: words.to_owned(),
            why: why.to_owned(),
        }),
        _ => Err("this part does not say how start.rs fails".to_owned()),
    }
}

fn hints(part: &Part) -> Result<Vec<String>, String> {
    let mut hints: Vec<Vec<&str>> = Vec::new();
    for line in &part.lines {
        let number = format!("{}. ", hints.len() + 1);
        match (line.strip_prefix(&number), hints.last_mut()) {
            (Some(first), _) => hints.push(vec![first]),
            // The lines of an item are indented as its first one.
            (None, Some(hint)) => hint.push(line.strip_prefix("   ").unwrap_or(line)),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => return Err("the hints do not begin with `1. `".to_owned()),
        }
    }
    match hints.len() {
        3 => Ok(hints
            .iter()
            .map(|lines| lines.join("\n").trim().to_owned())
            .collect()),
        1 => Err("there is 1 hint, and not 3".to_owned()),
        count => Err(format!("there are {count} hints, and not 3")),
    }
}

fn next(part: &Part) -> Result<String, String> {
    let text = part.text();
    match text.starts_with("**") {
        true => Ok(text),
        false => Err("this part does not begin with the question, in bold".to_owned()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const TASK: &str = "\
# Write: a sum

Add two numbers.

```rust
## no heading
```

## At first

```text
Two and two are four.
not yet implemented
```

## Hints

1. Numbers have
   operators.
2. There is one for it.

   ```text
   a + b
   ```
3. `+`.

## What the interviewer asks next

**And three?** The same, twice.
";

    /// A whole task has its parts.
    #[test]
    fn a_task_has_its_parts() {
        assert_eq!(
            task(TASK).unwrap(),
            Task {
                kind: Kind::Write,
                title: "a sum".to_owned(),
                task: "Add two numbers.\n\n```rust\n## no heading\n```".to_owned(),
                at_first: AtFirst {
                    words: "Two and two are four.".to_owned(),
                    why: "not yet implemented".to_owned(),
                },
                hints: [
                    "Numbers have\noperators.",
                    "There is one for it.\n\n```text\na + b\n```",
                    "`+`."
                ]
                .map(str::to_owned)
                .into(),
                next: "**And three?** The same, twice.".to_owned(),
            }
        );
    }

    /// What is missing or wrong is named with its line.
    #[test]
    fn broken_tasks_are_found() {
        for (from, to, line, what) in [
            ("# Write: a sum", "# Sum", 1, "a task begins with its kind"),
            (
                "# Write: a sum",
                "# Do: a sum",
                1,
                "a task begins with its kind",
            ),
            (
                "Add two numbers.\n\n```rust\n## no heading\n```\n",
                "",
                1,
                "this heading has no task",
            ),
            ("## At first", "## First", 9, "a task has no part `First`"),
            (
                "## At first\n\n```text",
                "## At first\n\n```rust",
                9,
                "this part does not say how",
            ),
            ("not yet implemented\n", "", 9, "this part does not say how"),
            ("3. `+`.\n", "", 16, "there are 2 hints, and not 3"),
            (
                "3. `+`.\n",
                "3. `+`.\n4. No.\n",
                16,
                "there are 4 hints, and not 3",
            ),
            ("1. Numbers", "Numbers", 16, "the hints do not begin"),
            (
                "**And three?**",
                "And three?",
                27,
                "this part does not begin with the question",
            ),
            (
                "## What the interviewer asks next\n\n**And three?** The same, twice.\n",
                "",
                1,
                "the part `## What the interviewer asks next` is missing",
            ),
        ] {
            assert!(TASK.contains(from), "{from}");
            let faults = task(&TASK.replace(from, to)).unwrap_err();
            let (found, words, _) = &faults[0];
            assert!(
                *found == line && words.starts_with(what),
                "{to}: {faults:?}"
            );
        }
    }
}
