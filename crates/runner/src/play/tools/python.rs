//! Python: the interpreter of this machine, with its standard library.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::{Short, Tool, existing, said};
use crate::play::Job;
use crate::play::sandbox::{Mount, Task, View};

/// What Python says of itself: its version, whether it is new enough, its file without any virtual environment, and where
/// its library is.
const ASK: &str = "import os, sys, sysconfig
print('Python', sys.version.split()[0])
print(sys.version_info >= (3, 11))
print(os.path.realpath(getattr(sys, '_base_executable', sys.executable)))
print(sysconfig.get_path('stdlib', vars={'installed_base': sys.base_prefix}))
print(sysconfig.get_path('platstdlib', vars={'platbase': sys.base_prefix}))
print(os.path.join(sys.base_prefix, 'lib'))";

/// The interpreter.
pub struct Python {
    version: String,
    program: PathBuf,
    view: View,
}

impl Python {
    pub fn find() -> Result<Self> {
        let told = said(Command::new("python3").args(["-c", ASK]))?;
        let lines: Vec<&str> = told.lines().collect();
        let [version, new_enough, program, libraries @ ..] = &lines[..] else {
            bail!("python3 does not say where it is: {told}");
        };
        if *new_enough != "True" {
            bail!("{version} is too old: install Python 3.11 or newer");
        }
        let mut readable = existing(libraries.iter().copied());
        readable.push(program.into());
        // What lies within a system library's folder is seen there already.
        readable.retain(|path| !path.starts_with("/usr/lib") && !path.starts_with("/lib"));
        readable.sort();
        readable.dedup_by(|path, before| path.starts_with(before));
        Ok(Python {
            version: (*version).to_owned(),
            program: program.into(),
            view: View {
                readable: readable.into_iter().map(Mount::in_place).collect(),
                ..View::default()
            },
        })
    }
}

impl Tool for Python {
    fn version(&self) -> &str {
        &self.version
    }

    fn builds_with(&self) -> Option<&str> {
        None
    }

    fn ways(&self, _: &Job, _: Short, _: &Path, _: &Path) -> Vec<Vec<Task>> {
        Vec::new()
    }

    fn view(&self) -> &View {
        &self.view
    }

    fn run(&self, job: &Job, _: &Path) -> Task {
        Task {
            program: self.program.clone(),
            // Unbuffered, as at a terminal: the reader sees each line when it is printed.
            arguments: ["-u", "-B", "main.py"].map(str::to_owned).into(),
            environment: Vec::new(),
            files: vec![("main.py".into(), job.source.clone())],
            view: self.view.clone(),
        }
    }
}
