//! The folder with the reader's answers and progress. Git ignores it.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use exercises::Exercise;
use serde::{Deserialize, Serialize};

/// Its name, relative to the root of the book.
pub const FOLDER: &str = "practice";

/// The file with the progress in it.
const PROGRESS: &str = "progress.json";

/// What a reader has written, and what of it was right.
pub struct Answers {
    folder: PathBuf,
    progress: BTreeMap<String, Progress>,
}

/// How far a reader is with an exercise. The pages keep the same in the browser: see theme/exercise.js.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Progress {
    /// The day when the answer was right for the first time, as `2026-01-31`.
    solved: Option<String>,
    /// How many hints were shown.
    #[serde(default)]
    hints: usize,
}

impl Answers {
    /// The answers in the book at `root`. The folder need not be there yet.
    ///
    /// # Errors
    /// That the file with the progress cannot be read.
    pub fn open(root: &Path) -> Result<Self> {
        let folder = root.join(FOLDER);
        let file = folder.join(PROGRESS);
        let progress = match fs::read_to_string(&file) {
            Ok(text) => serde_json::from_str(&text).with_context(|| {
                format!(
                    "{} is not the progress that this command has written: repair or delete it",
                    file.display()
                )
            })?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", file.display()));
            }
        };
        Ok(Answers { folder, progress })
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of an answer.
    pub fn file(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(format!("{}.rs", exercise.name))
    }

    /// Whether there is an answer, right or wrong.
    pub fn has(&self, exercise: &Exercise) -> bool {
        self.file(exercise).is_file()
    }

    /// Makes the file of the answer from the exercise's start, unless it is there.
    ///
    /// # Errors
    /// That it cannot be written.
    pub fn begin(&self, exercise: &Exercise) -> Result<()> {
        match self.has(exercise) {
            true => Ok(()),
            false => self.write(&self.file(exercise), &exercise.start),
        }
    }

    /// The answer as it is now.
    ///
    /// # Errors
    /// That it cannot be read.
    pub fn read(&self, exercise: &Exercise) -> Result<String> {
        let file = self.file(exercise);
        text::read(&file).with_context(|| format!("cannot read {}", file.display()))
    }

    /// Begins again, and keeps the old answer in another file. Returns the path of that file, if there was an answer.
    ///
    /// # Errors
    /// That a file cannot be moved or written.
    pub fn reset(&mut self, exercise: &Exercise) -> Result<Option<String>> {
        let file = self.file(exercise);
        if !self.has(exercise) {
            return Ok(None);
        }
        let kept = (1..)
            .map(|number| file.with_extension(format!("old{number}.rs")))
            .find(|kept| !kept.exists())
            .unwrap_or_default();
        fs::rename(&file, &kept).with_context(|| format!("cannot move {}", file.display()))?;
        self.progress.remove(&exercise.name);
        self.save()?;
        self.begin(exercise)?;
        let name = kept.file_name().unwrap_or_default().to_string_lossy();
        Ok(Some(format!("{FOLDER}/{name}")))
    }

    /// Whether the reader has solved the exercise.
    pub fn is_solved(&self, exercise: &Exercise) -> bool {
        let progress = self.progress.get(&exercise.name);
        progress.is_some_and(|progress| progress.solved.is_some())
    }

    /// Notes that the exercise is solved.
    ///
    /// # Errors
    /// That the progress cannot be written.
    pub fn solved(&mut self, exercise: &Exercise) -> Result<()> {
        let progress = self.progress.entry(exercise.name.clone()).or_default();
        if progress.solved.is_none() {
            progress.solved = Some(today());
            self.save()?;
        }
        Ok(())
    }

    /// How many hints the reader has seen.
    pub fn hints(&self, exercise: &Exercise) -> usize {
        self.progress.get(&exercise.name).map_or(0, |one| one.hints)
    }

    /// Shows one hint more, if there is one.
    ///
    /// # Errors
    /// That the progress cannot be written.
    pub fn show_hint(&mut self, exercise: &Exercise) -> Result<()> {
        let progress = self.progress.entry(exercise.name.clone()).or_default();
        progress.hints = exercise.hints.len().min(progress.hints + 1);
        self.save()
    }

    fn save(&self) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.progress)? + "\n";
        self.write(&self.folder.join(PROGRESS), &text)
    }

    /// Writes a whole file or none.
    fn write(&self, file: &Path, text: &str) -> Result<()> {
        let written = || -> Result<()> {
            fs::create_dir_all(&self.folder)?;
            let half = tempfile::NamedTempFile::new_in(&self.folder)?;
            fs::write(half.path(), text)?;
            half.persist(file)?;
            Ok(())
        };
        written().with_context(|| format!("cannot write {}", file.display()))
    }
}

/// Today's date in UTC, as `2026-01-31`.
fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    chrono::DateTime::from_timestamp(seconds.cast_signed(), 0)
        .map(|now| now.format("%F").to_string())
        .unwrap_or_default()
}
