//! Runs the plain checks, one after the other, and goes on behind one that never ends.

use std::sync::mpsc::Sender;

use exercises::{Check, Exercise, Record, line_of_answer};
use languages::Language;
use runner::play::event::{End, Event as Played, Stream};
use runner::play::{Cancelled, Job, Player};

use crate::checker::Gone;
use crate::verdict::{Event, Verdict};

/// Runs all plain checks of the exercise on this answer, and sends their verdicts.
pub(crate) fn check(
    player: &Player,
    exercise: &Exercise,
    answer: &str,
    cancelled: Cancelled<'_>,
    events: &Sender<Event>,
) -> Gone {
    let mut checks = exercise.plain_checks();
    let mut job = Job::new(&Language::RUST, exercises::plain(answer, exercise));
    let mut passed = 0;
    // A check that never ends, or that ends the whole program, ends its process. The others run in a new one.
    while !checks.is_empty() {
        job.arguments = checks.iter().map(|check| check.name.clone()).collect();
        let mut run = Run::new(&checks, answer, events);
        player.play(&job, cancelled, |event| run.hear(event));
        passed += run.passed;
        let ended = match run.end.take() {
            Some(End::Refused { messages }) => return Gone::Refused(messages),
            Some(End::Failed { text }) => return Gone::Failed(text),
            Some(End::Stopped) | None => return Gone::Failed("stopped".to_owned()),
            Some(ended) => ended,
        };
        match run.current {
            Some(at) => {
                // A scope, for example, waits for its other threads before a panic leaves it.
                let hangs = why_it_ended(&ended, &run.complaints);
                let why = match run.panic.take() {
                    Some(panic) => format!("{panic}\n{hangs}"),
                    None => hangs,
                };
                run.say(at, Some(why));
                checks.drain(..=at);
            }
            None if run.next == checks.len() => break,
            None => return Gone::Failed(format!("the checks ended too early: {ended:?}")),
        }
    }
    Gone::Checked { passed }
}

/// One process, which runs several checks.
struct Run<'a> {
    checks: &'a [Check],
    answer: &'a str,
    events: &'a Sender<Event>,
    /// What was printed behind the last line's end.
    rest: String,
    /// What was written to stderr since the start of the current check.
    complaints: String,
    /// The check that runs.
    current: Option<usize>,
    /// The check that comes next.
    next: usize,
    passed: usize,
    /// The first panic of the current check, in words.
    panic: Option<String>,
    end: Option<End>,
}

impl<'a> Run<'a> {
    fn new(checks: &'a [Check], answer: &'a str, events: &'a Sender<Event>) -> Self {
        Run {
            checks,
            answer,
            events,
            rest: String::new(),
            complaints: String::new(),
            current: None,
            next: 0,
            passed: 0,
            panic: None,
            end: None,
        }
    }

    fn tell(&self, event: Event) {
        // Nobody listens if the answer is not wanted any more, and then the process is being stopped.
        let _ = self.events.send(event);
    }

    fn hear(&mut self, event: Played) {
        match event {
            Played::Preparing { what } => self.tell(Event::Building { what }),
            Played::Compiling => {
                let what = "the answer".to_owned();
                self.tell(Event::Building { what });
            }
            Played::Output {
                stream: Stream::Stdout,
                text,
                ..
            } => {
                self.rest.push_str(&text);
                while let Some(at) = self.rest.find('\n') {
                    let line: String = self.rest.drain(..=at).collect();
                    if let Some((_, record)) = Record::of(&line) {
                        self.take(record);
                    }
                }
            }
            Played::Output { text, .. } => self.complaints.push_str(&text),
            Played::Ended { how, .. } => self.end = Some(how),
            _ => {}
        }
    }

    fn take(&mut self, record: Record) {
        match record {
            Record::Start(check) => {
                self.current = self.checks.iter().position(|one| one.name == check);
                self.next = self.current.map_or(self.next, |at| at + 1);
                self.panic = None;
                self.complaints.clear();
                self.tell(Event::Checking { check });
            }
            Record::Panic { line, message } => {
                let place = line_of_answer(self.answer, line);
                self.panic
                    .get_or_insert_with(|| words_of_panic(place, &message));
            }
            Record::Passed(_) => self.ended(None),
            Record::Failed(_) => {
                let why = self.panic.take();
                self.ended(Some(why.unwrap_or_else(|| "it panicked".to_owned())));
            }
        }
    }

    fn ended(&mut self, why: Option<String>) {
        if let Some(at) = self.current.take() {
            self.say(at, why);
        }
    }

    /// Sends the verdict about a check: it is passed if there is no `why`.
    fn say(&mut self, at: usize, why: Option<String>) {
        self.passed += usize::from(why.is_none());
        let Check { name, words, .. } = &self.checks[at];
        self.tell(Event::Checked(Box::new(Verdict {
            check: name.clone(),
            words: words.clone(),
            passed: why.is_none(),
            how: None,
            why,
            shown: None,
        })));
    }
}

/// A panic in words, with its line if that is one of the answer.
fn words_of_panic(line: Option<usize>, message: &str) -> String {
    match line {
        None => message.to_owned(),
        Some(line) => format!("{message}\nThe panic is in line {line} of the answer."),
    }
}

/// Why a check has ended its whole process.
fn why_it_ended(end: &End, complaints: &str) -> String {
    match end {
        End::Deadlock { text, .. } => format!("It never ends: {text}."),
        End::Limit { text, .. } => format!("It does not end: it was {text}."),
        End::Exit { code } => format!("The answer ended the whole program, with code {code}."),
        End::Signal { name, .. } => {
            let said = complaints.trim();
            format!("The program ended with {name}.\n{said}")
                .trim_end()
                .to_owned()
        }
        other => format!("The program ended: {other:?}."),
    }
}
