//! The keys that are pressed, and the saves of an answer.

use std::cell::RefCell;
use std::io::{BufRead, stdin};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use console::{Key, Term};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// How long a folder must be quiet after a save: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// What a reader has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Pressed this key.
    Key(char),
    /// Saved a file in the folder of the answers.
    Saved,
    /// Left: there are no more keys.
    Gone,
}

/// The keys and the saves, in the order in which they come. It owns the watcher of the folder, which ends with it, and a thread that waits
/// for keys, which ends with the process.
pub struct Inputs {
    received: Receiver<Input>,
    /// An input that was seen, and not taken yet.
    seen: RefCell<Option<Input>>,
    _watcher: RecommendedWatcher,
}

impl Inputs {
    /// Begins to watch the folder, which must be there, and the keyboard.
    ///
    /// # Errors
    /// That the folder cannot be watched.
    pub fn of(folder: &Path) -> Result<Self> {
        let (inputs, received) = mpsc::channel();
        let saves = inputs.clone();
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                let changes = |event: notify::Event| !event.kind.is_access();
                if event.is_ok_and(changes) {
                    let _ = saves.send(Input::Saved);
                }
            })?;
        watcher
            .watch(folder, RecursiveMode::NonRecursive)
            .with_context(|| format!("cannot watch {}", folder.display()))?;
        thread::spawn(move || read_keys(&inputs));
        Ok(Inputs {
            received,
            seen: RefCell::new(None),
            _watcher: watcher,
        })
    }

    /// Waits for the next input. Several saves in a row are one.
    pub fn next(&self) -> Input {
        let first = self.seen.take();
        let first = first.unwrap_or_else(|| self.received.recv().unwrap_or(Input::Gone));
        if first == Input::Saved {
            loop {
                match self.received.recv_timeout(QUIET) {
                    Ok(Input::Saved) => {}
                    Ok(other) => {
                        self.seen.replace(Some(other));
                        break;
                    }
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
                }
            }
        }
        first
    }

    /// Whether there is an input that nobody has taken yet.
    pub fn is_ready(&self) -> bool {
        let mut seen = self.seen.borrow_mut();
        if seen.is_none() {
            *seen = self.received.try_recv().ok();
        }
        seen.is_some()
    }
}

/// Sends each key. At a terminal a key counts at once, elsewhere the first character of each line.
fn read_keys(inputs: &Sender<Input>) {
    let terminal = Term::stdout();
    if terminal.is_term() && Term::stderr().is_term() {
        while let Ok(key) = terminal.read_key() {
            let sent = match key {
                Key::Char(key) => inputs.send(Input::Key(key)),
                Key::CtrlC | Key::Escape => inputs.send(Input::Gone),
                _ => Ok(()),
            };
            if sent.is_err() {
                return;
            }
        }
    } else {
        for line in stdin().lock().lines().map_while(Result::ok) {
            let key = line.chars().next().unwrap_or('\n');
            if inputs.send(Input::Key(key)).is_err() {
                return;
            }
        }
    }
    let _ = inputs.send(Input::Gone);
}
