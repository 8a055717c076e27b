//! Go: its compiler and linker, called one after the other as `go build` calls them, against the standard library alone.
//!
//! `go build` itself wants a cache that it can write, and one that everybody can write is none to be trusted.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Short, Tool, said};
use crate::libraries::TARGET;
use crate::play::Job;
use crate::play::sandbox::{Task, View};

/// The file that names the packages of the standard library, each as `path=file`.
const PACKAGES: &str = "packages";

/// The file in which the compiler and the linker are told where each package is.
const CONFIGURATION: &str = "importcfg";

/// Go's compiler, linker and standard library.
pub struct Go {
    version: String,
    /// Where the compiler and the linker are.
    tools: PathBuf,
    /// The standard library, compiled.
    packages: PathBuf,
    /// Where each of its packages is, as the compiler and the linker read it.
    configuration: String,
    /// What programs see.
    view: View,
}

impl Go {
    pub fn prepare(root: &Path, builds: &Path, tell: &mut dyn FnMut(&str)) -> Result<Self> {
        let go = || {
            let mut go = Command::new("go");
            // The Go that is here, and nothing from elsewhere.
            go.current_dir(root.join("go")).envs([
                ("GOTOOLCHAIN", "local"),
                ("GOPROXY", "off"),
                ("GOFLAGS", "-trimpath"),
            ]);
            go
        };
        let version = said(go().args(["env", "GOVERSION"]))
            .context("install Go 1.25 or newer to play Go's programs")?;
        let tools = PathBuf::from(said(go().args(["env", "GOTOOLDIR"]))?);
        let folder = std::path::absolute(root.join(TARGET))?;
        let packages = folder.join(format!("go-{}", version.replace(' ', "-")));
        if !packages.join(PACKAGES).is_file() {
            tell("the standard library");
            let list = "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}";
            let list = said(go().args(["list", "-export", "-f", list, "std"]))?;
            collect(&list, &folder, &packages)?;
        }
        let list = fs::read_to_string(packages.join(PACKAGES))?;
        let lines = list.lines().filter_map(|line| {
            let (path, file) = line.split_once('=')?;
            Some(format!(
                "packagefile {path}={}\n",
                packages.join(file).display()
            ))
        });
        Ok(Go {
            version,
            tools,
            configuration: lines.collect(),
            packages,
            view: View {
                builds: Some(builds.to_owned()),
                ..View::default()
            },
        })
    }

    fn task(&self, tool: &str, arguments: Vec<String>, job: &Job, folder: &Path) -> Task {
        Task {
            program: self.tools.join(tool),
            arguments,
            environment: Vec::new(),
            files: vec![
                ("main.go".into(), job.source.clone()),
                (CONFIGURATION.into(), self.configuration.clone()),
            ],
            view: View {
                readable: vec![self.tools.clone(), self.packages.clone()],
                writable: Some(folder.to_owned()),
                builds: None,
            },
        }
    }
}

impl Tool for Go {
    fn version(&self) -> &str {
        &self.version
    }

    fn builds_with(&self) -> Option<&str> {
        Some(&self.version)
    }

    fn ways(&self, job: &Job, _: Short, folder: &Path, program: &Path) -> Vec<Vec<Task>> {
        let object = folder.join("main.a").display().to_string();
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let compile = words(&[
            "-importcfg",
            CONFIGURATION,
            "-p",
            "main",
            "-complete",
            "-o",
            &object,
            "main.go",
        ]);
        let program = program.display().to_string();
        let link = words(&[
            "-importcfg",
            CONFIGURATION,
            "-buildmode",
            "exe",
            "-o",
            &program,
            &object,
        ]);
        vec![vec![
            self.task("compile", compile, job, folder),
            self.task("link", link, job, folder),
        ]]
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

/// Makes the folder `packages` of the compiled packages in `list`, lines of `path=file`: they come from the cache of whoever
/// runs this, where other things lie that no program should read.
fn collect(list: &str, folder: &Path, packages: &Path) -> Result<()> {
    // Filled beside its place and then put there whole: another process may be at the same work.
    let half = tempfile::Builder::new()
        .prefix("half-go-")
        .tempdir_in(folder)?;
    let mut lines = String::new();
    for (number, line) in list.lines().filter(|line| !line.is_empty()).enumerate() {
        let (path, file) = line
            .split_once('=')
            .with_context(|| format!("go list says {line}"))?;
        let name = format!("{number}.a");
        let copy = half.path().join(&name);
        fs::hard_link(file, &copy).or_else(|_| fs::copy(file, &copy).map(drop))?;
        lines.push_str(&format!("{path}={name}\n"));
    }
    fs::write(half.path().join(PACKAGES), lines)?;
    if fs::rename(half.path(), packages).is_ok() {
        let _ = half.keep();
    }
    packages
        .join(PACKAGES)
        .is_file()
        .then_some(())
        .context("cannot keep Go's standard library")
}
