//! Rust: rustc itself, against the crates that the programs may use.

mod linking;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use self::linking::Linking;
use super::places::Places;
use super::tool::{Priority, Tool};
use crate::libraries::{self, CRATES, SHARED};
use crate::play::job::Job;
use crate::play::sandbox::{Isolation, Mount, Task, View};
use crate::rust::{Compiler, DIAGNOSTIC_WIDTH};

/// The C compiler, by which rustc links a program on every Unix. rustc must find it by this name, because only then does rustc ask it to
/// use a faster linker.
const LINKER: &str = "cc";

/// Where the parts of the C compiler are, and the file to which the name `cc` is a link.
const LINKER_PARTS: [&str; 3] = ["/usr/bin", "/usr/libexec", "/etc/alternatives"];

/// Where programs see the compiler with its standard library, the crates, and the crates as one shared library. When rustc shows a command of
/// the linker, it replaces the first of these paths by another text, wherever the path occurs. So no other path may begin with it, as
/// `/rustc` would begin with `/rust`.
const RUST: &str = "/toolchain";
const LIBRARIES: &str = "/crates";
const SHARED_LIBRARY: &str = "/shared";

/// rustc, its standard library, and the crates.
pub struct Rust {
    version: String,
    /// What a build depends on in addition to what its tasks say.
    builds_with: String,
    places: Places,
    /// The folder of the compiler, and where the compiler's tasks see it.
    sysroot: Mount,
    /// The folder of the standard library.
    std: Mount,
    /// The folder of the crates, each by itself.
    crates: Mount,
    /// For each crate that a program can name, its name and its file, as `name=file`.
    externs: Vec<String>,
    /// The folder of the crates as one shared library.
    shared: Mount,
    /// The folder in which the linker is.
    linker: PathBuf,
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
        let compiler = Compiler::find(root)?;
        let crates = libraries::build(root, |name| tell(name))?;
        tell("all of them as one");
        let shared = libraries::share(root, &crates)?;
        let linker = which(LINKER)
            .context("no `cc` is on the PATH: install a C compiler, which links Rust's programs")?;
        // The names of these folders change with their contents. Without the folders above them, the builds are found again after
        // the course was moved.
        let name_of = |folder: &Path| folder.file_name().unwrap_or_default().display().to_string();
        let builds_with = [compiler.details, name_of(&crates), name_of(&shared)].join("\n");
        let mut places = Places::new(isolation);
        let std = format!("lib/rustlib/{}/lib", compiler.host);
        let std = places.put(&compiler.sysroot.join(&std), &format!("{RUST}/{std}"));
        let shared = places.put(&shared, SHARED_LIBRARY);
        let files = libraries::files(&crates)?;
        let crates = places.put(&crates, LIBRARIES);
        let externs = files.into_iter();
        let externs =
            externs.map(|(name, file)| format!("{name}={}", crates.at.join(file).display()));
        Ok(Rust {
            externs: externs.collect(),
            version: compiler.version,
            builds_with,
            view: View {
                readable: vec![std.clone(), shared.clone()],
                writable: None,
                builds: Some(builds.to_owned()),
            },
            sysroot: places.put(&compiler.sysroot, RUST),
            crates,
            std,
            shared,
            linker,
            places,
        })
    }

    /// How a program is linked. It is linked against shared libraries only if an rpath can name their folders, by which the loader finds
    /// them.
    fn linking(&self, source: &str, priority: Priority) -> Linking {
        let findable = [&self.std, &self.shared].into_iter().all(|folder| {
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
        let out = self.places.out(folder);
        let program = out.at.join(program.strip_prefix(folder).unwrap_or(program));
        let mut arguments: Vec<String> = [
            "main.rs",
            // Overrides the program's own attribute, because a library cannot be run.
            "--crate-type=bin",
            "--color=always",
            DIAGNOSTIC_WIDTH,
        ]
        .map(str::to_owned)
        .into();
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
            for folder in [&self.std, &self.shared] {
                // Not with `-Wl`, which splits its arguments at each comma.
                for word in ["-rpath", &folder.at.to_string_lossy()] {
                    arguments.extend(["-Xlinker", word].map(|word| format!("-Clink-arg={word}")));
                }
            }
        }
        arguments.extend(["-o".to_owned(), program.display().to_string()]);
        Task {
            program: Compiler::program(&self.sysroot.at),
            arguments,
            environment: vec![("PATH".into(), self.linker.display().to_string())],
            files: vec![("main.rs".into(), source)],
            view: View {
                readable: self.readable_when_compiling(),
                writable: Some(out),
                builds: None,
            },
        }
    }

    fn readable_when_compiling(&self) -> Vec<Mount> {
        let mut readable = vec![
            self.sysroot.clone(),
            self.crates.clone(),
            self.shared.clone(),
        ];
        let mut parts = LINKER_PARTS.map(PathBuf::from).to_vec();
        parts.retain(|path| path.exists());
        if !parts.contains(&self.linker) {
            parts.push(self.linker.clone());
        }
        readable.extend(parts.into_iter().map(Mount::in_place));
        readable
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
        let mut messages = self.places.hide(messages, folder);
        if names_a_missing_crate(&messages) {
            messages.push_str(&which_crates());
        }
        messages
    }

    fn view(&self) -> &View {
        &self.view
    }

    fn run(&self, _: &Job, program: &Path) -> Task {
        Task::plain(program, self.view.clone())
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

/// A task that prints the compiler's version, from the place where only programs in a sandbox see the compiler.
///
/// # Errors
/// That there is no compiler.
pub fn compiler_version(root: &Path) -> Result<Task> {
    let compiler = Compiler::find(root)?;
    let view = View {
        readable: vec![Mount {
            from: compiler.sysroot,
            at: RUST.into(),
        }],
        ..View::default()
    };
    Ok(Task {
        arguments: vec!["-V".into()],
        ..Task::plain(&Compiler::program(Path::new(RUST)), view)
    })
}

/// The folder on the PATH in which a file has this name.
fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| folder.join(name).is_file())
}
