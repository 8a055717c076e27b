//! Shows an exercise, checks its answer after each save, and does what keys ask for.

use anyhow::Result;
use console::{Term, style};
use exercises::Exercise;

use super::answers::{Answers, FOLDER};
use super::input::{Input, Inputs};
use super::{Tools, words};

/// The keys, and what they do.
const KEYS: &str = "h: a hint   n: next   p: previous   l: list   r: check again   q: quit";

/// Shows one exercise after the other until the reader quits. It begins with the first that is not solved.
///
/// # Errors
/// That an answer cannot be read or written, or that the folder cannot be watched.
pub fn run(tools: &Tools, exercises: &[Exercise], answers: &mut Answers) -> Result<()> {
    let unsolved = exercises.iter().position(|one| !answers.is_solved(one));
    let mut session = Session {
        tools,
        exercises,
        at: unsolved.unwrap_or(0),
    };
    answers.begin(session.exercise())?;
    let inputs = Inputs::of(answers.folder())?;
    let mut checked = None;
    loop {
        answers.begin(session.exercise())?;
        let answer = answers.read(session.exercise())?;
        let now = (session.at, answer);
        if checked.as_ref() != Some(&now) {
            let ended = session.check(&now.1, answers, &inputs)?;
            checked = ended.then_some(now);
        }
        match inputs.next() {
            Input::Saved => {}
            Input::Key('h') => {
                answers.show_hint(session.exercise())?;
                print!("{}", session.hints(answers));
            }
            Input::Key('n') => session.go(1),
            Input::Key('p') => session.go(exercises.len() - 1),
            Input::Key('l') => print!(
                "{}",
                words::list(exercises, answers, Some(session.exercise()))
            ),
            Input::Key('r') => checked = None,
            Input::Key('q') | Input::Gone => return Ok(()),
            Input::Key(_) => println!("{}", style(KEYS).dim()),
        }
    }
}

struct Session<'a> {
    tools: &'a Tools,
    exercises: &'a [Exercise],
    /// Which of them is shown.
    at: usize,
}

impl Session<'_> {
    fn exercise(&self) -> &Exercise {
        &self.exercises[self.at]
    }

    /// Goes to another exercise. After the last one comes the first.
    fn go(&mut self, by: usize) {
        self.at = (self.at + by) % self.exercises.len();
    }

    /// Shows the exercise, checks the answer, and shows what was found out. A new input ends the check; the result says whether it was
    /// done to its end.
    fn check(&self, answer: &str, answers: &mut Answers, inputs: &Inputs) -> Result<bool> {
        let exercise = self.exercise();
        let terminal = Term::stdout();
        if terminal.is_term() {
            terminal.clear_screen()?;
        }
        println!(
            "{} of {}  {}",
            self.at + 1,
            self.exercises.len(),
            words::heading(exercise)
        );
        println!("\n{}\n", exercise.task);
        println!(
            "Your answer: {FOLDER}/{}.rs. It is checked whenever you save it.\n",
            exercise.name
        );
        print!("{}", self.hints(answers));
        let events = self.tools.check(exercise, answer, &|| inputs.is_ready());
        if inputs.is_ready() {
            return Ok(false);
        }
        print!("{}", words::result(exercise, &events));
        if words::is_solved(&events) {
            answers.solved(exercise)?;
            println!(
                "\n{}\n{}",
                style("What the interviewer asks next").bold(),
                exercise.next
            );
        }
        println!("\n{}", style(KEYS).dim());
        Ok(true)
    }

    /// The hints that the reader has asked for.
    fn hints(&self, answers: &Answers) -> String {
        let exercise = self.exercise();
        let shown = exercise.hints.iter().take(answers.hints(exercise));
        let mut text: String = shown
            .enumerate()
            .map(|(at, hint)| format!("Hint {}: {hint}\n", at + 1))
            .collect();
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }
}
