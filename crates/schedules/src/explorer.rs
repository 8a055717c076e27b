//! Explores a program of a reader or of the book, in the sandbox and within the limits of play.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use languages::Language;
use runner::play::event::{End as Ended, Event, Stream};
use runner::play::sandbox::Isolation;
use runner::play::tools::Tool;
use runner::play::{Cancelled, Job, Player, State};
use serde::{Deserialize, Serialize};

use crate::exploration::Exploration;
use crate::tool::ExploredRust;

/// How much may be explored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Limits {
    /// How many schedules at most.
    pub schedules: u64,
    /// How long at most, in milliseconds.
    pub time_limit_ms: u64,
    /// How many steps a schedule may have.
    pub steps: usize,
    /// How many schedules are recorded at most, in addition to the shortest one of each outcome.
    pub recorded: usize,
    /// How many states the recorded graph may have; those of the shortest schedules do not count.
    pub states: usize,
    /// How schedules are chosen.
    pub strategy: Strategy,
}

/// How schedules are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// Every schedule, depth first. If there are too many, random ones as well.
    Every,
    /// Each step by an even random choice, from this seed.
    Random(u64),
    /// Probabilistic concurrency testing, from this seed.
    Pct(u64),
}

impl Limits {
    /// For a reader who waits.
    pub const READER: Limits = Limits {
        schedules: 100_000,
        time_limit_ms: 10_000,
        steps: 5_000,
        recorded: 300,
        states: 2_000,
        strategy: Strategy::Every,
    };

    /// For a program of the book, whose page gets as much as it can hold.
    pub const BOOK: Limits = Limits {
        time_limit_ms: 60_000,
        recorded: 2_000,
        states: 1_500,
        ..Limits::READER
    };
}

/// How long the whole process of an exploration may take: for its time limit, further schedules and the recording. Half of it may go into
/// computing. A program that computes forever without a step is stopped by this.
const LONGEST_FOR_A_READER: Duration = Duration::from_secs(40);
/// The same for programs of the book.
const LONGEST_FOR_THE_BOOK: Duration = Duration::from_secs(200);

/// Why there is no exploration.
#[derive(Debug)]
pub enum NotExplored {
    /// The program cannot be explored, or not within the limits: the reason, for the person who wrote it. It may have ANSI colours.
    Refused(String),
    /// It was not wanted any more.
    Stopped,
    /// The explorer does not work.
    Failed(anyhow::Error),
}

impl fmt::Display for NotExplored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotExplored::Refused(why) => f.write_str(why),
            NotExplored::Stopped => f.write_str("the exploration was stopped"),
            NotExplored::Failed(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for NotExplored {}

/// What happens during an exploration.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// The explorer, or the program, is being built.
    Building(String),
    /// So many schedules were run, with so many outcomes.
    Schedules(u64, usize),
}

/// Explores programs. It owns a player, whose programs are explored.
pub struct Explorer {
    player: Player,
}

/// A line that an explored program prints.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Progress { schedules: u64, outcomes: usize },
    Explored(Box<Exploration>),
    Failed(String),
}

impl Explorer {
    /// An explorer for readers of the book whose root is `root`. It is ready after [`Explorer::prepare`].
    ///
    /// # Errors
    /// That the folder for builds cannot be made.
    pub fn new(root: &Path, isolation: Isolation) -> Result<Self> {
        Explorer::lasting(root, isolation, LONGEST_FOR_A_READER)
    }

    fn lasting(root: &Path, isolation: Isolation, longest: Duration) -> Result<Self> {
        let player = Player::with_isolation(root, isolation, longest)?;
        Ok(Explorer {
            player: player.without_spares(),
        })
    }

    /// An explorer for the programs of the book itself, which need no guards. Calls `tell` with what is being built.
    ///
    /// # Errors
    /// That programs cannot be explored on this machine.
    pub fn of_book(root: &Path, tell: &mut dyn FnMut(&str)) -> Result<Self> {
        let isolation = Isolation::None("the programs of the book need no guards".into());
        let explorer = Explorer::lasting(root, isolation, LONGEST_FOR_THE_BOOK)?;
        match explorer.prepare(root, tell) {
            State::Missing(why) => bail!("programs cannot be explored: {why}"),
            _ => Ok(explorer),
        }
    }

    /// Builds what is needed, which takes some seconds the first time; calls `tell` with what is being built. The state is
    /// [`State::Missing`] if there is no compiler, or if the crate `explored` cannot be built.
    pub fn prepare(&self, root: &Path, tell: &mut dyn FnMut(&str)) -> State {
        let (builds, isolation) = (self.player.builds(), self.player.isolation());
        let tool = ExploredRust::prepare(root, builds, isolation, tell);
        let tool = tool.map(|tool| Box::new(tool) as Box<dyn Tool>);
        self.player.use_tool(&Language::RUST, tool);
        self.state()
    }

    /// Whether programs can be explored now.
    pub fn state(&self) -> State {
        self.player.state(&Language::RUST)
    }

    /// Takes down what is ready for the next exploration. Call it when nothing is explored any more.
    pub fn close(&self) {
        self.player.close();
    }

    /// Explores the program of this job, which is in Rust, until all is done, a limit is reached, or `cancelled` says so. Calls `tell` with
    /// what happens until then. The program finds the job's arguments from the second of its own arguments on.
    ///
    /// # Errors
    /// See [`NotExplored`].
    pub fn explore(
        &self,
        job: &Job,
        limits: &Limits,
        cancelled: Cancelled,
        mut tell: impl FnMut(Progress),
    ) -> Result<Exploration, NotExplored> {
        let limits =
            serde_json::to_string(limits).map_err(|error| NotExplored::Failed(error.into()))?;
        let mut job = job.clone();
        job.arguments.insert(0, limits);
        let mut lines = String::new();
        let mut complaints = String::new();
        let mut result = None;
        let mut end = None;
        self.player.play(&job, cancelled, |event| match event {
            Event::Preparing { what } => tell(Progress::Building(what)),
            Event::Compiling => tell(Progress::Building("the program".to_owned())),
            Event::Output {
                stream: Stream::Stdout,
                text,
                ..
            } => {
                lines.push_str(&text);
                while let Some(at) = lines.find('\n') {
                    let line: String = lines.drain(..=at).collect();
                    match serde_json::from_str(&line) {
                        Ok(Line::Progress {
                            schedules,
                            outcomes,
                        }) => tell(Progress::Schedules(schedules, outcomes)),
                        Ok(Line::Explored(exploration)) => result = Some(Ok(*exploration)),
                        Ok(Line::Failed(why)) => result = Some(Err(NotExplored::Refused(why))),
                        Err(error) => result = Some(Err(NotExplored::Failed(error.into()))),
                    }
                }
            }
            Event::Output { text, .. } => complaints.push_str(&text),
            Event::Ended { how, .. } => end = Some(how),
            _ => {}
        });
        result.unwrap_or_else(|| Err(without_result(end, &complaints)))
    }
}

/// Why an exploration ended without a result.
fn without_result(end: Option<Ended>, complaints: &str) -> NotExplored {
    match end {
        Some(Ended::Refused { messages }) => NotExplored::Refused(messages),
        Some(Ended::Stopped) => NotExplored::Stopped,
        Some(Ended::Limit { text, .. }) => {
            NotExplored::Refused(format!("the exploration was {text}"))
        }
        Some(Ended::Signal { name, .. }) => {
            let why = complaints.trim();
            NotExplored::Refused(format!(
                "the program ended with {name} while it was explored\n{why}"
            ))
        }
        Some(Ended::Failed { text }) => NotExplored::Failed(anyhow!(text)),
        end => NotExplored::Failed(anyhow!(
            "the exploration ended without a result: {end:?}\n{complaints}"
        )),
    }
}
