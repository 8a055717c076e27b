//! A compiler for tests, which builds a program with shell scripts.

use std::path::Path;

use super::{Priority, Tool};
use crate::play::job::Job;
use crate::play::sandbox::{Isolation, Mount, Task, View};

/// A compiler whose attempts are scripts. A script finds the folder to build into in `$out`.
pub struct Scripts {
    isolation: Isolation,
    attempts: &'static [&'static str],
    view: View,
}

impl Scripts {
    /// A compiler that makes these attempts, for a machine with this isolation.
    pub fn new(isolation: &Isolation, attempts: &'static [&'static str]) -> Self {
        Scripts {
            isolation: isolation.clone(),
            attempts,
            view: View::default(),
        }
    }
}

impl Tool for Scripts {
    fn version(&self) -> &str {
        "scripts"
    }

    fn builds_with(&self) -> Option<&str> {
        Some("the shell")
    }

    fn attempts(&self, _: &Job, _: Priority, folder: &Path, _: &Path) -> Vec<Vec<Task>> {
        let mut out = Mount::in_place(folder);
        if self.isolation == Isolation::Full {
            out.at = "/out".into();
        }
        let attempts = self.attempts.iter().map(|script| {
            let mut task = Task::shell(script);
            task.environment = vec![("out".into(), out.at.display().to_string())];
            task.view.writable = Some(out.clone());
            vec![task]
        });
        attempts.collect()
    }

    fn view(&self) -> &View {
        &self.view
    }

    fn run(&self, _: &Job, _: &Path) -> Task {
        Task::shell("true")
    }
}
