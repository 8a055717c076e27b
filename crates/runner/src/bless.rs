//! Writes transcripts and refusals again, as the programs of the book produce them now.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::complete;
use crate::program::{self, Program};
use crate::refusal::Compilers;
use crate::toolchain::Toolchain;
use crate::transcript::Transcript;

/// How often a program is run before its transcript is written. All runs must be equal.
const RUNS: usize = 3;

/// Whether a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blessed {
    /// It had the right text already.
    Unchanged,
    /// It was written, so somebody should read it now.
    Written,
}

/// Writes the transcript of `name` from three equal runs in each of the languages, all of which must print the same.
///
/// # Errors
/// That a program does not compile, or that two runs or two languages differ: then nothing is written.
pub fn transcript(toolchain: &Toolchain, programs: &[Program]) -> Result<Blessed> {
    let Some(first) = programs.first() else {
        bail!("there is no such program");
    };
    let file = program::transcript(&first.name);
    let path = toolchain.root().join(&file);
    let old = text::read(&path).ok().map(|text| Transcript::parse(&text));

    let mut new: Option<Transcript> = None;
    for program in programs {
        for _ in 0..RUNS {
            let run = toolchain.run(program, new.as_ref().or(old.as_ref()))?;
            let run = match &old {
                Some(old) => run.keeping(old),
                None => run,
            };
            match &new {
                Some(first_run) if *first_run != run => bail!(
                    "{} does not always print the same, or not what {} prints:\n{}\
                     fix the program, or write `[..]` into {} where only these parts may differ",
                    program.source().display(),
                    first.source().display(),
                    first_run.compare(&run),
                    file.display(),
                ),
                Some(_) => {}
                None => new = Some(run),
            }
        }
    }
    let new = new.expect("at least one program ran");
    write_if_new(&path, &new.to_string())
}

/// Writes the messages with which the program is refused into the file beside it.
///
/// # Errors
/// [`Compilers::refusal`]'s.
pub fn refusal(compilers: &Compilers, program: &Program) -> Result<Blessed> {
    let messages = compilers.refusal(program)?;
    write_if_new(&compilers.root().join(program.refusal()), &messages)
}

/// Writes the file, unless it has this text already.
///
/// # Errors
/// That it cannot be written.
pub fn write_if_new(path: &Path, text: &str) -> Result<Blessed> {
    if text::read(path).is_ok_and(|old| old == text::normal(text)) {
        return Ok(Blessed::Unchanged);
    }
    complete::file(path, |half| Ok(fs::write(half, text)?))?;
    Ok(Blessed::Written)
}
