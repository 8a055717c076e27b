//! An exercise: what stands in its folder.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use text::leftover::is_leftover;
use text::{Problem, Problems};

use crate::checks::{self, Check, checks};
use crate::task::{AtFirst, Kind, Task, task};

/// Where the exercises are, relative to the root of the book.
pub const FOLDER: &str = "listings/exercises";

/// The files of an exercise.
const TASK: &str = "task.md";
const START: &str = "start.rs";
const SOLUTION: &str = "solution.rs";
const CHECK: &str = "check.rs";
const SCHEDULES: &str = "schedules.rs";
/// What the name of a wrong answer begins with.
const WRONG: &str = "wrong_";
/// The first line of a wrong answer begins with this, and then has the names of the checks that fail.
const FAILS: &str = "// Fails: ";

/// An exercise. The texts of its task are Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The name of its folder, for example `08_mutexes_bounded_queue`.
    pub name: String,
    /// What the reader does.
    pub kind: Kind,
    /// Its title, without the kind.
    pub title: String,
    /// What to do, and what must hold.
    pub task: String,
    /// How `start` fails.
    pub at_first: AtFirst,
    /// Three hints, each stronger than the one before.
    pub hints: Vec<String>,
    /// What an interviewer asks next, and the answer.
    pub next: String,
    /// What the reader begins with.
    pub start: String,
    /// The text of the plain checks.
    pub check: Option<String>,
    /// The text of the checks that must hold under every schedule.
    pub schedules: Option<String>,
    /// An answer that passes all checks.
    pub solution: String,
    /// Answers with a mistake each, in the order of their files' names.
    pub wrong: Vec<Wrong>,
}

/// A wrong answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The name of its file.
    pub file: String,
    /// The names of the checks that fail, and no others do.
    pub fails: Vec<String>,
    /// The mistake, in a sentence.
    pub mistake: String,
    /// The answer.
    pub source: String,
}

impl Exercise {
    /// The number of its topic, for example `08`.
    pub fn topic(&self) -> &str {
        topic_of(&self.name).unwrap_or_default()
    }

    /// The plain checks, in order.
    pub fn plain_checks(&self) -> Vec<Check> {
        checks(self.check.as_deref().unwrap_or_default())
    }

    /// The checks that must hold under every schedule, in order.
    pub fn schedule_checks(&self) -> Vec<Check> {
        checks(self.schedules.as_deref().unwrap_or_default())
    }

    /// All checks, in the order in which they are made.
    pub fn checks(&self) -> Vec<Check> {
        let mut all = self.plain_checks();
        all.extend(self.schedule_checks());
        all
    }
}

/// The two digits with which the name of an exercise begins.
fn topic_of(name: &str) -> Option<&str> {
    let (number, rest) = name.split_once('_')?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let sound = number.len() == 2
        && number.bytes().all(|digit| digit.is_ascii_digit())
        && !rest.is_empty()
        && rest.chars().all(plain);
    sound.then_some(number)
}

/// The folders of all exercises, relative to the root of the book, in order. A book without exercises has none.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join(FOLDER)).into_iter().flatten();
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| !is_leftover(&entry.file_name().to_string_lossy()) && entry.path().is_dir())
        .map(|entry| Path::new(FOLDER).join(entry.file_name()))
        .collect();
    folders.sort();
    folders
}

/// All files of all exercises, relative to the root of the book, without the leftovers of editors.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let files = |folder: PathBuf| {
        let entries = fs::read_dir(root.join(&folder))
            .into_iter()
            .flatten()
            .flatten();
        let files = entries.filter(|entry| {
            !is_leftover(&entry.file_name().to_string_lossy()) && entry.path().is_file()
        });
        let files = files.map(move |entry| folder.join(entry.file_name()));
        files.collect::<Vec<_>>()
    };
    folders(root).into_iter().flat_map(files).collect()
}

/// All exercises of the book at `root`, in the order of their names.
///
/// # Errors
/// All that is wrong with any of them.
pub fn all(root: &Path) -> Result<Vec<Exercise>, Problems> {
    let mut exercises = Vec::new();
    let mut problems = Vec::new();
    for folder in folders(root) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        match read(root, &name) {
            Ok(exercise) => exercises.push(exercise),
            Err(Problems(found)) => problems.extend(found),
        }
    }
    Problems::none(problems).map(|()| exercises)
}

/// The exercise of this name in the book at `root`.
///
/// # Errors
/// All that is wrong with it.
pub fn read(root: &Path, name: &str) -> Result<Exercise, Problems> {
    let mut reader = Reader {
        root,
        folder: Path::new(FOLDER).join(name),
        problems: Vec::new(),
    };
    let exercise = reader.exercise(name);
    let problems = reader.problems;
    match exercise {
        Some(exercise) if problems.is_empty() => Ok(exercise),
        _ => Err(Problems::none(problems).expect_err("what is not there is a problem")),
    }
}

/// Reads the files of one folder, and notes what is wrong with them.
struct Reader<'a> {
    root: &'a Path,
    folder: PathBuf,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn exercise(&mut self, name: &str) -> Option<Exercise> {
        if topic_of(name).is_none() {
            self.problem(
                "",
                None,
                "the name of this exercise has no topic",
                "begin the name with the two digits of the chapter, and use small letters: 08_mutexes_bounded_queue",
            );
        }
        let task = self.task();
        let start = self.needed(START, "write what the reader begins with; it compiles");
        let solution = self.needed(SOLUTION, "write an answer that passes all checks");
        let check = self.checks(CHECK);
        let schedules = self.checks(SCHEDULES);
        let known: Vec<String> = [&check, &schedules]
            .into_iter()
            .flatten()
            .flat_map(|text| checks(text))
            .map(|check| check.name)
            .collect();
        if known.is_empty() && check.is_none() && schedules.is_none() {
            let fix = "write check.rs, schedules.rs or both";
            self.problem("", None, "this exercise has no checks", fix);
        }
        for (at, name) in known.iter().enumerate() {
            if known[..at].contains(name) {
                let what = format!("the check {name} is also in {CHECK}");
                self.problem(SCHEDULES, None, what, "give each check a name of its own");
            }
        }
        let wrong = self.wrong(&known);
        let Task {
            kind,
            title,
            task,
            at_first,
            hints,
            next,
        } = task?;
        Some(Exercise {
            name: name.to_owned(),
            kind,
            title,
            task,
            at_first,
            hints,
            next,
            start: start?,
            check,
            schedules,
            solution: solution?,
            wrong,
        })
    }

    fn problem(
        &mut self,
        file: &str,
        line: impl Into<Option<usize>>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let file = match file {
            "" => self.folder.clone(),
            file => self.folder.join(file),
        };
        self.problems.push(Problem::new(file, line, what, fix));
    }

    /// A file that need not be there.
    fn optional(&mut self, file: &str) -> Option<String> {
        match text::read(&self.root.join(&self.folder).join(file)) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                let what = format!("this cannot be read ({error})");
                self.problem(file, None, what, "save it as UTF-8");
                None
            }
        }
    }

    fn needed(&mut self, file: &str, fix: &str) -> Option<String> {
        let before = self.problems.len();
        let text = self.optional(file);
        if text.is_none() && self.problems.len() == before {
            self.problem(file, None, "this file is missing", fix);
        }
        text
    }

    fn task(&mut self) -> Option<Task> {
        let text = self.needed(TASK, "write the task, as CONTRIBUTING.md says")?;
        task(&text)
            .map_err(|faults| {
                for (line, what, fix) in faults {
                    self.problem(TASK, line, what, fix);
                }
            })
            .ok()
    }

    /// The text of a file with checks.
    fn checks(&mut self, file: &str) -> Option<String> {
        let text = self.optional(file)?;
        for (line, what) in checks::faults(&text) {
            let fix = "write it as `/// What must hold.` and then `pub fn name() {` or `pub async fn name() {`";
            self.problem(file, line, what, fix);
        }
        if checks(&text).is_empty() {
            let fix = "write a check, or delete the file";
            self.problem(file, None, "there is no check in this file", fix);
        }
        Some(text)
    }

    fn wrong(&mut self, known: &[String]) -> Vec<Wrong> {
        let folder = self.root.join(&self.folder);
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|file| file.starts_with(WRONG) && file.ends_with(".rs") && !is_leftover(file))
            .collect();
        files.sort();
        files
            .into_iter()
            .filter_map(|file| {
                let source = self.optional(&file)?;
                self.wrong_answer(file, source, known)
            })
            .collect()
    }

    fn wrong_answer(&mut self, file: String, source: String, known: &[String]) -> Option<Wrong> {
        let mut lines = source.lines();
        let Some(names) = lines.next().and_then(|line| line.strip_prefix(FAILS)) else {
            let what = "a wrong answer does not say which checks it fails";
            let fix = format!("begin it with `{FAILS}` and their names, with commas between them");
            self.problem(&file, 1, what, fix);
            return None;
        };
        let fails: Vec<String> = names
            .split(',')
            .map(|name| name.trim().to_owned())
            .collect();
        for name in fails.iter().filter(|name| !known.contains(name)) {
            let what = format!("there is no check `{name}`");
            let fix = format!("the checks are: {}", known.join(", "));
            self.problem(&file, 1, what, fix);
        }
        let words: Vec<&str> = lines
            .map_while(|line| line.strip_prefix("// "))
            .map(str::trim)
            .collect();
        if words.is_empty() {
            let what = "a wrong answer does not say what the mistake is";
            self.problem(&file, 2, what, "say it in the second line, in a comment");
        }
        Some(Wrong {
            file,
            fails,
            mistake: words.join(" "),
            source,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::task::tests::TASK as WHOLE_TASK;

    const CHECKS: &str = "use answer::add;\n\n/// Two and two are four.\npub fn four() {\n    assert_eq!(add(2, 2), 4);\n}\n";
    const ALWAYS: &str = "/// It holds always.\npub fn always() {\n}\n";
    const WRONG_ANSWER: &str = "// Fails: four, always\n// It subtracts,\n// always.\npub fn add(a: u32, b: u32) -> u32 {\n    a - b\n}\n";

    /// An exercise in which nothing is wrong.
    pub(crate) fn exercise() -> Exercise {
        let files = sound();
        let root = written(&files);
        read(root.path(), "01_a_sum").unwrap()
    }

    /// The files of a sound exercise.
    fn sound() -> Vec<(&'static str, String)> {
        [
            ("task.md", WHOLE_TASK),
            ("start.rs", "pub fn add() {}\n"),
            ("solution.rs", "pub fn add() { }\n"),
            ("check.rs", CHECKS),
            ("schedules.rs", ALWAYS),
            ("wrong_sign.rs", WRONG_ANSWER),
            ("wrong_sign.rs~", "a leftover"),
        ]
        .map(|(file, text)| (file, text.to_owned()))
        .into()
    }

    fn written(files: &[(&str, String)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join(FOLDER).join("01_a_sum");
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        root
    }

    /// An exercise is read from its folder, and found among all.
    #[test]
    fn an_exercise_is_read() {
        let exercise = exercise();
        assert_eq!((exercise.topic(), exercise.kind), ("01", Kind::Write));
        let names: Vec<String> = exercise.checks().into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["four", "always"]);
        assert_eq!(
            exercise.wrong,
            [Wrong {
                file: "wrong_sign.rs".to_owned(),
                fails: vec!["four".to_owned(), "always".to_owned()],
                mistake: "It subtracts, always.".to_owned(),
                source: WRONG_ANSWER.to_owned(),
            }]
        );
        let root = written(&sound());
        assert_eq!(all(root.path()).unwrap(), [exercise]);
        assert_eq!(folders(root.path()), [Path::new(FOLDER).join("01_a_sum")]);
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(all(empty.path()).unwrap(), []);
    }

    /// Each thing that is wrong is found, in its file and line.
    #[test]
    fn broken_exercises_are_found() {
        let undocumented = CHECKS.replace("/// Two and two are four.\n", "");
        for (file, text, place, what) in [
            ("task.md", None, "task.md", "this file is missing"),
            (
                "task.md",
                Some("# Sum\n"),
                "task.md:1",
                "a task begins with its kind",
            ),
            ("start.rs", None, "start.rs", "this file is missing"),
            ("solution.rs", None, "solution.rs", "this file is missing"),
            (
                "check.rs",
                Some(undocumented.as_str()),
                "check.rs:3",
                "this check does not say",
            ),
            (
                "check.rs",
                Some("fn a() {}\n"),
                "check.rs",
                "there is no check in this file",
            ),
            (
                "schedules.rs",
                Some(CHECKS),
                "schedules.rs",
                "the check four is also in check.rs",
            ),
            (
                "wrong_sign.rs",
                Some("// It subtracts.\n"),
                "wrong_sign.rs:1",
                "a wrong answer does not say which",
            ),
            (
                "wrong_sign.rs",
                Some("// Fails: five\n// No.\n"),
                "wrong_sign.rs:1",
                "there is no check `five`",
            ),
            (
                "wrong_sign.rs",
                Some("// Fails: four\n"),
                "wrong_sign.rs:2",
                "a wrong answer does not say what",
            ),
        ] {
            let mut files = sound();
            files.retain(|(name, _)| *name != file);
            files.extend(text.map(|text| (file, text.to_owned())));
            let root = written(&files);
            let Problems(problems) = read(root.path(), "01_a_sum").unwrap_err();
            let expected = format!("{FOLDER}/01_a_sum/{place}: {what}");
            assert!(
                problems
                    .iter()
                    .any(|problem| problem.to_string().starts_with(&expected)),
                "{expected}: {problems:?}"
            );
            assert!(all(root.path()).is_err());
        }
    }

    /// A folder whose name begins with no topic is found; so is one without checks.
    #[test]
    fn names_have_a_topic() {
        for name in ["sum", "1_sum", "01_", "01_Sum", "01-sum"] {
            assert_eq!(topic_of(name), None, "{name}");
        }
        assert_eq!(topic_of("01_a2_sum"), Some("01"));
        let root = written(&[]);
        fs::create_dir_all(root.path().join(FOLDER).join("sum")).unwrap();
        let problems = read(root.path(), "sum").unwrap_err().to_string();
        for what in [
            "exercises/sum: the name of this exercise has no topic",
            "exercises/sum: this exercise has no checks",
        ] {
            assert!(problems.contains(what), "{problems}");
        }
    }
}
