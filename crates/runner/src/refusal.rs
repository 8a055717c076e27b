//! The messages with which compilers refuse the programs that are here to be refused.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, ensure};
use languages::{Language, NAME};

use crate::go;
use crate::libraries;
use crate::program::Program;
use crate::rust::{self, Edition};
use crate::tool_kind::ToolKind;

/// The compilers of this machine, and mypy, as a person at a terminal calls them.
///
/// Each is looked for when a program first needs it. Compilers own no process: each has ended when the method that calls it returns.
pub struct Compilers {
    root: PathBuf,
    libraries: OnceLock<Result<PathBuf, String>>,
    go: OnceLock<Result<String, String>>,
}

impl Compilers {
    /// The compilers for the book whose root is `root`.
    pub fn new(root: &Path) -> Self {
        Compilers {
            root: root.to_owned(),
            libraries: OnceLock::new(),
            go: OnceLock::new(),
        }
    }

    /// Compilers for programs that use only the standard library.
    pub fn without_libraries(root: &Path) -> Self {
        Compilers {
            libraries: OnceLock::from(Ok(root.join(libraries::TARGET))),
            ..Compilers::new(root)
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
    fn libraries(&self) -> Result<&Path> {
        once(&self.libraries, || libraries::build(&self.root, |_| {}))
    }

    /// The messages with which the compiler, or mypy, refuses the program, without paths of this machine.
    ///
    /// # Errors
    /// That the program is accepted, or that the compiler or mypy is not installed.
    pub fn refusal(&self, program: &Program) -> Result<String> {
        let scratch = tempfile::tempdir()?;
        let out = scratch.path().join("program");
        let output = match ToolKind::of(program.language)? {
            ToolKind::Rust => self.refuse_rust(program, &out),
            ToolKind::Go => self.refuse_go(program, &out),
            ToolKind::Python => self.refuse_python(program),
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
        self.rustc(&self.root.join(Language::RUST.refused_folder))?
            .args([
                "--emit",
                "metadata",
                rust::DIAGNOSTIC_WIDTH,
                "--color",
                "never",
                "-o",
            ])
            .arg(out)
            .arg(Language::RUST.file.replace(NAME, &program.name))
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
            .current_dir(
                self.root
                    .join(Language::PYTHON.refused_folder)
                    .join(&program.name),
            )
            .arg("--config-file")
            .arg(
                self.root
                    .join(Language::PYTHON.folder)
                    .join("pyproject.toml"),
            )
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

    /// # Errors
    /// [`go::version`]'s.
    fn go(&self, what: &str) -> Result<Command> {
        once(&self.go, || go::version(&self.root))?;
        let mut go = go::command(&self.root);
        go.arg(what);
        Ok(go)
    }
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
