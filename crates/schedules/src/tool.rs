//! Builds a program against the crate `explored`.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use runner::complete;
use runner::libraries::{self, TARGET};
use runner::play::Job;
use runner::play::sandbox::{Isolation, Mount, Task, View};
use runner::play::tools::{Priority, Rustc, Tool};
use runner::rust::{self, Edition};

/// The package whose modules stand for std and for crates.
const PACKAGE: &str = "explored";

/// The crates that a program finds: for each of them, `explored` has a module of the same name.
pub const CRATES: [&str; 8] = [
    "crossbeam_channel",
    "crossbeam_utils",
    "futures",
    "parking_lot",
    "std",
    "tokio",
    "tokio_stream",
    "tokio_util",
];

/// Where compilers see the crate with its dependencies, and the crates that stand for others.
const LIBRARIES: &str = "/explored";
const SHIMS: &str = "/shims";

/// rustc, and the crates to compile against.
pub struct ExploredRust {
    rustc: Rustc,
    builds_with: String,
    libraries: Mount,
    /// The file of the crate `explored` in it.
    explored: String,
    shims: Mount,
    view: View,
}

impl ExploredRust {
    /// Builds the crate `explored` of the book at `root`, which takes some seconds the first time. What is built of programs will be in the
    /// folder `builds`.
    ///
    /// # Errors
    /// That there is no compiler, or that the crate cannot be built.
    pub fn prepare(
        root: &Path,
        builds: &Path,
        isolation: &Isolation,
        tell: &mut dyn FnMut(&str),
    ) -> Result<Self> {
        let mut rustc = Rustc::find(root, isolation)?;
        let libraries = libraries::build_package(root, PACKAGE, |name| tell(name))?;
        let shims = shims(root, &libraries)?;
        let explored = file_of(&libraries)?;
        let name_of = |folder: &Path| folder.file_name().unwrap_or_default().display().to_string();
        let builds_with = [rustc.details(), &name_of(&libraries), &name_of(&shims)].join("\n");
        Ok(ExploredRust {
            builds_with,
            libraries: rustc.places.put(&libraries, LIBRARIES),
            explored,
            shims: rustc.places.put(&shims, SHIMS),
            rustc,
            view: View {
                readable: Vec::new(),
                writable: None,
                builds: Some(builds.to_owned()),
            },
        })
    }
}

impl Tool for ExploredRust {
    fn version(&self) -> &str {
        self.rustc.version()
    }

    fn builds_with(&self) -> Option<&str> {
        Some(&self.builds_with)
    }

    fn attempts(&self, job: &Job, _: Priority, folder: &Path, program: &Path) -> Vec<Vec<Task>> {
        let libraries = self.libraries.at.display();
        let mut arguments = vec![
            format!("--edition={}", job.edition),
            // The words of warnings would be about the wrong crates.
            "-Awarnings".to_owned(),
            "-Cdebuginfo=line-tables-only".to_owned(),
            format!("-Ldependency={libraries}"),
            format!("--extern={PACKAGE}={libraries}/{}", self.explored),
        ];
        arguments.push(libraries::FRAME_POINTERS.to_owned());
        let shims = self.shims.at.display();
        arguments.extend(CRATES.map(|name| format!("--extern={name}={shims}/lib{name}.rlib")));
        let mounts = [self.libraries.clone(), self.shims.clone()];
        vec![vec![self.rustc.task(
            started_by_us(&job.source),
            arguments,
            mounts,
            folder,
            program,
        )]]
    }

    fn explain(&self, _: &Job, messages: &str, folder: &Path) -> String {
        let messages = self.rustc.places.hide(messages, folder);
        format!("{messages}\n{}", what_can_be_explored())
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

/// The hint below the compiler's messages: the program may be right, and only use what cannot be explored.
fn what_can_be_explored() -> String {
    let names = CRATES.map(|name| name.replace('_', "-"));
    format!(
        "note: to be explored, a program can use only what the explorer has of these crates: {}.\n      \
         It has no files, no network, no signals and no processes, and an item above that is not found is not among them.\n",
        names.join(", ")
    )
}

/// The source with another start: the real `main` explores the program's `main`. The lines keep their numbers.
fn started_by_us(source: &str) -> String {
    format!(
        "#![no_main] {source}\n\
         #[unsafe(export_name = \"main\")] extern \"C\" fn __course_start() -> i32 {{ \
         ::explored::start::start(include_str!(\"main.rs\"), || ::explored::start::Code::code(main())); 0 }}\n"
    )
}

/// The name of the file of the crate `explored` in this folder.
fn file_of(libraries: &Path) -> Result<String> {
    let entries = fs::read_dir(libraries)?.flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .find(|name| name.starts_with("libexplored") && name.ends_with(".rlib"))
        .context("cargo has not built the crate explored")
}

/// The folder with a crate for each of [`CRATES`], whose contents are a module of `explored`.
fn shims(root: &Path, libraries: &Path) -> Result<PathBuf> {
    let name = libraries.file_name().context("a folder has a name")?;
    let mut hasher = DefaultHasher::new();
    (CRATES, name).hash(&mut hasher);
    let folder = root
        .join(TARGET)
        .join(format!("shims-{:016x}", hasher.finish()));
    if folder.is_dir() {
        return Ok(folder);
    }
    let explored = libraries.join(file_of(libraries)?);
    complete::folder(&folder, |half| {
        for name in CRATES {
            let source = half.join(format!("{name}.rs"));
            fs::write(
                &source,
                format!("#![no_std]\npub use {PACKAGE}::{name}::*;\n"),
            )?;
            let output = rust::command(root)
                .arg(format!("--edition={}", Edition::BOOK))
                .args(["--crate-type=rlib", "-Awarnings", "--out-dir"])
                .arg(half)
                .arg("-Ldependency=".to_owned() + &libraries.display().to_string())
                .arg(format!("--extern={PACKAGE}={}", explored.display()))
                .arg(&source)
                .output()
                .context("cannot start rustc")?;
            ensure!(
                output.status.success(),
                "rustc cannot make the crate {name} for explored programs:\n{}",
                String::from_utf8_lossy(&output.stderr).trim_end()
            );
        }
        Ok(())
    })?;
    libraries::remove_others(&folder, "shims-")?;
    Ok(folder)
}
