//! Programs in each kind of sandbox that this machine has: confined, where the kernel lets this user make namespaces, and open.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use runner::passed::{Fingerprint, Passed};
use runner::play::event::{End, Limit, Stream};
use runner::play::limits::Limits;
use runner::play::sandbox::Pool;
use runner::play::sandbox::{Finish, Isolation, Task, View};
use runner::play::supervise::run;

type Test = fn(&Isolation) -> Result<(), Failed>;

/// Tests for every kind of sandbox.
const EVERYWHERE: [(&str, Test); 4] = [
    ("programs_run", programs_run),
    ("programs_are_stopped", programs_are_stopped),
    ("nothing_is_left_behind", nothing_is_left_behind),
    (
        "a_missing_program_is_an_error",
        a_missing_program_is_an_error,
    ),
];

/// Tests for machines that keep programs apart from themselves.
const CONFINED: [(&str, Test); 5] = [
    ("memory_is_bounded", memory_is_bounded),
    (
        "memory_of_no_process_is_bounded",
        memory_of_no_process_is_bounded,
    ),
    ("processes_are_bounded", processes_are_bounded),
    (
        "a_dead_sandbox_starts_nothing",
        a_dead_sandbox_starts_nothing,
    ),
    ("a_program_sees_its_own_build", a_program_sees_its_own_build),
];

fn main() -> ExitCode {
    let found = Isolation::by_running(&Task::shell("true"));
    if let Isolation::None(why) = &found {
        eprintln!("tests of confined programs are ignored: {why}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let passed = Arc::new(Passed::of(&root, "tests of sandboxes"));
    let code = Fingerprint::of_executable(&root).expect("the compiler works");
    let depends_on = code.with_rights().with(format!("{found:?}"));
    let trial = |group: &str, (name, test): &(&str, Test), isolation: Isolation| {
        let (passed, depends_on, test) = (Arc::clone(&passed), depends_on.clone(), *test);
        let name = format!("{group}::{name}");
        Trial::test(name.clone(), move || {
            passed.check(&name, &depends_on, || test(&isolation))
        })
    };
    let confined = EVERYWHERE.iter().chain(&CONFINED).map(|test| {
        let trial = trial("confined", test, Isolation::Full);
        if found == Isolation::Full {
            trial
        } else {
            trial.with_kind("needs namespaces").with_ignored_flag(true)
        }
    });
    let open = EVERYWHERE.iter();
    let open = open.map(|test| trial("open", test, Isolation::None("as if".into())));
    let mut arguments = Arguments::from_args();
    // One of the tests looks for its sandbox among the children of this process.
    arguments.test_threads = Some(1);
    let conclusion = libtest_mimic::run(&arguments, confined.chain(open).collect());
    passed.say();
    conclusion.exit_code()
}

fn play(isolation: &Isolation, script: &str, limits: Limits) -> (String, String, End) {
    let (mut out, mut err) = (String::new(), String::new());
    let print = |stream: Stream, text: &str, _| match stream {
        Stream::Stdout => out.push_str(text),
        Stream::Stderr => err.push_str(text),
    };
    let pool = Pool::new(isolation.clone());
    let outcome = run(&pool, &Task::shell(script), &limits, &|| false, print).unwrap();
    (out, err, outcome.end)
}

/// A program has its files, no input, no environment except the shell's own, both outputs, and its own end.
fn programs_run(isolation: &Isolation) -> Result<(), Failed> {
    let script = "read line < note; read more; echo \"$line$more.\"; echo no >&2; exit 3";
    let (out, err, end) = play(isolation, script, Limits::RUN);
    assert_eq!((out.as_str(), err.as_str()), ("kept.\n", "no\n"));
    assert_eq!(end, End::Exit { code: 3 });
    let (out, _, _) = play(isolation, "echo \"$HOME$USER$CARGO\"", Limits::RUN);
    assert_eq!(out, "\n");
    let (_, _, end) = play(isolation, "kill -ABRT $$", Limits::RUN);
    let (number, name) = (6, "SIGABRT".to_owned());
    assert_eq!(end, End::Signal { number, name });
    Ok(())
}

/// A program that goes beyond its time or its output is stopped, and so is a program that nobody wants any more.
fn programs_are_stopped(isolation: &Isolation) -> Result<(), Failed> {
    let is_limit =
        |end: &End, expected| matches!(end, End::Limit { limit, .. } if *limit == expected);
    let short = Limits {
        wall: Duration::from_secs(2),
        ..Limits::RUN
    };
    let (out, _, end) = play(isolation, "echo a; while :; do :; done", short);
    assert_eq!(out, "a\n");
    assert!(is_limit(&end, Limit::Time), "{end:?}");
    let little = Limits {
        output: 1000,
        ..Limits::RUN
    };
    let (out, _, end) = play(isolation, "while :; do echo 123456789; done", little);
    assert!(is_limit(&end, Limit::Output), "{end:?}");
    assert!(out.len() <= 1000, "{}", out.len());
    let pool = Pool::new(isolation.clone());
    let endless = Task::shell("while :; do :; done");
    let outcome = run(&pool, &endless, &Limits::RUN, &|| true, |_, _, _| {})?;
    assert_eq!(outcome.end, End::Stopped);
    Ok(())
}

/// A process that a program has left behind ends with the program, even if it holds the outputs; the run does not last until the limit.
fn nothing_is_left_behind(isolation: &Isolation) -> Result<(), Failed> {
    let (out, _, end) = play(isolation, "(while :; do :; done) & echo gone", Limits::RUN);
    assert_eq!((out.as_str(), end), ("gone\n", End::Exit { code: 0 }));
    Ok(())
}

/// A program that is not there is an error.
fn a_missing_program_is_an_error(isolation: &Isolation) -> Result<(), Failed> {
    let task = Task {
        program: "/no/such/program".into(),
        ..Task::shell("")
    };
    let pool = Pool::new(isolation.clone());
    assert!(run(&pool, &task, &Limits::RUN, &|| false, |_, _, _| {}).is_err());
    Ok(())
}

/// A program that takes more memory than it may is stopped, and its end says so.
fn memory_is_bounded(isolation: &Isolation) -> Result<(), Failed> {
    let little = Limits {
        memory: 64 << 20,
        ..Limits::RUN
    };
    let (_, _, end) = play(isolation, "x=x; while :; do x=$x$x; done", little);
    let limit = Limit::Memory;
    let text = "stopped at 64 MiB of memory".to_owned();
    assert_eq!(end, End::Limit { limit, text });
    Ok(())
}

/// If the memory that is too much belongs to no process, the kernel ends the largest process, which is the first one of the sandbox. The end
/// of the program still says that it was its memory.
fn memory_of_no_process_is_bounded(isolation: &Isolation) -> Result<(), Failed> {
    // All private files are for shared memory, so nothing else bounds the folder `/tmp`, which is in memory.
    let little = Limits {
        memory: 16 << 20,
        files: 8 << 20,
        ..Limits::RUN
    };
    let script = "x=x; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do x=$x$x; done; \
                  i=0; while [ $i -lt 40000 ]; do i=$((i+1)); echo $x >> /tmp/$((i/1000)) || exit 4; done; exit 3";
    let (_, _, end) = play(isolation, script, little);
    let limit = Limit::Memory;
    let text = "stopped at 16 MiB of memory".to_owned();
    // Without a control group, the kernel does not count for the sandbox, and the program reaches its end.
    let uncounted = End::Exit { code: 3 };
    assert!(
        [End::Limit { limit, text }, uncounted].contains(&end),
        "{end:?}"
    );
    Ok(())
}

/// A program that starts more processes than it may is refused them, and its end says so.
fn processes_are_bounded(isolation: &Isolation) -> Result<(), Failed> {
    let few = Limits {
        processes: 20,
        ..Limits::RUN
    };
    let script = "i=0; while [ $i -lt 40 ]; do (while :; do :; done) & i=$((i+1)); done; wait";
    let pool = Pool::new(isolation.clone());
    let outcome = run(&pool, &Task::shell(script), &few, &|| false, |_, _, _| {})?;
    // Without a control group, the message says `probably`.
    let reached = outcome.reached.ok_or("it has reached the limit")?;
    assert!(
        reached.ends_with("reached the limit of 20 processes and threads"),
        "{reached}"
    );
    Ok(())
}

/// A sandbox that has ended starts no program, and returns an error.
fn a_dead_sandbox_starts_nothing(isolation: &Isolation) -> Result<(), Failed> {
    let sandbox = isolation.prepare(&View::default(), &Limits::RUN)?;
    let [outer] = children("self")?[..] else {
        return Err("there is one child".into());
    };
    let [first] = children(&outer.to_string())?[..] else {
        return Err("it has one child".into());
    };
    kill(Pid::from_raw(first), Signal::SIGKILL)?;
    let deadline = Instant::now() + Duration::from_secs(60);
    while !fs::read_to_string(format!("/proc/{outer}/stat"))?.contains(") Z ") {
        assert!(Instant::now() < deadline, "the sandbox does not end");
        thread::yield_now();
    }
    assert!(sandbox.start(&Task::shell("true")).is_err());
    Ok(())
}

fn children(process: &str) -> Result<Vec<i32>, Failed> {
    let mut children = Vec::new();
    for thread in fs::read_dir(format!("/proc/{process}/task"))?.flatten() {
        let numbers = fs::read_to_string(thread.path().join("children"))?;
        children.extend(numbers.split_whitespace().map(str::parse::<i32>));
    }
    Ok(children.into_iter().collect::<Result<_, _>>()?)
}

/// A program sees its own build as `/program`, cannot change it, and sees neither other builds nor their folder. A build that is gone is an
/// error that says so.
fn a_program_sees_its_own_build(isolation: &Isolation) -> Result<(), Failed> {
    let builds = tempfile::tempdir()?;
    for name in ["own", "other"] {
        fs::create_dir(builds.path().join(name))?;
        let program = builds.path().join(name).join("program");
        fs::copy("/bin/sh", &program)?;
    }
    let view = View {
        builds: Some(builds.path().to_owned()),
        ..View::default()
    };
    let start = |name: &str, script: &str| {
        let mut task = Task::shell(script);
        task.program = builds.path().join(name);
        isolation.prepare(&view, &Limits::RUN)?.start(&task)
    };
    let folder = builds.path().display();
    let script = format!(
        "echo $0 /builds/* {folder}/*; test -x /program && echo there; echo > /program || echo kept"
    );
    let mut running = start("own/program", &script)?;
    let mut printed = String::new();
    let mut output = running.take_output().ok_or("it has an output")?;
    output.read_to_string(&mut printed)?;
    assert_eq!(running.finish()?, Finish::Exit(0));
    assert_eq!(
        printed,
        format!("/program /builds/* {folder}/*\nthere\nkept\n")
    );

    let error = start("gone/program", "true")?.finish().unwrap_err();
    assert!(error.to_string().contains("No such file"), "{error}");
    Ok(())
}
