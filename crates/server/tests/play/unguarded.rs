//! A server on a machine that cannot keep programs apart from itself.

use std::process::Command;
use std::sync::Arc;

use anyhow::{Result, ensure};
use libtest_mimic::Trial;

use crate::course::{Course, program};
use crate::hostile;
use crate::schedule::Schedule;

/// The command of the server.
const COURSE: &str = env!("CARGO_BIN_EXE_course");

/// A script of the shell that forbids namespaces to its own process, and then becomes the program in its arguments.
const WITHOUT_NAMESPACES: &str =
    "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$0\" \"$@\"";

pub fn trials(course: &Arc<Course>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    let course = Arc::clone(course);
    let name = "unguarded::a_reader_needs_the_token".to_owned();
    let trial = schedule.trial(name, &[], move || a_reader_needs_the_token(&course));
    let linux = cfg!(target_os = "linux");
    vec![trial.with_kind("needs Linux").with_ignored_flag(!linux)]
}

/// Where the kernel refuses namespaces, the server answers nobody without the token, plays a harmless program for a reader
/// with the token, and no hostile one is played by these tests. Where it allows them, there is no token.
fn a_reader_needs_the_token(course: &Course) -> Result<()> {
    let unguarded = Arc::new(match course.unguarded()? {
        Some(_) => Course::start(&[]),
        None => {
            ensure!(course.token.is_none(), "a token that nobody needs");
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "sh", "-c", WITHOUT_NAMESPACES]);
            Course::start_by(command.arg(COURSE), &[])
        }
    });
    ensure!(unguarded.unguarded()?.is_some(), "it has guards");
    for cookie in ["", "Cookie: course=x\r\n"] {
        for path in ["/", "/introduction.html", "/play", "/preview-events"] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nHost: {}\r\n{cookie}Connection: close\r\n\r\n",
                unguarded.address
            );
            let answer = unguarded.send_as_it_is(&request)?;
            ensure!(answer.status == 403, "{path}: {answer:?}");
        }
        let program = program("stranger", "python", "print('mine')");
        let request = unguarded.request("/play", &program);
        let answer = unguarded.send_as_it_is(&request)?;
        ensure!(answer.status == 403, "{answer:?}");
    }
    let played = unguarded.play("reader", "python", "print('mine')")?;
    ensure!(played.stdout == "mine\n", "{played:?}");

    let hostile = hostile::trials(&unguarded, &Arc::default());
    ensure!(!hostile.is_empty());
    for trial in &hostile {
        let name = trial.name();
        ensure!(trial.has_ignored_flag(), "{name} would be played");
        ensure!(
            trial.kind() == "needs full guards",
            "{name}: {}",
            trial.kind()
        );
    }
    Ok(())
}
