//! A small book whose programs have recorded explorations.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use manuscript::{Audience, Manuscript};
use tempfile::TempDir;

/// The one page of the book.
pub const PAGE: &str = "01_tills.html";

/// The programs, in the folder `explored` beside this file, each with its exploration. All are on the page, after each other.
const PROGRAMS: [&str; 3] = ["tills", "deadlock", "spin"];

/// What stands on the page beneath the programs: challenges, and programs without an exploration.
const REST: &str = "\
```challenge 01_tills prints sold: 1
Make it lose a sale.
```

```challenge 01_deadlock deadlock in 2 steps
Make it deadlock in two steps.
```

```challenge 01_deadlock cannot deadlock
Change it, and show that it cannot deadlock.
```

```rust
{{#rustdoc_include ../listings/examples/01_other.rs}}
```

```rust
{{#rustdoc_include ../listings/examples/01_crate.rs}}
```
";

/// Renders the book of the course at `course`. The pages end with the folder.
pub fn explored_book(course: &Path) -> Result<TempDir> {
    let fixtures = course.join("crates/server/tests/play_in_browser/explored");
    let mut page = "# 01  Tills\n\nPrograms to explore.\n\n".to_owned();
    let mut files = Vec::new();
    for name in PROGRAMS {
        let read =
            |extension: &str| fs::read_to_string(fixtures.join(name).with_extension(extension));
        files.push((format!("listings/examples/01_{name}.rs"), read("rs")?));
        files.push((format!("listings/schedules/01_{name}.json"), read("json")?));
        page += &format!(
            "```rust\n{{{{#rustdoc_include ../listings/examples/01_{name}.rs}}}}\n```\n\n"
        );
    }
    let other = |line: &str| format!("//! A program.\n{line}\nfn main() {{}}\n");
    files.extend([
        ("src/01_tills.md".to_owned(), page + REST),
        (
            "src/SUMMARY.md".to_owned(),
            "- [Tills](01_tills.md)\n".to_owned(),
        ),
        ("listings/examples/01_other.rs".to_owned(), other("")),
        (
            "listings/examples/01_crate.rs".to_owned(),
            other("extern crate rayon;"),
        ),
    ]);
    rendered(course, files)
}

/// Renders a book that consists of these files, with the configuration and the theme of the course at `course`.
pub fn rendered(course: &Path, mut files: Vec<(String, String)>) -> Result<TempDir> {
    let root = tempfile::tempdir()?;
    files.push(("book.toml".to_owned(), config(course)?));
    for (file, text) in files {
        let file = root.path().join(file);
        fs::create_dir_all(file.parent().context("a file has a folder")?)?;
        fs::write(file, text)?;
    }
    std::os::unix::fs::symlink(course.join("theme"), root.path().join("theme"))?;
    fs::copy(
        course.join("src/editor.js"),
        root.path().join("src/editor.js"),
    )?;
    let book = tempfile::tempdir()?;
    Manuscript::load(root.path())?.render(book.path(), Audience::Public)?;
    Ok(book)
}

/// The course's own configuration, without the preprocessors and the settings of pages that this book does not have.
fn config(course: &Path) -> Result<String> {
    let all = fs::read_to_string(course.join("book.toml"))?;
    let parts = all.split_inclusive("\n\n").filter(|part| {
        ["interview", "sheet", "search.chapter"].iter().all(|name| {
            let table = format!(".{name}]");
            !part.contains(&table)
        })
    });
    Ok(parts.collect())
}
