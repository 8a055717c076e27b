//! Play, as a reader's browser and as somebody hostile speak to it: over sockets, to the real server.
//!
//! # Layout
//! - [`course`]: a server for these tests, and what it is asked.
//! - [`protocol`]: what it answers, to whom.
//! - [`compilers`]: how programs are compiled, and what a reader gets to know of that.
//! - [`connections`]: who leaves, who stays too long, and who takes too much.
//! - [`unguarded`]: a server that cannot keep programs apart from the machine.
//! - [`hostile`]: programs that want out, or everything; each is contained, and after each the server still answers.
//! - [`uncounted`]: programs that try to hide what they take.
//! - [`deadlock`]: programs whose threads all wait, and programs that only look like it.
//! - [`book`]: every program of the book, played as a page plays it, prints its transcript.

mod book;
mod compilers;
mod connections;
mod course;
mod deadlock;
mod hostile;
mod protocol;
mod uncounted;
mod unguarded;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Arguments;

use course::Course;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // While some wait for a limit, others can be asked.
    arguments.test_threads.get_or_insert(4);
    let course = Arc::new(Course::start(&["--time-limit", "3"]));
    let patient = Arc::default();
    let mut trials = protocol::trials(&course, &patient);
    trials.extend(connections::trials(&patient));
    // Dropped with the last trial.
    drop(patient);
    trials.extend(unguarded::trials(&course));
    trials.extend(compilers::trials(&course));
    trials.extend(hostile::trials(&course));
    trials.extend(uncounted::trials(&course));
    trials.extend(deadlock::trials(&course));
    trials.extend(book::trials(&course));
    let conclusion = libtest_mimic::run(&arguments, trials);
    // What is left when everything has ended is looked for here: no trial may run beside that.
    let left = course.what_is_left();
    if !left.is_empty() {
        eprintln!("left behind: {left:#?}");
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

/// The root of the book.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
