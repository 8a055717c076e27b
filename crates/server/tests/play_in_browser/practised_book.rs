//! A small book with exercises.

use std::path::Path;

use anyhow::Result;
use tempfile::TempDir;

use crate::explored_book::rendered;

/// The one page of the book.
pub const PAGE: &str = "01_sums.html";

/// An exercise with two plain checks and one that is made in every schedule, and one with a plain check alone.
pub const SUM: &str = "01_sums_sum";
pub const LATER: &str = "01_sums_later";

/// The checks of [`SUM`].
pub const CHECKS: [&str; 3] = ["adds", "adds_nothing", "is_never_lost"];

const TASK: &str = "\
# KIND: a TITLE

Add two numbers. `sum` is called by several threads.

## At first

```text
Two and two are four.
not yet implemented
```

## Hints

1. Numbers have operators.
2. There is one for it.

   ```rust
   a * b
   ```
3. The operator is `+`.

## What the interviewer asks next

**What if the sum is too large?** Use `checked_add`.
";

const START: &str = "\
pub fn sum(a: u32, b: u32) -> u32 {
    todo!()
}
";

const PLAIN: &str = "\
use answer::sum;

/// Two and two are four.
pub fn adds() {
    assert_eq!(sum(2, 2), 4);
}

/// `sum` adds nothing to a number if the other number is zero.
pub fn adds_nothing() {
    assert_eq!(sum(2, 0), 2);
}
";

const SCHEDULES: &str = "\
use answer::sum;

/// No sum is lost.
pub fn is_never_lost() {
    let thread = std::thread::spawn(|| sum(1, 2));
    assert_eq!(thread.join().unwrap(), 3);
}
";

/// Renders the book with the theme of the course at `course`. The pages end with the folder.
pub fn practised_book(course: &Path) -> Result<TempDir> {
    let mut files = vec![
        (
            "src/SUMMARY.md".to_owned(),
            "- [Sums](01_sums.md)\n".to_owned(),
        ),
        (
            "src/01_sums.md".to_owned(),
            "# 01  Sums\n\nHow to add.\n\n## Practise\n\n{{#practise}}\n".to_owned(),
        ),
    ];
    for (name, kind, title, schedules) in [
        (SUM, "Write", "sum", Some(SCHEDULES)),
        (LATER, "Interview", "later sum", None),
    ] {
        let mut add = |file: &str, text: &str| {
            files.push((format!("listings/exercises/{name}/{file}"), text.to_owned()));
        };
        add(
            "task.md",
            &TASK.replace("KIND", kind).replace("TITLE", title),
        );
        add("start.rs", START);
        add("solution.rs", &START.replace("todo!()", "a + b"));
        add("check.rs", PLAIN);
        schedules
            .into_iter()
            .for_each(|text| add("schedules.rs", text));
    }
    rendered(course, files)
}
