//! Rust: rustc itself, against the crates that the programs may use.

mod linking;

use std::path::Path;

use anyhow::Result;

use self::linking::Linking;
use super::rustc::Rustc;
use super::tool::{Priority, Tool};
use crate::libraries::{self, CRATES, SHARED};
use crate::play::job::Job;
use crate::play::sandbox::{Isolation, Mount, Task, View};

/// Where programs see the crates, and the crates as one shared library.
const LIBRARIES: &str = "/crates";
const SHARED_LIBRARY: &str = "/shared";

/// rustc, its standard library, and the crates.
pub struct Rust {
    version: String,
    /// What a build depends on in addition to what its tasks say.
    builds_with: String,
    rustc: Rustc,
    /// The folder of the crates, each by itself.
    crates: Mount,
    /// For each crate that a program can name, its name and its file, as `name=file`.
    externs: Vec<String>,
    /// The folder of the crates as one shared library.
    shared: Mount,
    /// What programs see.
    view: View,
}

impl Rust {
    pub fn prepare(
        root: &Path,
        builds: &Path,
        isolation: &Isolation,
        tell: &mut dyn FnMut(&str),
    ) -> Result<Self> {
        let mut rustc = Rustc::find(root, isolation)?;
        let crates = libraries::build(root, |name| tell(name))?;
        tell("all of them as one");
        let shared = libraries::share(root, &crates)?;
        // The names of these folders change with their contents. Without the folders above them, the builds are found again after
        // the course was moved.
        let name_of = |folder: &Path| folder.file_name().unwrap_or_default().display().to_string();
        let builds_with = [
            rustc.details().to_owned(),
            name_of(&crates),
            name_of(&shared),
        ]
        .join("\n");
        let shared = rustc.places.put(&shared, SHARED_LIBRARY);
        let files = libraries::files(&crates)?;
        let crates = rustc.places.put(&crates, LIBRARIES);
        let externs = files.into_iter();
        let externs =
            externs.map(|(name, file)| format!("{name}={}", crates.at.join(file).display()));
        Ok(Rust {
            externs: externs.collect(),
            version: rustc.version().to_owned(),
            builds_with,
            view: View {
                readable: vec![rustc.std().clone(), shared.clone()],
                writable: None,
                builds: Some(builds.to_owned()),
            },
            crates,
            shared,
            rustc,
        })
    }

    /// How a program is linked. It is linked against shared libraries only if an rpath can name their folders, by which the loader finds
    /// them.
    fn linking(&self, source: &str, priority: Priority) -> Linking {
        let findable = [self.rustc.std(), &self.shared].into_iter().all(|folder| {
            let path = folder.at.to_string_lossy();
            // A colon separates the paths of an rpath, and a dollar sign begins a variable in it.
            !path.contains([':', '$'])
        });
        if findable {
            Linking::of(source, priority)
        } else {
            Linking::Static
        }
    }

    /// The task that compiles the job into `program` in `folder`. It gives the crate no name, because the program may have an attribute
    /// with one. Otherwise the crate is called `main`, like its file.
    fn compile(
        &self,
        job: &Job,
        linking: Linking,
        priority: Priority,
        folder: &Path,
        program: &Path,
    ) -> Task {
        let mut arguments = vec![];
        arguments.push(match priority {
            Priority::FastBuild => "-Cstrip=debuginfo".into(),
            // Without symbols a program is a third smaller, and the book has hundreds of programs.
            Priority::FastStart => "-Cstrip=symbols".into(),
        });
        arguments.push(format!("--edition={}", job.edition));
        arguments.push(format!("-Copt-level={}", if job.optimized { 3 } else { 0 }));
        // The folder has the dependencies of the crates as well. With this option the compiler finds them, but no program can name them.
        arguments.push(format!("-Ldependency={}", self.crates.at.display()));
        arguments.extend(self.externs.iter().map(|one| format!("--extern={one}")));
        let mut source = job.source.clone();
        if linking == Linking::SharedCrates {
            arguments.push(format!("-L{}", self.shared.at.display()));
            source.push_str(&use_shared());
        }
        if linking != Linking::Static {
            // Costs 1 ms at each start of the program, because the loader has to join the libraries then.
            arguments.push("-Cprefer-dynamic".into());
            for folder in [self.rustc.std(), &self.shared] {
                // Not with `-Wl`, which splits its arguments at each comma.
                for word in ["-rpath", &folder.at.to_string_lossy()] {
                    arguments.extend(["-Xlinker", word].map(|word| format!("-Clink-arg={word}")));
                }
            }
        }
        let crates = [self.crates.clone(), self.shared.clone()];
        self.rustc.task(source, arguments, crates, folder, program)
    }
}

/// The text that is appended to a program that is linked against all crates in one shared library. It stands at the end, because the
/// lines of the program must keep their numbers.
fn use_shared() -> String {
    format!("\n#[allow(warnings)]\nextern crate {SHARED} as _;\n")
}

impl Tool for Rust {
    fn version(&self) -> &str {
        &self.version
    }

    fn builds_with(&self) -> Option<&str> {
        Some(&self.builds_with)
    }

    fn attempts(
        &self,
        job: &Job,
        priority: Priority,
        folder: &Path,
        program: &Path,
    ) -> Vec<Vec<Task>> {
        let with = |linking| vec![self.compile(job, linking, priority, folder, program)];
        match self.linking(&job.source, priority) {
            // If the first attempt fails, the second compiles the program without the appended text, so that the messages are about
            // the reader's lines alone.
            Linking::SharedCrates => vec![with(Linking::SharedCrates), with(Linking::SharedStd)],
            linking => vec![with(linking)],
        }
    }

    fn explain(&self, _: &Job, messages: &str, folder: &Path) -> String {
        let mut messages = self.rustc.places.hide(messages, folder);
        if names_a_missing_crate(&messages) {
            messages.push_str(&which_crates());
        }
        messages
    }

    fn view(&self) -> &View {
        &self.view
    }

    fn run(&self, job: &Job, program: &Path) -> Task {
        Task {
            arguments: job.arguments.clone(),
            ..Task::plain(program, self.view.clone())
        }
    }
}

/// Whether the compiler says that it has not found a crate.
fn names_a_missing_crate(messages: &str) -> bool {
    [
        "unlinked crate",
        "can't find crate for",
        "maybe a missing crate",
        "you might be missing crate",
    ]
    .iter()
    .any(|words| messages.contains(words))
}

/// The hint for a reader whose program uses a crate that is not here.
fn which_crates() -> String {
    let names = CRATES.join(", ");
    format!(
        "\nnote: besides the standard library, a program can use these crates here, and no others:\n      {names}\n"
    )
}
