//! Takes transcripts and explorations again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail, ensure};
use languages::{ALL, Language};
use runner::bless::Blessed;
use runner::program::{self, Program};
use runner::refusal::Compilers;
use runner::toolchain::Toolchain;
use schedules::{Explorer, recorded, timeline};

use crate::progress::Progress;

/// Takes the transcripts and refusals of these programs again, or of all programs if none is named.
///
/// # Errors
/// A name that no program has; or those programs that could not be blessed, after all others were.
pub fn bless(root: &Path, names: &[String]) -> Result<()> {
    let mut programs: BTreeMap<String, Vec<Program>> = BTreeMap::new();
    for program in program::all(root, ALL)? {
        programs
            .entry(program.name.clone())
            .or_default()
            .push(program);
    }
    let mut refusals = program::refusals(root, ALL)?;
    if let Some(unknown) = names.iter().find(|name| {
        !programs.contains_key(*name) && !refusals.iter().any(|refused| refused.name == **name)
    }) {
        let folders = ALL.iter().flat_map(|l| [l.folder, l.refused_folder]);
        let folders = languages::listed(folders, "and");
        bail!("no program has the name {unknown}: look into {folders}");
    }
    if !names.is_empty() {
        let wanted: BTreeSet<&String> = names.iter().collect();
        programs.retain(|name, _| wanted.contains(name));
        refusals.retain(|program| wanted.contains(&program.name));
    }
    let missing = |tool: &str| Command::new(tool).output().is_err();
    if let Err(why) = runner::go::version(root) {
        eprintln!("warning: {why:#}: the output of the Go programs is not compared");
        for programs in programs.values_mut() {
            programs.retain(|program| *program.language != Language::GO);
        }
        programs.retain(|_, of_name| !of_name.is_empty());
        refusals.retain(|program| *program.language != Language::GO);
    }
    let python = |program: &Program| *program.language == Language::PYTHON;
    if refusals.iter().any(python) && missing("mypy") {
        eprintln!(
            "warning: no `mypy` is on the PATH: its messages for refused programs are not compared"
        );
        refusals.retain(|program| !python(program));
    }

    let toolchain = Toolchain::new(root)?;
    let compilers = Compilers::new(root);
    let progress = Progress::start("Taking transcripts");
    let mut failed = Vec::new();
    let mut report = |name: &str, file: &Path, blessed: Result<Blessed>| match blessed {
        Ok(Blessed::Unchanged) => {}
        Ok(Blessed::Written) => {
            progress.note(&format!("{name}: wrote {}; read it now", file.display()))
        }
        Err(error) => failed.push(format!("{error:#}")),
    };
    for (name, of_name) in &programs {
        progress.tell(name);
        let blessed = runner::bless::transcript(&toolchain, of_name);
        report(name, &program::transcript(name), blessed);
    }
    for program in &refusals {
        let blessed = runner::bless::refusal(&compilers, program);
        report(&program.name, &program.refusal(), blessed);
    }
    if !failed.is_empty() {
        bail!("{}", failed.join("\n\n"));
    }
    progress.done();
    Ok(())
}

/// Records the explorations of these programs and draws their timelines, or all again that the book has if none is named. A program that
/// has a timeline is recorded only if it was recorded before.
///
/// # Errors
/// That programs cannot be explored on this machine; or those programs that could not be explored, after all others were.
pub fn explorations(root: &Path, names: &[String]) -> Result<()> {
    let names = match names {
        [] => explored(root)?,
        names => names.to_vec(),
    };
    let progress = Progress::start("Exploring programs");
    let explorer = Explorer::of_book(root, &mut |name| progress.tell(name))?;
    let mut failed = Vec::new();
    for name in &names {
        progress.tell(name);
        if let Err(error) = explore(root, name, &explorer, &progress) {
            failed.push(format!("{error:#}"));
        }
    }
    ensure!(failed.is_empty(), "{}", failed.join("\n\n"));
    progress.done();
    Ok(())
}

/// The names of the programs that have a recorded exploration or a timeline.
fn explored(root: &Path) -> Result<Vec<String>> {
    let mut names = recorded::names(root)?;
    names.extend(timeline::ALL.iter().map(|one| one.name.to_owned()));
    names.sort();
    names.dedup();
    Ok(names)
}

fn explore(root: &Path, name: &str, explorer: &Explorer, progress: &Progress) -> Result<()> {
    let timeline = timeline::of(name);
    if let Some(timeline) = timeline
        && timeline.bless(root, explorer)? == Blessed::Written
    {
        progress.note(&format!("{name}: {}", timeline.file().display()));
    }
    let is_recorded = root.join(recorded::file(name)).is_file();
    if (timeline.is_none() || is_recorded)
        && recorded::bless(root, name, explorer)? == Blessed::Written
    {
        let exploration = recorded::read(root, name)?;
        progress.note(&format!("{name}: {}", exploration.summary()));
    }
    Ok(())
}
