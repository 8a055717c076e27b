//! A program to start, and what it may see of the machine.

use std::path::{Path, PathBuf};

/// A program to start, and what it may see.
#[derive(Debug, Clone)]
pub struct Task {
    /// The program's file, by the path that the program sees. For a build, the path on this machine.
    pub program: PathBuf,
    /// The arguments of its command line.
    pub arguments: Vec<String>,
    /// Its whole environment.
    pub environment: Vec<(String, String)>,
    /// The name and the text of each file in its working folder.
    pub files: Vec<(String, String)>,
    /// What of the machine it can see.
    pub view: View,
}

impl Task {
    /// A program without arguments, environment and files.
    pub fn plain(program: &Path, view: View) -> Self {
        Task {
            program: program.to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            files: Vec::new(),
            view,
        }
    }

    /// For tests: a shell that runs this script, with a file `note` in its working folder.
    pub fn shell(script: &str) -> Self {
        Task {
            arguments: vec!["-c".into(), script.into()],
            files: vec![("note".into(), "kept\n".into())],
            ..Task::plain(Path::new("/bin/sh"), View::default())
        }
    }
}

/// What of the machine a kind of program can see, in addition to the system's libraries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What they can read.
    pub readable: Vec<Mount>,
    /// The one folder that they can write. A compiler has one, for the program that it makes.
    pub writable: Option<Mount>,
    /// The folder of builds. A program that is one of the builds sees its own file and none of the others.
    pub builds: Option<PathBuf>,
}

/// A file or folder of this machine, and where programs see it. Without a sandbox programs see it at its own path, so `at` must then be the
/// same as `from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// Its path on this machine.
    pub from: PathBuf,
    /// Its path inside the sandbox.
    pub at: PathBuf,
}

impl Mount {
    /// A file or folder that programs see at its own path.
    pub fn in_place(path: impl Into<PathBuf>) -> Self {
        let from = path.into();
        Mount {
            at: from.clone(),
            from,
        }
    }
}
