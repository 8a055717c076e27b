//! Rust: rustc itself, against the crates that the programs may use.

mod linking;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use self::linking::Linking;
use super::places::Places;
use super::{Short, Tool, existing, said};
use crate::libraries::{self, CRATES, SHARED};
use crate::play::Job;
use crate::play::sandbox::{Isolation, Mount, Task, View};

/// What links a program, on every Unix. It is found by this name, since rustc asks it for a faster linker only then.
const LINKER: &str = "cc";

/// Where its own parts are, and what its name is a link to.
const LINKER_PARTS: [&str; 3] = ["/usr/bin", "/usr/libexec", "/etc/alternatives"];

/// Where programs see the compiler with its standard library, the crates, and the crates as one shared library. rustc replaces the
/// first, wherever it occurs in a command of the linker's that it shows: so nothing else may begin with it, as `/rustc` would with
/// `/rust`.
const RUST: &str = "/toolchain";
const LIBRARIES: &str = "/crates";
const SHARED_LIBRARY: &str = "/shared";

/// rustc, its standard library, and the crates.
pub struct Rust {
    version: String,
    /// What a build depends on beside what its tasks say.
    builds_with: String,
    places: Places,
    /// The compiler, where its tasks see it.
    sysroot: Mount,
    /// The folder of the standard library, likewise.
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
        let rustc = Rustc::find(root)?;
        let crates = libraries::build(root, |name| tell(name))?;
        tell("all of them as one");
        let shared = libraries::share(root, &crates)?;
        let verbose = said(Command::new(Rustc::at(&rustc.sysroot)).arg("-vV"))?;
        let host = verbose.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("rustc does not say for which machine it is")?;
        let linker = which(LINKER)
            .context("no `cc` is on the PATH: install a C compiler, which links Rust's programs")?;
        // By these names, which say what is in them, the same builds are found wherever the course is moved to.
        let named = |folder: &Path| folder.file_name().unwrap_or_default().display().to_string();
        let builds_with = format!("{verbose}\n{}\n{}", named(&crates), named(&shared));
        let mut places = Places::new(isolation);
        let std = format!("lib/rustlib/{host}/lib");
        let std = places.put(&rustc.sysroot.join(&std), &format!("{RUST}/{std}"));
        let shared = places.put(&shared, SHARED_LIBRARY);
        let files = libraries::files(&crates)?;
        let crates = places.put(&crates, LIBRARIES);
        let externs = files.into_iter();
        let externs =
            externs.map(|(name, file)| format!("{name}={}", crates.at.join(file).display()));
        Ok(Rust {
            externs: externs.collect(),
            version: rustc.version,
            builds_with,
            view: View {
                readable: vec![std.clone(), shared.clone()],
                writable: None,
                builds: Some(builds.to_owned()),
            },
            sysroot: places.put(&rustc.sysroot, RUST),
            crates,
            std,
            shared,
            linker,
            places,
        })
    }

    /// How a program is linked: against shared libraries only where the loader can be told where these are.
    fn linking(&self, source: &str, short: Short) -> Linking {
        let findable = [&self.std, &self.shared].into_iter().all(|folder| {
            let path = folder.at.to_string_lossy();
            // One divides the paths of an rpath, the other begins a variable in it.
            !path.contains([':', '$'])
        });
        if findable {
            Linking::of(source, short)
        } else {
            Linking::Whole
        }
    }

    /// The task that compiles the job into `program` in `folder`, without a name of the crate, which the program itself may have
    /// given: otherwise it is `main`, as its file is.
    fn compile(
        &self,
        job: &Job,
        linking: Linking,
        short: Short,
        folder: &Path,
        program: &Path,
    ) -> Task {
        let out = self.places.out(folder);
        let program = out.at.join(program.strip_prefix(folder).unwrap_or(program));
        let mut arguments: Vec<String> = [
            "main.rs",
            // Whatever the program's own attribute says: a library cannot be run.
            "--crate-type=bin",
            "--color=always",
            "--diagnostic-width=90",
        ]
        .map(str::to_owned)
        .into();
        arguments.push(match short {
            Short::Build => "-Cstrip=debuginfo".into(),
            // A third smaller without its symbols, and there are hundreds of these.
            Short::Start => "-Cstrip=symbols".into(),
        });
        arguments.push(format!("--edition={}", job.edition));
        arguments.push(format!("-Copt-level={}", if job.optimized { 3 } else { 0 }));
        // What the crates themselves depend on is there, and no program can name it.
        arguments.push(format!("-Ldependency={}", self.crates.at.display()));
        arguments.extend(self.externs.iter().map(|one| format!("--extern={one}")));
        let mut source = job.source.clone();
        if linking == Linking::SharedCrates {
            arguments.push(format!("-L{}", self.shared.at.display()));
            source.push_str(&use_shared());
        }
        if linking != Linking::Whole {
            // The loader has to join the libraries whenever the program starts: 1 ms.
            arguments.push("-Cprefer-dynamic".into());
            for folder in [&self.std, &self.shared] {
                // Not by `-Wl`, which divides its arguments at each comma.
                for word in ["-rpath", &folder.at.to_string_lossy()] {
                    arguments.extend(["-Xlinker", word].map(|word| format!("-Clink-arg={word}")));
                }
            }
        }
        arguments.extend(["-o".to_owned(), program.display().to_string()]);
        Task {
            program: Rustc::at(&self.sysroot.at),
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
        let mut parts = existing(LINKER_PARTS);
        if !parts.contains(&self.linker) {
            parts.push(self.linker.clone());
        }
        readable.extend(parts.into_iter().map(Mount::in_place));
        readable
    }
}

/// Appended to a program that is linked against all crates in one shared library. At the end, since no line of the program's own
/// is to move.
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

    fn ways(&self, job: &Job, short: Short, folder: &Path, program: &Path) -> Vec<Vec<Task>> {
        let with = |linking| vec![self.compile(job, linking, short, folder, program)];
        match self.linking(&job.source, short) {
            // Then as it stands: what the compiler says is about the reader's lines alone.
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
        Task {
            program: program.to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            files: Vec::new(),
            view: self.view.clone(),
        }
    }
}

/// Whether the compiler says that there is no crate of a name.
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

/// What a reader learns whose program names another crate.
fn which_crates() -> String {
    let names = CRATES.join(", ");
    format!(
        "\nnote: beside the standard library, a program can use these crates here, and no others:\n      {names}\n"
    )
}

/// The book's compiler, behind whatever stands before it on the PATH.
struct Rustc {
    version: String,
    sysroot: PathBuf,
}

impl Rustc {
    fn find(root: &Path) -> Result<Self> {
        // In the book's folder, whose rust-toolchain.toml says which compiler is meant.
        let ask = |question: &[&str]| said(Command::new("rustc").current_dir(root).args(question));
        let version = ask(&["-V"])?;
        Ok(Rustc {
            version: version.split(" (").next().unwrap_or(&version).to_owned(),
            sysroot: ask(&["--print", "sysroot"])?.into(),
        })
    }

    /// The compiler of the sysroot that is seen here.
    fn at(sysroot: &Path) -> PathBuf {
        sysroot.join("bin/rustc")
    }
}

pub fn probe(root: &Path) -> Result<Task> {
    let rustc = Rustc::find(root)?;
    Ok(Task {
        program: Rustc::at(Path::new(RUST)),
        arguments: vec!["-V".into()],
        environment: Vec::new(),
        files: Vec::new(),
        view: View {
            readable: vec![Mount {
                from: rustc.sysroot,
                at: RUST.into(),
            }],
            ..View::default()
        },
    })
}

/// The folder on the PATH in which a file has this name.
fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| folder.join(name).is_file())
}
