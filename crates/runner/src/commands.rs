//! Runs a command of this machine, and returns what it prints.

use std::process::Command;

use anyhow::{Context, Result, ensure};

/// What a command prints to standard output, without the white space around it.
///
/// # Errors
/// That there is no such command, or that it fails.
pub fn output_of(command: &mut Command) -> Result<String> {
    let name = command.get_program().display().to_string();
    let output = command
        .output()
        .with_context(|| format!("no `{name}` is on the PATH"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} fails: {}", errors.trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
