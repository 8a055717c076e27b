//! How rustc is called for a program that anybody may have written.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::places::Places;
use crate::play::sandbox::{Isolation, Mount, Task, View};
use crate::rust::{Compiler, DIAGNOSTIC_WIDTH};

/// The C compiler, by which rustc links a program on every Unix. rustc must find it by this name, because only then does rustc ask it to
/// use a faster linker.
const LINKER: &str = "cc";

/// Where the parts of the C compiler are, and the file to which the name `cc` is a link.
const LINKER_PARTS: [&str; 3] = ["/usr/bin", "/usr/libexec", "/etc/alternatives"];

/// Where programs see the compiler with its standard library. When rustc shows a command of the linker, it replaces this path by another
/// text, wherever the path occurs. So no other path may begin with it, as `/rustc` would begin with `/rust`.
const RUST: &str = "/toolchain";

/// rustc and its standard library, as compilers see them.
pub struct Rustc {
    compiler: Compiler,
    /// Where compilers and programs see the folders of this machine.
    pub places: Places,
    /// The folder of the compiler, and where the compiler's tasks see it.
    sysroot: Mount,
    /// The folder of the standard library.
    std: Mount,
    /// The folder in which the linker is.
    linker: PathBuf,
}

impl Rustc {
    /// The compiler of the book whose root is `root`.
    ///
    /// # Errors
    /// That there is no compiler, or no linker.
    pub fn find(root: &Path, isolation: &Isolation) -> Result<Self> {
        let compiler = Compiler::find(root)?;
        let linker = which(LINKER)
            .context("no `cc` is on the PATH: install a C compiler, which links Rust's programs")?;
        let mut places = Places::new(isolation);
        let std = format!("lib/rustlib/{}/lib", compiler.host);
        let std = places.put(&compiler.sysroot.join(&std), &format!("{RUST}/{std}"));
        let sysroot = places.put(&compiler.sysroot, RUST);
        Ok(Rustc {
            compiler,
            places,
            sysroot,
            std,
            linker,
        })
    }

    /// The compiler's name and version, for example `rustc 1.95.0`.
    pub fn version(&self) -> &str {
        &self.compiler.version
    }

    /// All that the compiler says of its version, in several lines.
    pub fn details(&self) -> &str {
        &self.compiler.details
    }

    /// The folder of the standard library.
    pub fn std(&self) -> &Mount {
        &self.std
    }

    /// The task that compiles a source, which is called `main.rs`, into `program` in `folder`, with these further arguments. The compiler
    /// can read the folders `libraries`. The crate gets no name, because the program may have an attribute with one. Otherwise the crate
    /// is called `main`, like its file.
    pub fn task(
        &self,
        source: String,
        more: Vec<String>,
        libraries: impl IntoIterator<Item = Mount>,
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
        arguments.extend(more);
        arguments.extend(["-o".to_owned(), program.display().to_string()]);
        Task {
            program: Compiler::program(&self.sysroot.at),
            arguments,
            environment: vec![("PATH".into(), self.linker.display().to_string())],
            files: vec![("main.rs".into(), source)],
            view: View {
                readable: self.readable(libraries),
                writable: Some(out),
                builds: None,
            },
        }
    }

    fn readable(&self, libraries: impl IntoIterator<Item = Mount>) -> Vec<Mount> {
        let mut readable = vec![self.sysroot.clone()];
        readable.extend(libraries);
        let mut parts = LINKER_PARTS.map(PathBuf::from).to_vec();
        parts.retain(|path| path.exists());
        if !parts.contains(&self.linker) {
            parts.push(self.linker.clone());
        }
        readable.extend(parts.into_iter().map(Mount::in_place));
        readable
    }
}

/// A task that prints the compiler's version, from the place where only programs in a sandbox see the compiler. So it ends well only where
/// sandboxes work.
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
