//! Quizzes of a small book, whose programs end in all the ways that a quiz can ask for.

use std::fs;
use std::path::Path;

use languages::ALL;
use tempfile::TempDir;

use super::*;

/// A schedule's outcome: what it prints, its end as the file has it, and in how many schedules.
fn outcome(output: &str, end: &str, count: u64) -> String {
    format!(
        r#"{{"output":"{}","end":{end},"count":{count},"shortest":[]}}"#,
        output.replace('\n', "\\n")
    )
}

/// A recorded exploration with these outcomes, of all schedules or not.
fn exploration(complete: bool, outcomes: &[String]) -> String {
    format!(
        r#"{{"schedules":6,"complete":{complete},"threads":[{{"name":"main"}},{{"name":"ann"}},{{"name":"bob"}}],"objects":[],"outcomes":[{}]}}"#,
        outcomes.join(",")
    )
}

const FINISHED: &str = r#""finished""#;

/// The programs of the book, what they print, and why they are refused.
const FILES: &[(&str, &str)] = &[
    (
        "listings/examples/01_ends.rs",
        "//! The answer.\n\n// ANCHOR: main\nfn main() {\n    // ANCHOR: print\n    println!(\"a\"); // the answer\n    // ANCHOR_END: print\n}\n",
    ),
    ("listings/transcripts/01_ends.txt", "a\nb [..]\nc\n"),
    ("listings/examples/01_plain.rs", "fn main() {}\n"),
    ("listings/transcripts/01_plain.txt", "a\nb\n"),
    ("listings/examples/01_panics.rs", "fn main() {}\n"),
    (
        "listings/transcripts/01_panics.txt",
        "a\nstderr: b\n[exit 101]\n",
    ),
    ("listings/examples/01_hangs.rs", "fn main() {}\n"),
    ("listings/transcripts/01_hangs.txt", "a\n[never ends]\n"),
    ("go/01_panics/main.go", "package main\n"),
    ("go/01_exits/main.go", "package main\n"),
    ("listings/transcripts/01_exits.txt", "a\n[exit 2]\n"),
    (
        "python/01_plain/main.py",
        "\"\"\"The answer.\n\nAll of it.\n\"\"\"\n\nprint('#')  # the answer\n\n\n\ndef a():\n    pass\n",
    ),
    (
        "listings/compile_fail/01_refused.rs",
        "//! A.\nfn main() {\n    first(); // no\n    second();\n    third();\n}\n",
    ),
    (
        "listings/compile_fail/01_refused.stderr",
        "error[E0382]: no\n --> 01_refused.rs:3:5\nnote: so\n --> 01_refused.rs:5:5\n\nerror[E0499]: no\n --> 01_refused.rs:4:5\n\nerror: aborting due to 2 previous errors\n",
    ),
    ("listings/compile_fail/01_no_code.rs", "fn main() {\n}\n"),
    (
        "listings/compile_fail/01_no_code.stderr",
        "error: no\n --> 01_no_code.rs:1:1\n",
    ),
    (
        "go/refused/01_refused/main.go",
        "//go:build refused\n\npackage main\n\nfunc main() {\n\tfirst()\n}\n",
    ),
    (
        "go/refused/01_refused/main.stderr",
        "# course/refused/01_refused\nrefused/01_refused/main.go:6:2: no\n",
    ),
    ("go/refused/01_vet/main.go", "package main\n"),
    (
        "go/refused/01_vet/main.stderr",
        "refused/01_vet/main.go:1:2: no\n",
    ),
    ("python/refused/01_refused/main.py", "first()\n"),
    (
        "python/refused/01_refused/main.stderr",
        "main.py:1: error: no  [a]\nFound 1 error in 1 file\n",
    ),
    ("listings/examples/01_races.rs", "fn main() {}\n"),
    ("listings/transcripts/01_races.txt", "sold: [..]\n"),
    ("listings/examples/01_locks.rs", "fn main() {}\n"),
    ("listings/transcripts/01_locks.txt", "both\n[never ends]\n"),
    ("listings/examples/01_large.rs", "fn main() {}\n"),
    ("listings/transcripts/01_large.txt", "a\n"),
    ("listings/examples/01_late.rs", "fn main() {}\n"),
    ("listings/transcripts/01_late.txt", "a\nb\n"),
];

/// The book, with this quiz in the file `01_quiz.toml`.
fn book(quiz: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let waits = |waits: &str| format!(r#""deadlock","waits":[{waits}]"#);
    let all = waits(r#"{"thread":0,"by":1},{"thread":1,"by":2},{"thread":2,"by":null}"#);
    let races = [
        outcome("sold: 1\n", FINISHED, 4),
        outcome("sold: 2\n", FINISHED, 2),
    ];
    let late = [
        outcome("a\nb\n", FINISHED, 3),
        outcome("stderr: \nb\na\n", r#""panicked","message":"","line":1"#, 3),
    ];
    let recorded = [
        ("01_races", exploration(true, &races)),
        ("01_locks", exploration(true, &[outcome("both\n", &all, 6)])),
        (
            "01_large",
            exploration(false, &[outcome("a\n", FINISHED, 6)]),
        ),
        ("01_late", exploration(true, &late)),
    ];
    let recorded =
        recorded.map(|(name, text)| (format!("{FOLDER_OF_EXPLORATIONS}/{name}.json"), text));
    let quizzes = [(format!("{FOLDER}/01_quiz.toml"), quiz.to_owned())];
    let files = FILES
        .iter()
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()));
    for (file, text) in files.chain(recorded).chain(quizzes) {
        write(root.path(), &file, &text);
    }
    root
}

const FOLDER_OF_EXPLORATIONS: &str = crate::explorations::FOLDER;

fn write(root: &Path, file: &str, text: &str) {
    let file = root.join(file);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A quiz with these lines about its program and its question, and these choices.
fn toml(head: &str, choices: &[&str]) -> String {
    let choices = choices
        .iter()
        .map(|is| format!("\n[[choices]]\nis = \"{is}\"\nwhy = \"So.\"\n"));
    let head = head.replace("; ", "\n");
    format!(
        "question = \"What?\"\n{head}\n{}",
        choices.collect::<String>()
    )
}

/// The rows of a table: the first lines of a quiz, its choices, and what follows an arrow.
fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<&str>, &str)> {
    table.lines().filter(|row| !row.is_empty()).map(|row| {
        let (quiz, found) = row.split_once(" => ").unwrap_or((row, ""));
        let mut parts = quiz.split(" | ");
        (parts.next().unwrap_or_default(), parts.collect(), found)
    })
}

/// The quizzes of the book with this quiz, and what is wrong with it: `line: what`.
fn read_one(quiz: &str) -> (Option<Quiz>, Vec<String>) {
    let root = book(quiz);
    let (quizzes, problems) = read(root.path(), ALL);
    let problems = problems.iter().map(|problem| {
        assert_eq!(problem.file, Path::new("listings/quizzes/01_quiz.toml"));
        format!("{}: {}", problem.line.unwrap_or_default(), problem.what)
    });
    (quizzes.into_iter().next(), problems.collect())
}

/// Quizzes, with the right choice first. In all tables, a semicolon separates lines of the file, and a bar the choices.
const RIGHT: &str = r#"
program = "01_plain"; asks = "end" | ends well | panics | never ends | does not compile | exits with code 2
program = "01_panics"; asks = "end" | panics | ends well | exits with code 2
program = "01_hangs"; asks = "end" | never ends | ends well | panics
program = "01_locks"; asks = "end" | never ends | ends well | panics
program = "01_exits"; language = "Go"; asks = "end" | exits with code 2 | panics | exits with code 1
program = "01_refused"; asks = "end" | does not compile | panics | never ends
program = "01_refused"; language = "Go"; asks = "end" | does not compile | panics | never ends
program = "01_ends"; asks = "line 1" | a | b | c
program = "01_ends"; asks = "line -1" | c | a | b
program = "01_hangs"; asks = "line -1" | a | b | c
program = "01_plain"; language = "Python"; asks = "line 2" | b | a | c
program = "01_plain"; asks = "output" | a\nb | b\na | a
program = "01_hangs"; asks = "output" | a\n[never ends] | a | b
program = "01_refused"; asks = "code" | E0382 | E0373 | it compiles
program = "01_plain"; asks = "code" | it compiles | E0373 | E0382
program = "01_refused"; asks = "refused line" | first(); // no | third(); | fn main() {
program = "01_refused"; language = "Go"; asks = "refused line" | first() | func main() { | }
program = "01_races"; asks = "can print" | sold: 1 | sold: 0 | sold: 3
program = "01_races"; asks = "cannot print" | sold: 0 | sold: 1 | sold: 2
program = "01_late"; asks = "can print" | b\na\nstderr: | b\nb | c
program = "01_races"; asks = "can end" | ends well | panics | deadlocks
program = "01_late"; asks = "cannot end" | deadlocks | panics | ends well
program = "01_locks"; asks = "waits" | main waits for ann, and ann waits for bob | ann waits for bob | bob waits for ann
program = "01_locks"; asks = "schedules" | 6 of 6 | 1 of 6 | 0 of 6
program = "01_races"; asks = "schedules"; prints = "sold: 1" | 4 of 6 | 2 of 6 | 3 of 6
"#;

/// Whatever a quiz asks, its right choice is found: it comes first here, and the others are wrong.
#[test]
fn the_right_choice_is_found() {
    for (head, choices, _) in rows(RIGHT) {
        // The author's order says nothing.
        for turn in 0..choices.len() {
            let mut turned = choices.clone();
            turned.rotate_left(turn);
            let (quiz, problems) = read_one(&toml(head, &turned));
            assert_eq!(problems, [""; 0], "{head}");
            let shown = quiz.unwrap().choices;
            let right: Vec<_> = shown.iter().filter(|choice| choice.right).collect();
            assert_eq!(right.len(), 1, "{head}");
            let expected = choices[0].trim_end_matches(" // no");
            assert_eq!(right[0].is, expected.replace("\\n", "\n"), "{head}");
        }
    }
}

/// Questions, and what is wrong with them.
const WRONG_QUESTIONS: &str = r#"
program = "01_gone"; asks = "end" | ends well | panics | never ends => 2: there is no program `01_gone` in Rust
program = "01_plain"; language = "Go"; asks = "end" | ends well | panics | never ends => 2: there is no program `01_plain` in Go
program = "01_plain"; language = "C"; asks = "end" | ends well | panics | never ends => 3: `C` is no language of the book
program = "01_plain"; part = "gone"; asks = "end" | ends well | panics | never ends => 3: listings/examples/01_plain.rs has no `ANCHOR: gone`
program = "01_plain"; asks = "ends" | ends well | panics | never ends => 3: `ends` is nothing that a quiz can ask
program = "01_plain"; asks = "line 0" | a | b | c => 3: `line 0` is nothing that a quiz can ask
program = "01_plain"; asks = "line 3" | a | b | c => 3: the program prints 2 lines
program = "01_ends"; asks = "line 2" | a | b | c => 3: the transcript has `[..]` here
program = "01_ends"; asks = "output" | a | b | c => 3: the transcript has `[..]` here
program = "01_refused"; asks = "line 1" | a | b | c => 3: this program is refused
program = "01_plain"; asks = "refused line" | a | b | c => 3: this program is not refused
program = "01_no_code"; asks = "code" | E0373 | E0382 | it compiles => 3: the first error of this program has no code
program = "01_vet"; language = "Go"; asks = "end" | ends well | panics | never ends => 4: the tool that refuses this program is no compiler
program = "01_refused"; language = "Python"; asks = "end" | ends well | panics | never ends => 4: the tool that refuses this program is no compiler
program = "01_plain"; asks = "can print" | a | b | c => 3: this program has no recorded exploration
program = "01_large"; asks = "can print" | a | b | c => 3: the recorded exploration of this program does not have all
program = "01_exits"; language = "Go"; asks = "waits" | a | b | c => 4: only a Rust program that runs has schedules
program = "01_plain"; asks = "end"; prints = "a" | ends well | panics | never ends => 4: nobody reads `prints`
program = "01_plain"; asks = "end"; right = 1 | ends well | panics | never ends => 4: nobody reads `right`
program = "01_plain"; asks = "end"; typed = 1 | ends well | panics | never ends => 4: `typed` is not true or false
program = 1; asks = "end" | ends well | panics | never ends => 2: `program` is no text
program = "01_plain" | ends well | panics | never ends => 0: there is no `asks`
program = "01_plain"; asks = "end"; a | ends well | panics | never ends => 4: 
program = "01_plain"; asks = "end" => 0: there are no choices
program = "01_plain"; asks = "end"; choices = [1] => 4: this is no choice
program = "01_plain"; asks = "end"; typed = true | ends well => 3: only a line can be typed
program = "01_plain"; asks = "line 1"; typed = true | a | b => 11: an answer that is typed has 2 choices
"#;

/// What is wrong with a question is found, with its line.
#[test]
fn wrong_questions_are_found() {
    for (head, choices, found) in rows(WRONG_QUESTIONS) {
        let (_, problems) = read_one(&toml(head, &choices));
        let all = problems.join("\n");
        let mut problems = problems.iter();
        assert!(
            problems.any(|problem| problem.starts_with(found)),
            "{found}: {all}"
        );
    }
}

/// Choices, and what is wrong with them.
const WRONG_CHOICES: &str = r#"
program = "01_plain"; asks = "end" | ends well | panics => 6: there are 2 choices
program = "01_plain"; asks = "line 1" | a | b | c | d | e | f => 6: there are 6 choices
program = "01_plain"; asks = "end" | ends well | panics | panics => 14: another choice says the same
program = "01_plain"; asks = "end" | panics | never ends | exits with code 1 => 3: no choice is right
program = "01_panics"; asks = "end" | panics | exits with code 101 | ends well => 10: this is a second right choice
program = "01_plain"; asks = "end" | ends well | hangs | panics => 10: `hangs` is no end
program = "01_plain"; asks = "end" | ends well | deadlocks | panics => 10: only a schedule `deadlocks`
program = "01_late"; asks = "end" | ends well | never ends | exits with code 2 => 6: an explored schedule of this program ends in another way
program = "01_late"; asks = "end" | never ends | panics | exits with code 2 => 10: this choice is called wrong, and 3 of 6
program = "01_late"; asks = "line 1" | a | b | c => 10: this choice is called wrong, and 3 of 6
program = "01_large"; asks = "line 1" | b | c | d => 3: no choice is right
program = "01_refused"; asks = "code" | E0382 | E0499 | it compiles => 10: a later error of this program has this code
program = "01_refused"; asks = "code" | E0382 | E38 | it compiles => 10: `E38` is no code of an error
program = "01_refused"; asks = "refused line" | first(); | second(); | third(); => 10: a later error points to this line
program = "01_refused"; asks = "refused line" | first(); | fourth(); | third(); => 10: the quiz shows no such line
program = "01_late"; asks = "can print" | a\nb | b | c => 10: a schedule prints this, but together with other lines
program = "01_locks"; asks = "waits" | main waits for ann, and ann waits for bob | ann waits for cyd | bob waits for ann => 10: no thread is called `cyd`
program = "01_locks"; asks = "waits" | main waits for ann, and ann waits for bob | ann and bob wait | bob waits for ann => 10: `ann and bob wait` does not say
program = "01_locks"; asks = "schedules" | 6 of 6 | 1 of 3 | 0 of 6 => 10: `1 of 3` is not so many of 6
program = "01_plain"; asks = "line 1"; typed = true | b => 3: no choice is right
"#;

/// What is wrong with the choices is found, with its line. The first choice is in line 6, and each has four lines.
#[test]
fn wrong_choices_are_found() {
    for (head, choices, found) in rows(WRONG_CHOICES) {
        let (quiz, problems) = read_one(&toml(head, &choices));
        let all = problems.join("\n");
        assert_eq!(quiz, None);
        let mut problems = problems.iter();
        assert!(
            problems.any(|problem| problem.starts_with(found)),
            "{found}: {all}"
        );
    }
    let head = r#"program = "01_plain"; asks = "end""#;
    let without_why =
        toml(head, &["ends well", "panics", "never ends"]).replacen("why = \"So.\"\n", "", 1);
    assert_eq!(read_one(&without_why).1, ["5: this choice has no `why`"]);
    let more = toml(head, &["ends well", "panics", "never ends"]) + "right = true\n";
    assert_eq!(read_one(&more).1, ["16: nobody reads `right`"]);
}

/// A file whose name is no name of a quiz is found, and leftovers of editors are no files of the book.
#[test]
fn names_are_checked() {
    let root = book(&toml(
        r#"program = "01_plain"; asks = "line 1"; typed = true"#,
        &["a"],
    ));
    for file in ["01_quiz.toml~", ".01_quiz.toml.swp"] {
        write(root.path(), &format!("{FOLDER}/{file}"), "");
    }
    assert_eq!(all(root.path(), ALL).unwrap().len(), 1);
    write(root.path(), &format!("{FOLDER}/01 quiz.toml"), "");
    write(root.path(), &format!("{FOLDER}/01_quiz.md"), "");
    let problems = all(root.path(), ALL).unwrap_err().0;
    assert_eq!(problems.len(), 2);
}

/// A quiz belongs to the topic of its number, or to the page of its name.
#[test]
fn quizzes_belong_to_pages() {
    for (quiz, page, expected) in [
        ("08_mutexes_order", "08_mutexes", true),
        ("08_order", "08_mutexes", true),
        ("07_order", "08_mutexes", false),
        ("rosetta_all", "rosetta", true),
        ("rosetta", "rosetta", false),
        ("rosettas_all", "rosetta", false),
    ] {
        assert_eq!(is_of(quiz, page), expected, "{quiz} on {page}");
    }
}

/// A quiz shows a part of its program, or all of it without the text at its beginning, and no comment.
#[test]
fn programs_are_shown_without_answers() {
    for (head, shown) in [
        (
            r#"program = "01_ends"; asks = "line 1""#,
            "fn main() {\n    println!(\"a\");\n}\n",
        ),
        (
            r#"program = "01_ends"; part = "print"; asks = "line 1""#,
            "println!(\"a\");\n",
        ),
        (
            r#"program = "01_plain"; language = "Python"; asks = "line 1""#,
            "print('#')\n\ndef a():\n    pass\n",
        ),
    ] {
        let (quiz, problems) = read_one(&toml(head, &["a", "x", "y"]));
        assert_eq!(problems, [""; 0]);
        assert_eq!(quiz.unwrap().shown, shown);
    }
}

/// A change of any file that decides about a quiz is a change of the book, and the parts that quizzes show are shown parts.
#[test]
fn files_are_known() {
    let quiz = toml(
        r#"program = "01_races"; asks = "can print""#,
        &["sold: 1", "a", "b"],
    );
    let root = book(&quiz);
    let expected = [
        "listings/examples/01_races.rs",
        "listings/transcripts/01_races.txt",
        "listings/schedules/01_races.json",
        "listings/quizzes/01_quiz.toml",
    ];
    assert_eq!(files(root.path(), ALL), expected.map(PathBuf::from));
    let part = (PathBuf::from(expected[0]), None);
    assert_eq!(parts(root.path(), ALL), [part]);
}
