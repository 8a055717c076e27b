//! Models: programs whose every schedule (loom) or many schedules (shuttle) are explored.
//!
//! # Layout
//! - a file `NN_topic_what.rs` for each model, named below;
//! - a file `NN_topic_what.txt` for what a model tells that must fail: see [`fails`].

#[path = "07_waitgroups_lost_wakeup.rs"]
mod lost_wakeup;

#[path = "08_mutexes_lost_update.rs"]
mod mutexes_lost_update;

#[path = "08_mutexes_ordering.rs"]
mod mutexes_ordering;

#[path = "08_mutexes_store_buffer.rs"]
mod mutexes_store_buffer;

#[path = "10_rate_limiting_governor.rs"]
mod rate_limiting_governor;

#[path = "finding_races_growth.rs"]
mod finding_races_growth;

#[path = "finding_races_messages.rs"]
mod finding_races_messages;

#[path = "finding_races_two_tills.rs"]
mod finding_races_two_tills;

#[path = "finding_races_x86.rs"]
mod finding_races_x86;

use std::path::Path;
use std::process::Command;

use runner::transcript::Transcript;

/// Runs a model that must fail, and holds what it tells against the transcript `file`.
///
/// `test` is the whole name of the test that calls this. It runs a second time in a process of its own, whose stderr the
/// transcript holds as a person at a terminal would see it, `[..]` where a line differs from run to run.
fn fails(test: &str, file: &str, model: impl FnOnce()) {
    const INNER: &str = "COURSE_MODEL";
    if std::env::var(INNER).is_ok_and(|inner| inner == test) {
        return model();
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--include-ignored", "--nocapture"])
        .env(INNER, test)
        .env("RUST_BACKTRACE", "0");
    let mut output = command.output().unwrap();
    // There libtest says which tests it runs.
    output.stdout.clear();
    let printed = Transcript::from(&output);

    let file = Path::new("tests/models").join(file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
    let expected = Transcript::parse(&text::read(&path).unwrap_or_default());
    assert!(
        expected.matches(&printed),
        "{}: the output of the model is different\n{}\n  fix: if this is the output that it should have, write it there:\n{printed}",
        file.display(),
        expected.compare(&printed),
    );
}

/// A model that tells something else than its transcript is found.
#[test]
#[should_panic(expected = "! printed:  stderr: one addition is lost")]
fn what_a_model_tells_is_held() {
    fails("what_a_model_tells_is_held", "none.txt", || {
        shuttle::check_dfs(|| panic!("one addition is lost"), None);
    });
}
