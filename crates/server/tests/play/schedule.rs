//! How the trials of programs run: which are left out because nothing has changed since they passed, and which run alone.

// The benchmark shares this, and does not use all of it.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Result;
use libtest_mimic::Trial;
use runner::passed::{Fingerprint, Passed};

use crate::course::Course;

/// Whether other trials may run at the same time as a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Beside other trials.
    Others,
    /// Beside no other trial of this schedule. A program that takes memory as fast as it can makes the kernel compute for it. Two at once
    /// compute so long that they, or a third program, may reach the limit of computing first.
    Nothing,
}

impl Beside {
    /// Beside what a program may run that ends in one of these ways, see [`crate::course::Played::how`].
    pub fn for_ends(ends: &[&str]) -> Self {
        if ends.contains(&"limit memory") {
            Beside::Nothing
        } else {
            Beside::Others
        }
    }
}

/// Runs trials. The default schedule leaves none of them out.
#[derive(Default)]
pub struct Schedule {
    passed: Option<(Passed, Fingerprint)>,
    turns: RwLock<()>,
}

impl Schedule {
    /// A schedule that leaves out the trials that have passed on this machine, with this executable, by this build of the server.
    ///
    /// # Errors
    /// That the compiler does not work, or that an executable cannot be read.
    pub fn remembering(course: &Course) -> Result<Self> {
        let root = crate::root();
        let common = Fingerprint::of_executable(&root)?
            .with_file(Path::new(env!("CARGO_BIN_EXE_course")))?
            .with_rights()
            .with(course.get("/play")?.body);
        Ok(Schedule {
            passed: Some((Passed::of(&root, "tests (play)"), common)),
            turns: RwLock::default(),
        })
    }

    /// Runs a trial when it is its turn, unless it passed before and neither the server nor these files have changed.
    ///
    /// # Errors
    /// Those of the trial.
    pub fn run(
        &self,
        name: &str,
        beside: Beside,
        files: &[PathBuf],
        trial: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let trial = || match beside {
            // A trial that panicked has ended, so the lock protects nothing that it could have left half done.
            Beside::Others => {
                let _turn = self.turns.read().unwrap_or_else(PoisonError::into_inner);
                trial()
            }
            Beside::Nothing => {
                let _turn = self.turns.write().unwrap_or_else(PoisonError::into_inner);
                trial()
            }
        };
        let Some((passed, common)) = &self.passed else {
            return trial();
        };
        let fingerprint = files
            .iter()
            .try_fold(common.clone(), |all, file| all.with_file(file))?;
        passed.check(name, &fingerprint, trial)
    }

    /// A trial of that name, which runs beside others, unless it passed before and neither the server nor these files have changed.
    pub fn trial(
        self: &Arc<Self>,
        name: String,
        files: &[PathBuf],
        trial: impl FnOnce() -> Result<()> + Send + 'static,
    ) -> Trial {
        let (schedule, files) = (Arc::clone(self), files.to_vec());
        Trial::test(name.clone(), move || {
            Ok(schedule.run(&name, Beside::Others, &files, trial)?)
        })
    }

    /// Says how many trials were left out.
    pub fn say(&self) {
        if let Some((passed, _)) = &self.passed {
            passed.say();
        }
    }
}
