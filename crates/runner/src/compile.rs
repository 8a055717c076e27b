//! From a program to a run of it, or to the compiler's refusal.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, ensure};

use crate::complete;
use crate::go;
use crate::libraries::{self, TARGET};
use crate::program::{Language, Program};
use crate::python::{self, Interpreter};
use crate::rust::{self, Edition};
use crate::transcript::Transcript;
use crate::watch::{self, Ending, Watchdog};

/// The compilers and interpreters of this machine, and what they have built.
///
/// Each is looked for when a program first needs it, so a machine without Go runs all other programs. A toolchain owns no process: each
/// compiler has ended when the method that calls it returns. What it has built stays on the disk.
pub struct Toolchain {
    root: PathBuf,
    watchdog: Watchdog,
    libraries: OnceLock<Result<PathBuf, String>>,
    go: OnceLock<Result<String, String>>,
    python: OnceLock<Result<PathBuf, String>>,
}

impl Toolchain {
    /// The toolchain for the book whose root is `root`.
    pub fn new(root: &Path) -> Self {
        Toolchain {
            root: root.to_owned(),
            watchdog: Watchdog::default(),
            libraries: OnceLock::new(),
            go: OnceLock::new(),
            python: OnceLock::new(),
        }
    }

    /// A toolchain for programs that use only the standard library, under this watchdog.
    pub fn without_libraries(root: &Path, watchdog: Watchdog) -> Self {
        Toolchain {
            watchdog,
            libraries: OnceLock::from(Ok(root.join(TARGET))),
            ..Toolchain::new(root)
        }
    }

    /// The root of the book.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the crates that Rust programs use, built first where it must be.
    ///
    /// # Errors
    /// [`libraries::build`]'s.
    pub fn libraries(&self) -> Result<&Path> {
        once(&self.libraries, || libraries::build(&self.root, |_| {}))
    }

    /// A command that runs the program, compiled first where it must be.
    ///
    /// # Errors
    /// That the compiler refuses the program or warns, or that its language is not installed.
    pub fn command(&self, program: &Program) -> Result<Command> {
        let mut command = match program.language {
            Language::Rust => Command::new(self.compile_rust(program)?),
            Language::Go => Command::new(self.build_go(program)?),
            Language::Python => {
                let mut python = Command::new(self.python()?);
                python.args(python::OPTIONS).arg(program.source());
                python
            }
        };
        command.current_dir(&self.root).env_clear();
        for kept in ["PATH", "HOME", "TMPDIR", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        Ok(command)
    }

    /// Runs the program once, to the end that `expected` says it has, and writes down what it does.
    ///
    /// # Errors
    /// Those of [`Toolchain::command`], that the program does not start, or that it never stops printing.
    pub fn run(&self, program: &Program, expected: Option<&Transcript>) -> Result<Transcript> {
        let watchdog = Watchdog {
            lines: expected
                .filter(|transcript| transcript.never_ends())
                .map(Transcript::printed),
            ..self.watchdog
        };
        let outcome = watch::run(&mut self.command(program)?, watchdog)?;
        ensure!(
            outcome.end != Ending::StillPrinting,
            "{} was still printing when the watchdog stopped it\n  fix: let the program end, or let it print nothing more",
            program.source().display()
        );
        Ok(Transcript::from(&outcome))
    }

    /// The messages with which the compiler, or mypy, refuses the program, without paths of this machine.
    ///
    /// # Errors
    /// That the program is accepted, or that the compiler or mypy is not installed.
    pub fn refusal(&self, program: &Program) -> Result<String> {
        let scratch = tempfile::tempdir()?;
        let out = scratch.path().join("program");
        let output = match program.language {
            Language::Rust => self.refuse_rust(program, &out),
            Language::Go => self.refuse_go(program, &out),
            Language::Python => self.refuse_python(program),
        }?;
        ensure!(
            !output.status.success(),
            "{} is taken, and is here to be refused",
            program.refused_source().display()
        );
        // The compilers print to stderr, mypy to stdout.
        let messages = [output.stdout, output.stderr].concat();
        Ok(portable(&String::from_utf8_lossy(&messages)))
    }

    fn refuse_rust(&self, program: &Program, out: &Path) -> Result<Output> {
        self.rustc(&self.root.join("listings/compile_fail"))?
            .args([
                "--emit",
                "metadata",
                rust::DIAGNOSTIC_WIDTH,
                "--color",
                "never",
                "-o",
            ])
            .arg(out)
            .arg(format!("{}.rs", program.name))
            .output()
            .context("cannot start rustc")
    }

    /// The output of the compiler, or of `go vet` for a program that the compiler accepts.
    fn refuse_go(&self, program: &Program, out: &Path) -> Result<Output> {
        let package = format!("./refused/{}", program.name);
        let tags = ["-tags", "refused"];
        let mut build = self.go("build")?;
        build.args(tags).arg("-o").arg(out).arg(&package);
        let built = build.output().context("cannot start go")?;
        if !built.status.success() {
            return Ok(built);
        }
        let mut vet = self.go("vet")?;
        vet.args(tags)
            .arg(&package)
            .output()
            .context("cannot start go")
    }

    fn refuse_python(&self, program: &Program) -> Result<Output> {
        Command::new("mypy")
            .current_dir(self.root.join("python/refused").join(&program.name))
            .arg("--config-file")
            .arg(self.root.join("python/pyproject.toml"))
            .arg("--cache-dir")
            .arg(self.root.join("target/mypy"))
            // Every program is called `main.py`. If two of them have the same size and age, mypy's cache takes one for the other.
            .arg("--no-incremental")
            // Overrides FORCE_COLOR.
            .arg("--no-color-output")
            .arg("main.py")
            .output()
            .context("no `mypy` is on the PATH: install mypy")
    }

    fn rustc(&self, folder: &Path) -> Result<Command> {
        let mut rustc = rust::command(folder);
        rustc
            .args(["--edition", &Edition::BOOK.to_string()])
            .args(["--crate-name", "program", "-L"])
            .arg(self.libraries()?);
        Ok(rustc)
    }

    /// The compiled program. The name of its file has a hash of everything that it is built from, so a file of that name is up to date.
    fn compile_rust(&self, program: &Program) -> Result<PathBuf> {
        let source = program.source();
        let text = fs::read_to_string(self.root.join(&source))
            .with_context(|| format!("cannot read {}", source.display()))?;
        let mut hasher = DefaultHasher::new();
        (self.libraries()?, text).hash(&mut hasher);
        let folder = self.root.join(TARGET).join("programs");
        let binary = folder.join(file_name(&program.name, hasher.finish()));
        if binary.is_file() {
            return Ok(binary);
        }
        complete::file(&binary, |out| {
            let output = self
                .rustc(&self.root)?
                .args(["-D", "warnings", "--color", "never", "-o"])
                .arg(out)
                .arg(&source)
                .output()
                .context("cannot start rustc")?;
            succeeded(&output, || format!("rustc refuses {}", source.display()))
        })?;
        remove_older(&program.name, &binary)?;
        Ok(binary)
    }

    fn build_go(&self, program: &Program) -> Result<PathBuf> {
        let folder = self.root.join("target/go");
        fs::create_dir_all(&folder)?;
        let binary = folder.join(format!("{}{}", program.name, std::env::consts::EXE_SUFFIX));
        let output = self
            .go("build")?
            .args(["-trimpath", "-o"])
            .arg(&binary)
            .arg(format!("./{}", program.name))
            .output()
            .context("cannot start go")?;
        succeeded(&output, || {
            format!("go refuses {}", program.source().display())
        })?;
        Ok(binary)
    }

    /// # Errors
    /// [`go::version`]'s.
    fn go(&self, what: &str) -> Result<Command> {
        once(&self.go, || go::version(&self.root))?;
        let mut go = go::command(&self.root);
        go.arg(what);
        Ok(go)
    }

    fn python(&self) -> Result<&Path> {
        once(&self.python, || Ok(Interpreter::find()?.executable))
    }
}

/// The name of the file of a program that is built from what has this hash.
fn file_name(program: &str, hash: u64) -> String {
    format!("{program}-{hash:016x}{}", std::env::consts::EXE_SUFFIX)
}

/// Removes the files that the program was compiled into before, each of which has another hash in its name.
fn remove_older(program: &str, binary: &Path) -> Result<()> {
    for entry in fs::read_dir(binary.parent().context("a file has a folder")?)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let hash = name.strip_prefix(program).and_then(|rest| {
            let hash = rest.strip_suffix(std::env::consts::EXE_SUFFIX)?;
            u64::from_str_radix(hash.strip_prefix('-')?, 16).ok()
        });
        // The whole name is compared, because the name of another program may begin with the name of this one.
        if hash.is_some_and(|hash| file_name(program, hash) == name) && entry.path() != binary {
            // An error is ignored, because another process may remove the same file.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// The result of the first call of `find`. It is kept even if it is an error, so that a missing tool is not looked for again for every
/// program.
fn once<T: Deref>(
    cell: &OnceLock<Result<T, String>>,
    find: impl FnOnce() -> Result<T>,
) -> Result<&T::Target> {
    cell.get_or_init(|| find().map_err(|error| format!("{error:#}")))
        .as_deref()
        .map_err(|error| anyhow!("{error}"))
}

fn succeeded(output: &Output, what: impl FnOnce() -> String) -> Result<()> {
    ensure!(
        output.status.success(),
        "{}:\n{}",
        what(),
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(())
}

/// The compiler's messages without what differs between machines: the folders of the standard library and of the crates, and the lines of
/// the standard library, which the compiler shows only if its sources are installed.
fn portable(stderr: &str) -> String {
    let mut out = String::new();
    let mut in_std = false;
    for line in stderr.lines() {
        if let Some((start, location)) = line.split_once("--> ") {
            let (file, position) = split_position(location);
            in_std = false;
            let place = if let Some((_, file)) = file.rsplit_once("/library/") {
                in_std = true;
                format!("$RUST/{file}")
            } else if let Some((_, file)) = file.rsplit_once("/registry/src/") {
                let file = file.split_once('/').map_or(file, |(_, file)| file);
                format!("$CARGO/{file}{position}")
            } else {
                location.to_owned()
            };
            out.push_str(&format!("{start}--> {place}\n"));
        } else if !(in_std && is_excerpt(line)) {
            in_std = false;
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// `file:12:5` as `file` and `:12:5`.
fn split_position(location: &str) -> (&str, &str) {
    let at = location
        .char_indices()
        .find(|(i, c)| *c == ':' && location[i + 1..].starts_with(|c: char| c.is_ascii_digit()))
        .map_or(location.len(), |(i, _)| i);
    location.split_at(at)
}

/// Whether this is a line of source that the compiler shows, as `12 | let x = 1;` or `   |  ^^^`.
fn is_excerpt(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    rest.starts_with('|') || line.trim() == "..." || line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the compiled programs, the older ones of this name are removed, and nothing of a program whose name begins with it.
    #[test]
    fn older_programs_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let [new, old] = [1, 2].map(|hash| file_name("05_select", hash));
        let others = [file_name("05_select-ready", 3), "05_select-ready".into()];
        for name in [&new, &old].into_iter().chain(&others) {
            fs::write(folder.path().join(name), "").unwrap();
        }
        remove_older("05_select", &folder.path().join(&new)).unwrap();
        for name in [&new].into_iter().chain(&others) {
            assert!(folder.path().join(name).is_file(), "{name}");
        }
        assert!(!folder.path().join(&old).exists());
    }

    /// Paths in the standard library or in a crate lose this machine's folders, and the lines of the standard library, which only some
    /// machines show, are left out.
    #[test]
    fn refusals_are_portable() {
        let with_sources = "error[E0277]: no\n  --> a.rs:5:1\n   |\n5  | x\n   | ^\nnote: required\n   \
                            --> /h/toolchains/t/lib/rustlib/src/rust/library/std/src/thread/mod.rs:726:8\n    \
                            |\n726 | pub fn spawn\n    | ^^^\nnote: next\n";
        let without = "error[E0277]: no\n  --> a.rs:5:1\n   |\n5  | x\n   | ^\nnote: required\n   \
                       --> /rustc/0123abc/library/std/src/thread/mod.rs:726:8\nnote: next\n";
        assert_eq!(portable(with_sources), portable(without));
        assert!(portable(without).contains("   --> $RUST/std/src/thread/mod.rs\nnote: next\n"));
        assert_eq!(
            portable("  --> /h/.cargo/registry/src/some.host-1a2b/tokio-1.54.1/src/a.rs:3:4\n"),
            "  --> $CARGO/tokio-1.54.1/src/a.rs:3:4\n"
        );
    }
}
