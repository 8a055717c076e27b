//! A program to start, and what it may see of the machine.

use std::path::PathBuf;

/// A program to start, and what it may see.
#[derive(Debug, Clone)]
pub struct Task {
    /// The program's file, as the program sees it; a build by its path on this machine.
    pub program: PathBuf,
    /// Its command line.
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
