//! Which languages can be played now.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use languages::{ALL, Language};

use super::event::{End, Event, NotStarted};
use super::job::Cancelled;
use super::tools::Tool;

/// How often a caller that waits for a language asks whether the program is still wanted.
const CANCELLED_INTERVAL: Duration = Duration::from_millis(100);

/// Whether programs of a language can be played now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Not yet: the text says what is being built now.
    Preparing(String),
    /// Yes: the text names the compiler or interpreter and its version.
    Ready(String),
    /// No: the text says why.
    Missing(String),
}

/// Whether programs of a language can be played, with the tool that builds and runs them.
#[derive(Clone)]
pub enum Preparation {
    /// The tool is not ready yet; the text says what is being built now.
    Preparing(String),
    /// The tool is ready.
    Ready(Arc<dyn Tool>),
    /// There is no tool, for this reason.
    Missing(String),
}

/// The preparation of each language. One thread prepares, and any number of threads wait for what it prepares.
pub struct Languages {
    preparations: Mutex<BTreeMap<&'static Language, Preparation>>,
    /// Is notified after each change.
    changed: Condvar,
}

impl Languages {
    /// No language is ready.
    pub fn unprepared() -> Self {
        let nothing_yet = || Preparation::Preparing("nothing yet".into());
        Languages {
            preparations: Mutex::new(
                ALL.iter()
                    .map(|language| (language, nothing_yet()))
                    .collect(),
            ),
            changed: Condvar::new(),
        }
    }

    /// Changes the preparation of a language, and wakes the threads that wait for it.
    pub fn set(&self, language: &'static Language, preparation: Preparation) {
        self.preparations
            .lock()
            .expect("nobody panics with the lock")
            .insert(language, preparation);
        self.changed.notify_all();
    }

    /// Whether programs of this language can be played now.
    pub fn state(&self, language: &'static Language) -> State {
        match self.get(language) {
            Preparation::Preparing(what) => State::Preparing(what),
            Preparation::Ready(tool) => State::Ready(tool.version().to_owned()),
            Preparation::Missing(why) => State::Missing(why),
        }
    }

    /// The tool of a language that is ready.
    pub fn ready(&self, language: &'static Language) -> Option<Arc<dyn Tool>> {
        match self.get(language) {
            Preparation::Ready(tool) => Some(tool),
            _ => None,
        }
    }

    fn get(&self, language: &'static Language) -> Preparation {
        let preparations = self.preparations.lock();
        preparations.expect("nobody panics with the lock")[&language].clone()
    }

    /// Waits until the language is ready, and returns its tool. Meanwhile `tell` is called with each thing that is being built.
    ///
    /// # Errors
    /// That the language cannot be played, or that `cancelled` says so.
    pub fn wait(
        &self,
        language: &'static Language,
        cancelled: Cancelled,
        tell: &mut dyn FnMut(Event),
    ) -> Result<Arc<dyn Tool>, NotStarted> {
        let mut last_progress = String::new();
        let mut preparations = self
            .preparations
            .lock()
            .expect("nobody panics with the lock");
        loop {
            let what = match &preparations[&language] {
                Preparation::Ready(tool) => return Ok(Arc::clone(tool)),
                Preparation::Missing(why) => {
                    return Err(NotStarted::Ended(End::Failed { text: why.clone() }));
                }
                Preparation::Preparing(what) => what.clone(),
            };
            if cancelled() {
                return Err(NotStarted::Ended(End::Stopped));
            }
            if what != last_progress {
                tell(Event::Preparing { what: what.clone() });
                last_progress = what;
            }
            let waited = self.changed.wait_timeout(preparations, CANCELLED_INTERVAL);
            preparations = waited.expect("nobody panics with the lock").0;
        }
    }
}
