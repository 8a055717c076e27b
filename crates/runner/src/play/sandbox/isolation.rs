//! Whether this machine can keep programs apart from itself.

#[cfg(target_os = "linux")]
use std::io::Read;

use anyhow::Result;

#[cfg(target_os = "linux")]
use super::confined::Confined;
use super::open::Unconfined;
#[cfg(target_os = "linux")]
use super::root;
#[cfg(target_os = "linux")]
use super::running::Finish;
use super::running::{Running, Sandbox};
use super::task::{Task, View};
use crate::play::limits::Limits;

/// Whether this machine can keep programs apart from itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isolation {
    /// It can.
    Full,
    /// It cannot, for this reason.
    None(String),
}

impl Isolation {
    /// Finds out what this machine can do, by running `task` in a sandbox: there are sandboxes if it exits with 0.
    pub fn by_running(task: &Task) -> Self {
        #[cfg(target_os = "linux")]
        root::tidy_up();
        #[cfg(target_os = "linux")]
        let found = Isolation::Full
            .start(task, &Limits::COMPILE)
            .and_then(|mut running| {
                let mut messages = String::new();
                if let Some(mut errors) = running.take_errors() {
                    errors.read_to_string(&mut messages)?;
                }
                match running.finish()? {
                    Finish::Exit(0) => Ok(()),
                    finish => Err(anyhow::anyhow!("{finish:?} {messages}")),
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

    /// Makes a sandbox for a program with this view and these limits; where there are no sandboxes, a place that only bounds the program.
    ///
    /// # Errors
    /// That it cannot be made.
    pub fn prepare(&self, view: &View, limits: &Limits) -> Result<Box<dyn Sandbox>> {
        match self {
            #[cfg(target_os = "linux")]
            Isolation::Full => Ok(Box::new(Confined::prepare(view, limits)?)),
            _ => Ok(Box::new(Unconfined(*limits))),
        }
    }

    /// Starts a program within these limits, in a sandbox that is made now.
    ///
    /// # Errors
    /// That it cannot be started.
    pub fn start(&self, task: &Task, limits: &Limits) -> Result<Box<dyn Running>> {
        self.prepare(&task.view, limits)?.start(task)
    }

    /// One line that says which guards are missing on this machine; `None` if none is missing.
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
