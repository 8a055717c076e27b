//! The exercises at a terminal: checks answers, and shows one exercise after the other while the reader works.
//!
//! # Layout
//! - [`session`]: shows an exercise, checks its answer after each save, and does what keys ask for.
//! - [`input`]: the keys that are pressed, and the saves of an answer.
//! - [`answers`]: the folder with the reader's answers and progress.
//! - [`words`]: what is printed about an exercise and its checks.

mod answers;
mod input;
mod session;
mod words;

use std::path::Path;

use anyhow::{Result, bail, ensure};
use clap::Subcommand;
use exercises::Exercise;
use practice::{Checker, Event};
use runner::play::limits::Limits;
use runner::play::{Player, State};
use schedules::Explorer;

use self::answers::Answers;
use crate::progress::Progress;

/// What to do with the exercises.
#[derive(Subcommand)]
pub enum Command {
    /// Check your answers to these exercises, or all of your answers
    Check {
        /// The exercises' names, for example 08_mutexes_bounded_queue
        names: Vec<String>,
    },
    /// List the exercises, with those that you have solved
    List,
    /// Begin these exercises again. Your old answers are kept in other files
    Reset {
        /// The exercises' names
        #[arg(required = true)]
        names: Vec<String>,
    },
}

/// Does what the command asks for with the exercises of the book at `root`. Without a command, shows one exercise after the other, and
/// checks an answer whenever it is saved.
///
/// # Errors
/// An unknown name, a file that cannot be read or written, no way to run programs, or an answer that is not right.
pub fn run(root: &Path, command: Option<Command>) -> Result<()> {
    let exercises = exercises::all(root)?;
    ensure!(!exercises.is_empty(), "the book has no exercises");
    let mut answers = Answers::open(root)?;
    match command {
        None => session::run(&Tools::prepare(root)?, &exercises, &mut answers),
        Some(Command::List) => {
            print!("{}", words::list(&exercises, &answers, None));
            Ok(())
        }
        Some(Command::Reset { names }) => {
            for exercise in named(&exercises, &names)? {
                match answers.reset(exercise)? {
                    Some(kept) => println!("{}: the old answer is in {kept}", exercise.name),
                    None => println!("{}: there was no answer", exercise.name),
                }
            }
            Ok(())
        }
        Some(Command::Check { names }) => {
            let mut chosen = named(&exercises, &names)?;
            if names.is_empty() {
                chosen.retain(|exercise| answers.has(exercise));
                ensure!(
                    !chosen.is_empty(),
                    "there are no answers yet in {}: run `cargo run -- practice`, or name an exercise",
                    answers::FOLDER
                );
            }
            check(&Tools::prepare(root)?, &chosen, &mut answers)
        }
    }
}

/// The exercises of these names.
fn named<'a>(exercises: &'a [Exercise], names: &[String]) -> Result<Vec<&'a Exercise>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !exercises.iter().any(|one| one.name == **name))
    {
        bail!("no exercise has the name {unknown}: `cargo run -- practice list` shows their names");
    }
    let wanted = |one: &&Exercise| names.is_empty() || names.contains(&one.name);
    Ok(exercises.iter().filter(wanted).collect())
}

/// Checks the answers to these exercises, and prints what is said of each.
fn check(tools: &Tools, exercises: &[&Exercise], answers: &mut Answers) -> Result<()> {
    let mut unsolved = Vec::new();
    for exercise in exercises {
        answers.begin(exercise)?;
        println!("{}", words::heading(exercise));
        let events = tools.check(exercise, &answers.read(exercise)?, &|| false);
        print!("{}", words::result(exercise, &events));
        match words::is_solved(&events) {
            true => answers.solved(exercise)?,
            false => unsolved.push(exercise.name.as_str()),
        }
    }
    let names = languages::listed(unsolved.iter().copied(), "and");
    ensure!(unsolved.is_empty(), "not solved: {names}");
    Ok(())
}

/// What checks answers.
struct Tools {
    player: Player,
    explorer: Explorer,
}

impl Tools {
    /// Builds what is needed, which takes a while the first time.
    fn prepare(root: &Path) -> Result<Self> {
        let progress = Progress::start("Preparing the checks");
        let player = Player::new(root, Limits::RUN.wall)?;
        player.prepare(root, &languages::Language::RUST, &mut |state| {
            if let State::Preparing(what) = state {
                progress.tell(what);
            }
        });
        let explorer = Explorer::new(root, player.isolation().clone())?;
        let explored = explorer.prepare(root, &mut |what| progress.tell(what));
        for state in [player.state(&languages::Language::RUST), explored] {
            if let State::Missing(why) = state {
                bail!("answers cannot be checked: {why}");
            }
        }
        progress.done();
        Ok(Tools { player, explorer })
    }

    /// Checks an answer, and returns all that happened.
    fn check(&self, exercise: &Exercise, answer: &str, cancelled: &dyn Fn() -> bool) -> Vec<Event> {
        let checker = Checker {
            player: &self.player,
            explorer: &self.explorer,
        };
        let mut events = Vec::new();
        checker.check(exercise, answer, cancelled, &mut |event| events.push(event));
        events
    }
}
