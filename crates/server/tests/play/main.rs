//! Play, as a reader's browser and as somebody hostile speak to it: over sockets, to the real server.
//!
//! # Layout
//! - [`server`]: the course's server, started for a test.
//! - [`course`]: such a server for these tests, and what it is asked.
//! - [`schedule`]: which trials are left out because they passed before, and which run alone.
//! - [`protocol`]: what the server answers, and to which clients.
//! - [`compilers`]: how programs are compiled, and what a reader gets to know of that.
//! - [`connections`]: clients that leave, stay too long, or take too much.
//! - [`unguarded`]: a server that cannot keep programs apart from the machine.
//! - [`hostile`]: programs that try to leave the sandbox or to take everything. Each is stopped, and the server still answers.
//! - [`uncounted`]: programs that try to hide what they take.
//! - [`deadlock`]: programs whose threads all wait, and programs that only look like it.
//! - [`explore`]: programs that are explored.
//! - [`check`]: answers to an exercise.
//! - [`book`]: every program of the book, played as a page plays it, prints its transcript.

mod book;
mod check;
mod compilers;
mod connections;
mod course;
mod deadlock;
mod explore;
mod hostile;
mod protocol;
mod schedule;
mod server;
mod uncounted;
mod unguarded;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::Arguments;

use course::{Course, Exclusive};
use schedule::Schedule;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Many trials only wait for a limit, so more of them run at once than there are cores.
    arguments.test_threads.get_or_insert(4);
    let course = Arc::new(Course::start(&["--time-limit", "3"]));
    let schedule = Schedule::remembering(&course).expect("the executables can be read");
    let schedule = Arc::new(schedule);
    let patient = Arc::new(Exclusive::new(PATIENT));
    let impatient = Arc::new(Exclusive::new(IMPATIENT));
    let mut trials = protocol::trials(&course, &patient, &schedule);
    trials.extend(connections::trials(&patient, &schedule));
    trials.extend(unguarded::trials(&course, &schedule));
    trials.extend(compilers::trials(&course, &schedule));
    trials.extend(hostile::trials(&course, &schedule));
    trials.extend(uncounted::trials(&course, &schedule));
    trials.extend(deadlock::trials(&course, &schedule));
    trials.extend(explore::trials(&course));
    trials.extend(check::trials(&course));
    trials.extend(book::trials(&course, &schedule));
    // Last, because each server that starts also looks for the programs of the book, and by now they are built.
    trials.extend(connections::trials_of_limits(&impatient, &schedule));
    // Each of these servers ends with its last trial.
    drop((patient, impatient));
    let conclusion = libtest_mimic::run(&arguments, trials);
    schedule.say();
    // What is left when everything has ended is looked for here: no trial may run beside that.
    let left = course.what_is_left();
    if !left.is_empty() {
        eprintln!("left behind: {left:#?}");
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

/// The programs of this server may run for ten minutes, longer than any test waits.
const PATIENT: &[&str] = &["--time-limit", "600"];

/// This server waits for clients only as long as the tests of these limits can wait. A unit test holds the usual limits.
const IMPATIENT: &[&str] = &["--request-limit", "3", "--unread-limit", "2"];

/// The root of the book.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
