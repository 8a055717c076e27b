//! Starts a program where it can do no harm.
//!
//! On Linux a program sees a file system of its own, in which nothing of the machine can be written and little can be read;
//! it has processes, users and a network of its own (none at all), and cannot ask the kernel for anything unusual. What
//! the library hakoniwa does for that is said in [`confined`]; elsewhere [`open`] does what is left. [`pool`] has sandboxes made
//! beforehand.

#[cfg(target_os = "linux")]
mod cgroup;
#[cfg(target_os = "linux")]
mod confined;
#[cfg(target_os = "linux")]
mod filter;
#[cfg(target_os = "linux")]
mod init;
#[cfg(target_os = "linux")]
mod notify;
mod open;
pub mod pool;
#[cfg(target_os = "linux")]
mod usage;
#[cfg(target_os = "linux")]
mod waits;

use std::io::PipeReader;
#[cfg(target_os = "linux")]
use std::io::Read;
use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use super::event::Wait;
use super::limits::Limits;

/// A program to start, and what it may see.
#[derive(Debug, Clone)]
pub struct Task {
    /// The program's file, as the program sees it; a build by its path on this machine.
    pub program: PathBuf,
    /// What it is told.
    pub arguments: Vec<String>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// The files that stand in its working folder: name and text.
    pub files: Vec<(String, String)>,
    /// What of the machine it can see.
    pub view: View,
}

impl Task {
    /// A shell that runs this script, with a file `note` in its working folder: for tests.
    pub fn shell(script: &str) -> Self {
        Task {
            program: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
            environment: Vec::new(),
            files: vec![("note".into(), "kept\n".into())],
            view: View::default(),
        }
    }
}

/// What of the machine programs of a kind can see, beside system libraries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What they can read.
    pub readable: Vec<Mount>,
    /// The one folder that they can write: a compiler's, for what it makes.
    pub writable: Option<Mount>,
    /// The folder of builds: a program that is one of them sees itself alone.
    pub builds: Option<PathBuf>,
}

/// A file or folder of this machine, and where programs see it. Without a sandbox they see it at its own path, so `at` has to be
/// the same as `from` there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// Its path on this machine.
    pub from: PathBuf,
    /// Its path inside the sandbox.
    pub at: PathBuf,
}

impl Mount {
    /// What programs see at its own path.
    pub fn in_place(path: impl Into<PathBuf>) -> Self {
        let from = path.into();
        Mount {
            at: from.clone(),
            from,
        }
    }
}

/// Whether this machine can keep programs apart from itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isolation {
    /// It can.
    Full,
    /// It cannot, for this reason.
    None(String),
}

impl Isolation {
    /// What this machine can do, found out by doing it: starts `task`, which should end well.
    pub fn find(task: &Task) -> Self {
        #[cfg(target_os = "linux")]
        confined::tidy_up();
        #[cfg(target_os = "linux")]
        let found = Isolation::Full
            .start(task, &Limits::COMPILE)
            .and_then(|mut running| {
                let mut said = String::new();
                if let Some(mut errors) = running.take_errors() {
                    errors.read_to_string(&mut said)?;
                }
                match running.finish()? {
                    Finish::Exit(0) => Ok(()),
                    finish => Err(anyhow::anyhow!("{finish:?} {said}")),
                }
            });
        #[cfg(not(target_os = "linux"))]
        let found: Result<()> = {
            let _ = task;
            Err(anyhow::anyhow!("only Linux has the means"))
        };
        match found {
            Ok(()) => Isolation::Full,
            Err(error) => Isolation::None(format!("{error:#}").trim().to_owned()),
        }
    }

    /// Makes a place for a program that is to see this much and take so much, as far apart from the machine as it can be.
    ///
    /// # Errors
    /// That it cannot be made.
    pub fn prepare(&self, view: &View, limits: &Limits) -> Result<Box<dyn Sandbox>> {
        match self {
            #[cfg(target_os = "linux")]
            Isolation::Full => Ok(Box::new(confined::Confined::prepare(view, limits)?)),
            _ => Ok(Box::new(open::Place(*limits))),
        }
    }

    /// Starts a program within these limits, in a place that is made for it.
    ///
    /// # Errors
    /// That it cannot be started.
    pub fn start(&self, task: &Task, limits: &Limits) -> Result<Box<dyn Running>> {
        self.prepare(&task.view, limits)?.start(task)
    }

    /// In one line, the guards that this machine lacks; `None` where it lacks none.
    pub fn missing(&self) -> Option<String> {
        match self {
            Isolation::Full => None,
            Isolation::None(why) => Some(format!(
                "programs are not kept apart from this machine: they can read and change your files, use the network, and \
                 take any amount of memory and processes ({})",
                why.lines().next().unwrap_or_default()
            )),
        }
    }
}

/// A place for a program, in which nothing runs yet. Dropped, it goes.
pub trait Sandbox: Send {
    /// Starts the program.
    ///
    /// # Errors
    /// That it cannot be started.
    fn start(self: Box<Self>, task: &Task) -> Result<Box<dyn Running>>;
}

/// A program that was started.
pub trait Running {
    /// What it prints to standard output; once.
    fn take_output(&mut self) -> Option<PipeReader>;
    /// What it prints to standard error; once.
    fn take_errors(&mut self) -> Option<PipeReader>;
    /// What can be read from once the program itself has ended; `None` where only [`Running::has_ended`] tells.
    fn end(&self) -> Option<BorrowedFd<'_>>;
    /// Whether the program itself has ended. What it has started may still be there.
    fn has_ended(&mut self) -> bool;
    /// What it and all that it has started take now; `None` where nothing can be said of that, here or any more.
    ///
    /// # Errors
    /// That a process of it is there and cannot be measured.
    fn usage(&self) -> Result<Option<Usage>>;
    /// Whether the kernel has ended one of its processes because they held too much memory.
    fn ran_out_of_memory(&self) -> bool {
        false
    }
    /// Whether the kernel has refused to start another process or thread; `None` where nobody knows.
    fn ran_out_of_processes(&self) -> Option<bool> {
        None
    }
    /// What its threads wait for, if all of them wait and nothing outside can wake them. Two equal answers, one after the other, show
    /// that nothing ever will.
    fn standstill(&mut self) -> Option<Standstill> {
        None
    }
    /// Ends it, and all that it has started.
    fn kill(&mut self);
    /// Waits until no process of it is there any more, and says how it ended. Dropped, its sandbox goes as well.
    ///
    /// # Errors
    /// That it could not be started at all.
    fn finish(&mut self) -> Result<Finish>;
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// By itself, with this code.
    Exit(i32),
    /// By a signal of this number.
    Signal(i32),
    /// It was killed by [`Running::kill`] before it could tell.
    Killed,
}

/// What a program and all that it has started take.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Bytes of memory that they hold.
    pub memory: u64,
    /// How long they have computed.
    pub cpu: Duration,
}

/// A program whose threads all wait without a time limit, as one look sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standstill(pub Vec<Asleep>);

/// A thread that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asleep {
    /// What it waits for.
    pub wait: Wait,
    /// What the kernel says of it: another text than before means that it was awake in between.
    pub state: String,
}
