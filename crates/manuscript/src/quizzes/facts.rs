//! What is known about a program: how it ends, what it prints, why it is refused, and what its schedules can do.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use languages::Language;
use regex::Regex;
use serde_json::Value;
use text::transcript::Mark;

use crate::explorations;

/// A program of the book, which runs or is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: Language,
    /// Whether it is one that is refused.
    pub refused: bool,
}

impl Program {
    /// The program of this name; `None` if the book has none.
    pub fn find(root: &Path, name: &str, language: &Language) -> Option<Self> {
        let found = |refused| Program {
            name: name.to_owned(),
            language: *language,
            refused,
        };
        let mut programs = [found(false), found(true)].into_iter();
        programs.find(|program| root.join(program.source()).is_file())
    }

    /// Its source, relative to the root of the book.
    pub fn source(&self) -> PathBuf {
        match self.refused {
            true => self.language.refused_source(&self.name),
            false => self.language.source(&self.name),
        }
    }

    /// What it prints, or the messages that refuse it; relative to the root of the book.
    pub fn words(&self) -> PathBuf {
        match self.refused {
            true => self.language.refusal(&self.name),
            false => languages::transcript(&self.name),
        }
    }

    /// Its recorded exploration, which need not be there; relative to the root of the book.
    pub fn exploration(&self) -> Option<PathBuf> {
        let rust = self.language == Language::RUST && !self.refused;
        rust.then(|| Path::new(explorations::FOLDER).join(format!("{}.json", self.name)))
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// With this code.
    Exit { code: i32, panicked: bool },
    /// Never.
    Endless,
    /// Never, because all threads wait.
    Deadlock,
    /// In a way that no choice can say.
    Other,
}

impl How {
    /// Whether a schedule that ends so has failed.
    pub fn is_bad(self) -> bool {
        matches!(
            self,
            How::Exit { panicked: true, .. } | How::Endless | How::Deadlock
        )
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            How::Exit { code: 0, .. } => f.write_str("ends well"),
            How::Exit { panicked: true, .. } => f.write_str("panics"),
            How::Exit { code, .. } => write!(f, "exits with code {code}"),
            How::Endless | How::Deadlock => f.write_str("never ends"),
            How::Other => f.write_str("is ended by a signal"),
        }
    }
}

/// A run, or many of them that do the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How it ended.
    pub how: How,
    /// The lines that it printed, those of stderr last.
    pub lines: Vec<String>,
    /// In how many of the schedules.
    pub count: u64,
    /// Who waits for whom at the end, as far as that is known.
    pub waits: BTreeSet<(String, String)>,
}

impl Run {
    /// The run that a transcript tells of.
    fn of_transcript(text: &str, language: &Language) -> Self {
        let (lines, mark) = Mark::split(text);
        let panics = |code| match code {
            101 => *language == Language::RUST,
            2 => {
                let panic = |line: &&str| line.starts_with("stderr: panic: ");
                *language == Language::GO && lines.iter().any(panic)
            }
            _ => false,
        };
        let how = match mark {
            None => How::Exit {
                code: 0,
                panicked: false,
            },
            Some(Mark::Exit(code)) => How::Exit {
                code,
                panicked: panics(code),
            },
            Some(Mark::NeverEnds) => How::Endless,
            Some(Mark::Signal(_)) => How::Other,
        };
        Run {
            how,
            lines: lines.into_iter().map(str::to_owned).collect(),
            count: 1,
            waits: BTreeSet::new(),
        }
    }

    /// The line of this number, counted from 1, or from the last one, which is -1.
    pub fn line(&self, number: isize) -> Option<&str> {
        let from_the_end = || self.lines.len().checked_add_signed(number);
        let index = match number > 0 {
            true => Some(number.unsigned_abs() - 1),
            false => from_the_end(),
        };
        Some(self.lines.get(index?)?.as_str())
    }

    /// What its transcript would be.
    pub fn transcript(&self) -> Vec<String> {
        let mark = match self.how {
            How::Exit { code: 0, .. } | How::Other => None,
            How::Exit { code, .. } => Some(Mark::Exit(code)),
            How::Endless | How::Deadlock => Some(Mark::NeverEnds),
        };
        let mut lines = self.lines.clone();
        lines.extend(mark.map(|mark| mark.to_string()));
        lines
    }
}

/// The messages that refuse a program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusal {
    /// The code of each error, in order; `None` for an error without one.
    pub codes: Vec<Option<String>>,
    /// The line to which each error points first.
    pub lines: Vec<usize>,
    /// Whether a compiler refuses it. `go vet` and mypy refuse programs that run.
    pub by_compiler: bool,
}

impl Refusal {
    fn read(text: &str, language: &Language) -> Self {
        static ERROR: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^error(?:\[(E\d{4})\])?: ").expect("a constant pattern"));
        static PLACE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^ *--> \S+:(\d+):\d+$").expect("a constant pattern"));
        static OTHER: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^\S*main\.\w+:(\d+):(?:\d+:| error:) ").expect("a constant pattern")
        });
        let mut refusal = Refusal::default();
        if *language != Language::RUST {
            let places = text.lines().filter_map(|line| OTHER.captures(line));
            refusal.lines = places.filter_map(|place| place[1].parse().ok()).collect();
            // So begins what `go build` says.
            refusal.by_compiler = language.compiled && text.starts_with("# ");
            return refusal;
        }
        refusal.by_compiler = true;
        let mut wanted = false;
        for line in text.lines() {
            if let Some(error) = ERROR.captures(line) {
                // The last one only counts the others, and has no place.
                if !line.starts_with("error: aborting due to ") {
                    let code = error.get(1).map(|code| code.as_str().to_owned());
                    refusal.codes.push(code);
                    wanted = true;
                }
            } else if let Some(place) = PLACE.captures(line).filter(|_| wanted) {
                refusal.lines.extend(place[1].parse::<usize>());
                wanted = false;
            }
        }
        refusal
    }
}

/// The recorded exploration of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exploration {
    /// How many schedules there are.
    pub schedules: u64,
    /// Whether these are all schedules.
    pub complete: bool,
    /// The names of the threads and tasks.
    pub threads: Vec<String>,
    /// What they can do.
    pub runs: Vec<Run>,
}

impl Exploration {
    /// Reads the file that crates/schedules has written; `None` if something is missing in it.
    fn read(text: &str) -> Option<Self> {
        let all: Value = serde_json::from_str(text).ok()?;
        let names = all["threads"].as_array()?.iter();
        let threads = names.map(|thread| Some(thread["name"].as_str()?.to_owned()));
        let threads: Vec<String> = threads.collect::<Option<_>>()?;
        let run = |outcome: &Value| {
            let how = match outcome["end"].as_str()? {
                "finished" => How::Exit {
                    code: 0,
                    panicked: false,
                },
                "exit" => How::Exit {
                    code: i32::try_from(outcome["code"].as_i64()?).ok()?,
                    panicked: false,
                },
                "panicked" => How::Exit {
                    code: 101,
                    panicked: true,
                },
                "deadlock" => How::Deadlock,
                "endless" => How::Endless,
                _ => How::Other,
            };
            let name = |number: &Value| {
                let number = usize::try_from(number.as_u64()?).ok()?;
                threads.get(number).cloned()
            };
            let waits = outcome["waits"].as_array().into_iter().flatten();
            let waits = waits.filter_map(|wait| Some((name(&wait["thread"])?, name(&wait["by"])?)));
            Some(Run {
                how,
                lines: as_transcript(outcome["output"].as_str()?),
                count: outcome["count"].as_u64()?,
                waits: waits.collect(),
            })
        };
        let runs = all["outcomes"].as_array()?.iter().map(run);
        Some(Exploration {
            schedules: all["schedules"].as_u64()?,
            complete: all["complete"].as_bool()?,
            runs: runs.collect::<Option<_>>()?,
            threads,
        })
    }
}

/// The lines that a schedule prints, in the order of a transcript: those of stderr come last.
fn as_transcript(output: &str) -> Vec<String> {
    let lines = output.lines().map(|line| line.trim_end().to_owned());
    let (stderr, mut lines): (Vec<String>, Vec<String>) =
        lines.partition(|line| line.starts_with("stderr:"));
    lines.extend(stderr);
    lines
}

/// All that is known about a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its source.
    pub source: String,
    /// The run of its transcript, if it runs.
    pub run: Option<Run>,
    /// Why it is refused, if it is.
    pub refusal: Option<Refusal>,
    /// Its recorded exploration.
    pub exploration: Option<Exploration>,
}

impl Facts {
    /// Reads what is known about a program.
    ///
    /// # Errors
    /// The file that cannot be read.
    pub fn read(root: &Path, program: &Program) -> Result<Self, PathBuf> {
        let read = |file: &Path| text::read(&root.join(file)).map_err(|_| file.to_owned());
        let source = read(&program.source())?;
        let words = read(&program.words())?;
        let recorded = program.exploration();
        let recorded = recorded.filter(|file| root.join(file).is_file());
        let exploration = match &recorded {
            Some(file) => Some(Exploration::read(&read(file)?).ok_or_else(|| file.clone())?),
            None => None,
        };
        let (run, refusal) = match program.refused {
            true => (None, Some(Refusal::read(&words, &program.language))),
            false => (Some(Run::of_transcript(&words, &program.language)), None),
        };
        Ok(Facts {
            source,
            run,
            refusal,
            exploration,
        })
    }
}
