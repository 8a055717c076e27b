//! What a person sees while something takes long: a moving line at a terminal, plain lines elsewhere.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// One piece of work that takes long. If it is dropped before it is done, the moving line disappears.
pub struct Progress {
    what: &'static str,
    since: Instant,
    /// `None` where nobody watches a terminal.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Says what begins now.
    pub fn start(what: &'static str) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner().with_message(what);
            let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
            bar.set_style(style.expect("a constant template"));
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        if bar.is_none() {
            eprintln!("{what} ...");
        }
        Progress {
            what,
            since: Instant::now(),
            bar,
        }
    }

    /// Says which part is at work now.
    pub fn tell(&self, part: &str) {
        match &self.bar {
            Some(bar) => bar.set_message(format!("{}: {part}", self.what)),
            None => eprintln!("  {part}"),
        }
    }

    /// Says something that is to stay on the screen.
    pub fn note(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    /// Says that it is done, and how long it took.
    pub fn done(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        eprintln!(
            "{}: done in {:.1} s",
            self.what,
            self.since.elapsed().as_secs_f64()
        );
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
