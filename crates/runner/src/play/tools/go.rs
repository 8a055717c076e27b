//! Go: its compiler and linker, called one after the other as `go build` calls them, against the standard library alone.
//!
//! `go build` itself is not used, because it needs a cache that it can write, and a cache that every program can write cannot be trusted.

mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::places::Places;
use super::tool::{Priority, Tool};
use crate::commands::output_of;
use crate::complete;
use crate::go;
use crate::libraries::TARGET;
use crate::play::job::Job;
use crate::play::sandbox::{Isolation, Mount, Task, View};

/// The file that names the packages of the standard library, each as `path=file`.
const PACKAGES: &str = "packages";

/// The file from which the compiler and the linker learn where each package is.
const CONFIGURATION: &str = "importcfg";

/// Where Go's tools see themselves, and the standard library.
const TOOLS: &str = "/go/tools";
const LIBRARY: &str = "/go/packages";

/// Go's compiler, linker and standard library.
pub struct Go {
    version: String,
    places: Places,
    /// The folder of the compiler and the linker.
    tools: Mount,
    /// The folder of the standard library, compiled.
    packages: Mount,
    /// Where each package is that a program can import, as the compiler reads it.
    importable: String,
    /// Where each package is, as the linker reads it.
    all: String,
    /// What programs see.
    view: View,
}

impl Go {
    pub fn prepare(
        root: &Path,
        builds: &Path,
        isolation: &Isolation,
        tell: &mut dyn FnMut(&str),
    ) -> Result<Self> {
        let version = go::version(root)?;
        let tools = PathBuf::from(output_of(go::command(root).args(["env", "GOTOOLDIR"]))?);
        let folder = std::path::absolute(root.join(TARGET))?;
        let packages = folder.join(format!("go-{}", version.replace(' ', "-")));
        if !packages.join(PACKAGES).is_file() {
            tell("the standard library");
            let list = "{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}";
            let list = ["list", "-trimpath", "-export", "-f", list, "std"];
            collect(&output_of(go::command(root).args(list))?, &packages)?;
        }
        let list = fs::read_to_string(packages.join(PACKAGES))?;
        let mut places = Places::new(isolation);
        let tools = places.put(&tools, TOOLS);
        let packages = places.put(&packages, LIBRARY);
        let (mut importable, mut all) = (String::new(), String::new());
        for (path, file) in list.lines().filter_map(|line| line.split_once('=')) {
            let line = format!("packagefile {path}={}\n", packages.at.join(file).display());
            if !words::is_internal(path) {
                importable.push_str(&line);
            }
            all.push_str(&line);
        }
        Ok(Go {
            version,
            places,
            tools,
            packages,
            importable,
            all,
            view: View {
                builds: Some(builds.to_owned()),
                ..View::default()
            },
        })
    }

    fn tool(&self, name: &str) -> PathBuf {
        self.tools.at.join(name)
    }

    /// The task that calls a tool on the job. The tool finds the packages in the text `packages`.
    fn task(&self, tool: &str, arguments: &[&str], packages: &str, job: &Job, out: &Mount) -> Task {
        let arguments = ["-importcfg", CONFIGURATION].iter().chain(arguments);
        Task {
            program: self.tool(tool),
            arguments: arguments.map(ToString::to_string).collect(),
            environment: Vec::new(),
            files: vec![
                ("main.go".into(), job.source.clone()),
                (CONFIGURATION.into(), packages.to_owned()),
            ],
            view: View {
                readable: vec![self.tools.clone(), self.packages.clone()],
                writable: Some(out.clone()),
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

    fn refuse(&self, job: &Job) -> Option<String> {
        words::refuse(&job.source)
    }

    fn attempts(&self, job: &Job, _: Priority, folder: &Path, program: &Path) -> Vec<Vec<Task>> {
        let out = self.places.out(folder);
        let program = out.at.join(program.strip_prefix(folder).unwrap_or(program));
        let program = program.display().to_string();
        let object = out.at.join("main.a").display().to_string();
        let compile = ["-p", "main", "-complete", "-o", &object, "main.go"];
        let link = ["-buildmode", "exe", "-o", &program, &object];
        vec![vec![
            self.task("compile", &compile, &self.importable, job, &out),
            self.task("link", &link, &self.all, job, &out),
        ]]
    }

    fn explain(&self, job: &Job, messages: &str, folder: &Path) -> String {
        let link = format!("{TOOLS}/link");
        words::explain(&job.source, &self.places.hide(messages, folder), &link)
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

/// Makes the folder `packages` from `list`, which has a line `path=file` for each compiled package. The files lie in the cache of the user
/// who runs this, among others that no program should read, so they are linked or copied.
fn collect(list: &str, packages: &Path) -> Result<()> {
    complete::folder(packages, |folder| {
        let mut lines = String::new();
        for (number, line) in list.lines().filter(|line| !line.is_empty()).enumerate() {
            let (path, file) = line
                .split_once('=')
                .with_context(|| format!("go list says {line}"))?;
            let name = format!("{number}.a");
            let copy = folder.join(&name);
            fs::hard_link(file, &copy).or_else(|_| fs::copy(file, &copy).map(drop))?;
            lines.push_str(&format!("{path}={name}\n"));
        }
        Ok(fs::write(folder.join(PACKAGES), lines)?)
    })
}
