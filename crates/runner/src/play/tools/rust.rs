//! Rust: rustc itself, against the crates that the programs may use.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Short, Tool, existing, said};
use crate::libraries::{self, CRATES};
use crate::play::Job;
use crate::play::sandbox::{Task, View};

/// What links a program, on every Unix. It is found by this name, since rustc asks it for a faster linker only then.
const LINKER: &str = "cc";

/// Where its own parts are, and what its name is a link to.
const LINKER_PARTS: [&str; 3] = ["/usr/bin", "/usr/libexec", "/etc/alternatives"];

/// Appended to a program that uses crates: it is then linked against all of them in one shared library, which takes half as
/// long as linking each. At the end, since no line of the program's own is to move.
const USE_SHARED: &str = "\nextern crate course as _;\n";

/// rustc, its standard library, and the crates.
pub struct Rust {
    version: String,
    builds_with: String,
    sysroot: PathBuf,
    /// The folder of the standard library.
    std: PathBuf,
    /// The folder in which the linker is.
    linker: PathBuf,
    /// The folder of the crates, each by itself.
    crates: PathBuf,
    /// The folder of the crates as one shared library.
    shared: PathBuf,
    /// What programs see.
    view: View,
}

impl Rust {
    pub fn prepare(root: &Path, builds: &Path, tell: &mut dyn FnMut(&str)) -> Result<Self> {
        let rustc = Rustc::find(root)?;
        let crates = libraries::build(root, |name| tell(name))?;
        tell("all of them as one");
        let shared = libraries::share(root, &crates)?;
        let verbose = said(Command::new(rustc.program()).arg("-vV"))?;
        let host = verbose.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("rustc does not say for which machine it is")?;
        let linker = which(LINKER)
            .context("no `cc` is on the PATH: install a C compiler, which links Rust's programs")?;
        let std = rustc.sysroot.join("lib/rustlib").join(host).join("lib");
        Ok(Rust {
            version: rustc.version,
            builds_with: format!("{verbose}\n{}\n{}", shared.display(), linker.display()),
            view: View {
                readable: vec![std.clone(), shared.clone()],
                writable: None,
                builds: Some(builds.to_owned()),
            },
            std,
            sysroot: rustc.sysroot,
            linker,
            crates,
            shared,
        })
    }

    fn compile(
        &self,
        job: &Job,
        source: String,
        short: Short,
        folder: &Path,
        program: &Path,
    ) -> Task {
        let mut arguments: Vec<String> = [
            "main.rs",
            "--crate-name=main",
            "--color=always",
            "--diagnostic-width=90",
        ]
        .map(str::to_owned)
        .into();
        arguments.extend(match short {
            // Against shared libraries, which the loader then has to join whenever the program starts: 1 ms.
            Short::Build => ["-Cprefer-dynamic", "-Cstrip=debuginfo"].map(str::to_owned),
            // A third smaller without its symbols, and there are hundreds of these.
            Short::Start => ["-Cprefer-dynamic=no", "-Cstrip=symbols"].map(str::to_owned),
        });
        arguments.push(format!("--edition={}", job.edition));
        arguments.push(format!("-Copt-level={}", if job.optimized { 3 } else { 0 }));
        for folder in [&self.crates, &self.shared] {
            arguments.push(format!("-L{}", folder.display()));
        }
        for folder in [&self.std, &self.shared] {
            arguments.push(format!("-Clink-arg=-Wl,-rpath,{}", folder.display()));
        }
        arguments.extend(CRATES.map(|name| format!("--extern={name}")));
        arguments.extend(["-o".to_owned(), program.display().to_string()]);
        let mut readable = vec![
            self.sysroot.clone(),
            self.crates.clone(),
            self.shared.clone(),
        ];
        readable.extend(existing(LINKER_PARTS));
        if !readable.contains(&self.linker) {
            readable.push(self.linker.clone());
        }
        Task {
            program: self.sysroot.join("bin/rustc"),
            arguments,
            environment: vec![("PATH".into(), self.linker.display().to_string())],
            files: vec![("main.rs".into(), source)],
            view: View {
                readable,
                writable: Some(folder.to_owned()),
                builds: None,
            },
        }
    }
}

impl Tool for Rust {
    fn version(&self) -> &str {
        &self.version
    }

    fn builds_with(&self) -> Option<&str> {
        Some(&self.builds_with)
    }

    fn ways(&self, job: &Job, short: Short, folder: &Path, program: &Path) -> Vec<Vec<Task>> {
        let with = |source, short| vec![self.compile(job, source, short, folder, program)];
        let mut ways = Vec::new();
        let uses_crates = CRATES.iter().any(|name| job.source.contains(name));
        if uses_crates && short == Short::Build {
            ways.push(with(format!("{}{USE_SHARED}", job.source), short));
        }
        // As it stands: what the compiler says is then about the reader's lines alone.
        ways.push(with(job.source.clone(), short));
        ways
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

    fn program(&self) -> PathBuf {
        self.sysroot.join("bin/rustc")
    }
}

pub fn probe(root: &Path) -> Result<Task> {
    let rustc = Rustc::find(root)?;
    Ok(Task {
        program: rustc.program(),
        arguments: vec!["-V".into()],
        environment: Vec::new(),
        files: Vec::new(),
        view: View {
            readable: vec![rustc.sysroot],
            ..View::default()
        },
    })
}

/// The folder on the PATH in which a file has this name.
fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| folder.join(name).is_file())
}
