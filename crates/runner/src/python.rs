//! The Python of this machine: which one it is, whether it is new enough, and where its parts are.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, anyhow, bail, ensure};

use crate::commands::output_of;

/// What Python prints about itself, line by line: its version, whether it is new enough, its file, the same file without any virtual
/// environment, and the folders of its library.
const PROBE: &str = "import os, sys, sysconfig
print('Python', sys.version.split()[0])
print(sys.version_info >= (3, 11))
print(sys.executable)
print(os.path.realpath(getattr(sys, '_base_executable', sys.executable)))
print(sysconfig.get_path('stdlib', vars={'installed_base': sys.base_prefix}))
print(sysconfig.get_path('platstdlib', vars={'platbase': sys.base_prefix}))
print(os.path.join(sys.base_prefix, 'lib'))";

/// What to do where there is no Python, or an old one.
const INSTALL: &str = "install Python 3.11 or newer";

/// Options that every program gets. Unbuffered, as at a terminal, so each line is visible when it is printed, even if the program then
/// hangs; and without compiled files beside the sources.
pub const OPTIONS: [&str; 2] = ["-u", "-B"];

/// The interpreter itself, which `python3` starts.
pub struct Interpreter {
    /// Its version, for example `Python 3.11.2`.
    pub version: String,
    /// Its file. In a virtual environment this is the file of that environment.
    pub executable: PathBuf,
    /// Its file outside any virtual environment.
    pub base_executable: PathBuf,
    /// The folders of its standard library. Not each of them has to be there.
    pub libraries: Vec<PathBuf>,
}

impl Interpreter {
    /// Finds the interpreter.
    ///
    /// # Errors
    /// That there is none, that it does not work, or that it is too old; and what to do about it.
    pub fn find() -> Result<Self> {
        let output = output_of(Command::new("python3").args(["-c", PROBE]))
            .map_err(|error| anyhow!("{error:#}: {INSTALL}"))?;
        let lines: Vec<&str> = output.lines().collect();
        let [
            version,
            new_enough,
            executable,
            base_executable,
            libraries @ ..,
        ] = &lines[..]
        else {
            bail!("python3 does not say where it is: {output}");
        };
        ensure!(*new_enough == "True", "{version} is too old: {INSTALL}");
        Ok(Interpreter {
            version: (*version).to_owned(),
            executable: executable.into(),
            base_executable: base_executable.into(),
            libraries: libraries.iter().map(PathBuf::from).collect(),
        })
    }
}
