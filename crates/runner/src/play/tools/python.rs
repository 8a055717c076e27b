//! Python: the interpreter of this machine, with its standard library.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::tool::{Priority, Tool};
use crate::play::job::Job;
use crate::play::sandbox::{Mount, Task, View};
use crate::python::{Interpreter, OPTIONS};

/// The interpreter.
pub struct Python {
    version: String,
    program: PathBuf,
    view: View,
}

impl Python {
    pub fn find() -> Result<Self> {
        let python = Interpreter::find()?;
        let mut readable = python.libraries;
        readable.retain(|path| path.exists());
        readable.push(python.base_executable.clone());
        // A sandbox shows the folders of system libraries already, with everything in them.
        readable.retain(|path| !path.starts_with("/usr/lib") && !path.starts_with("/lib"));
        readable.sort();
        readable.dedup_by(|path, before| path.starts_with(before));
        Ok(Python {
            version: python.version,
            program: python.base_executable,
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

    fn attempts(&self, _: &Job, _: Priority, _: &Path, _: &Path) -> Vec<Vec<Task>> {
        Vec::new()
    }

    fn view(&self) -> &View {
        &self.view
    }

    fn run(&self, job: &Job, _: &Path) -> Task {
        let arguments = OPTIONS.iter().chain(&["main.py"]);
        let arguments = arguments.map(ToString::to_string);
        Task {
            program: self.program.clone(),
            arguments: arguments.chain(job.arguments.clone()).collect(),
            environment: Vec::new(),
            files: vec![("main.py".into(), job.source.clone())],
            view: self.view.clone(),
        }
    }
}
