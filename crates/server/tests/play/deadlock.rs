//! A program whose threads all wait, with nothing that could wake them, ends at once; every other program runs on.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use anyhow::{Result, ensure};
use languages::{ALL, Language};
use libtest_mimic::Trial;
use runner::play;
use runner::program::{self, Program};
use runner::transcript::Transcript;

use crate::book;
use crate::course::Course;
use crate::schedule::Schedule;

/// Programs that are deadlocked: a language, a name, the source, and what is said of the threads.
const DEAD: &[(&str, &str, &str, &str)] = &[
    (
        "python",
        "two_locks",
        "import threading\na, b, both = threading.Lock(), threading.Lock(), threading.Barrier(2)\ndef take(first, second):\n    with first:\n        both.wait()\n        with second: pass\nthreads = [threading.Thread(target=take, args=pair) for pair in ((a, b), (b, a))]\nfor thread in threads: thread.start()\nfor thread in threads: thread.join()\n",
        "all 3 threads wait, and nothing can wake them",
    ),
    (
        "python",
        "a_task",
        "import asyncio\nasync def main(): await asyncio.Event().wait()\nasyncio.run(main())\n",
        "the only thread waits, and nothing can wake it",
    ),
    (
        "python",
        "two_processes",
        "import multiprocessing\nprocesses = multiprocessing.get_context('fork')\nqueue = processes.Queue()\nchild = processes.Process(target=queue.get)\nchild.start()\nchild.join()\n",
        "both threads wait, and nothing can wake them",
    ),
    (
        "python",
        "a_pipe",
        "import os\nread, write = os.pipe()\nprint('before', flush=True)\nos.read(read, 1)\n",
        "the only thread waits, and nothing can wake it",
    ),
    (
        "rust",
        "threads",
        "use std::sync::mpsc;\nuse std::thread;\nfn main() {\n    let (tx, rx) = mpsc::channel::<u32>();\n    let receiver = thread::spawn(move || rx.recv());\n    receiver.join().unwrap().unwrap();\n    drop(tx);\n}\n",
        "both threads wait, and nothing can wake them",
    ),
    (
        "rust",
        "tasks",
        "extern crate tokio;\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() { tokio::sync::Notify::new().notified().await }\n",
        "the only thread waits, and nothing can wake it",
    ),
    (
        "rust",
        "tasks_on_threads",
        "extern crate tokio;\n#[tokio::main(worker_threads = 2)]\nasync fn main() { tokio::spawn(std::future::pending::<()>()).await.unwrap() }\n",
        "all 3 threads wait, and nothing can wake them",
    ),
];

/// Programs in which something will happen, or may: a language, a name, the source, and how they end.
const ALIVE: &[(&str, &str, &str, &str)] = &[
    (
        "python",
        "a_lock_with_a_limit",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire(timeout=1.2)\n",
        "exit 0",
    ),
    (
        "python",
        "a_thread_that_sleeps",
        "import threading, time\nevent = threading.Event()\ndef later():\n    time.sleep(1.2)\n    event.set()\nthreading.Thread(target=later).start()\nevent.wait()\n",
        "exit 0",
    ),
    (
        "python",
        "a_thread_that_computes",
        "import hashlib, threading\nthread = threading.Thread(target=hashlib.pbkdf2_hmac, args=('sha256', b'', b'', 1_500_000))\nthread.start()\nthread.join()\n",
        "exit 0",
    ),
    (
        "python",
        "a_child_that_sleeps",
        "import os, time\nif os.fork() == 0:\n    time.sleep(1.2)\n    os._exit(0)\nos.wait()\n",
        "exit 0",
    ),
    (
        "python",
        "a_child_that_computes",
        "import os, time\nif os.fork() == 0:\n    while time.process_time() < 0.8: pass\n    os._exit(0)\nos.wait()\n",
        "exit 0",
    ),
    (
        "python",
        "a_task_that_sleeps",
        "import asyncio\nasyncio.run(asyncio.sleep(1.2))\n",
        "exit 0",
    ),
    (
        "python",
        "a_task_whose_thread_sleeps",
        "import asyncio, time\nasyncio.run(asyncio.to_thread(time.sleep, 1.2)) if False else None\nasync def main(): await asyncio.to_thread(time.sleep, 1.2)\nasyncio.run(main())\n",
        "exit 0",
    ),
    (
        "python",
        "an_alarm",
        "import signal, threading\nsignal.alarm(1)\nthreading.Event().wait()\n",
        "signal SIGALRM",
    ),
    (
        "python",
        "an_alarm_with_a_handler",
        "import os, signal, threading\nsignal.signal(signal.SIGALRM, lambda *_: os._exit(3))\nsignal.setitimer(signal.ITIMER_REAL, 1.2)\nthreading.Event().wait()\n",
        "exit 3",
    ),
    (
        "python",
        "a_timer_of_posix",
        "import ctypes, struct, threading\nlibc = ctypes.CDLL(None)\ntimer = ctypes.c_void_p()\nlibc.timer_create(1, None, ctypes.byref(timer))\nlibc.timer_settime(timer, 0, struct.pack('qqqq', 0, 0, 1, 0), None)\nthreading.Event().wait()\n",
        "signal SIGALRM",
    ),
    (
        "python",
        "a_timer_with_a_descriptor",
        "import ctypes, os, struct\nlibc = ctypes.CDLL(None)\ntimer = libc.timerfd_create(1, 0)\nlibc.timerfd_settime(timer, 0, struct.pack('qqqq', 0, 0, 1, 0), None)\nos.read(timer, 8)\n",
        "exit 0",
    ),
    (
        "python",
        "a_poll_with_a_limit",
        "import os, select\npoll = select.poll()\npoll.register(os.pipe()[0])\npoll.poll(1200)\n",
        "exit 0",
    ),
    (
        "python",
        "a_socket_with_a_limit",
        "import socket, struct\na, b = socket.socketpair()\na.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack('ll', 1, 200_000))\ntry: a.recv(1)\nexcept BlockingIOError: pass\n",
        "exit 0",
    ),
    (
        "python",
        "a_server_and_its_client",
        "import socket, threading, time\nserver = socket.create_server(('localhost', 0))\ndef serve():\n    client, _ = server.accept()\n    time.sleep(1.2)\n    client.sendall(b'x')\nthreading.Thread(target=serve).start()\nassert socket.create_connection(server.getsockname()).recv(1) == b'x'\n",
        "exit 0",
    ),
    (
        "python",
        "a_handler_for_a_signal",
        "import signal, threading\nsignal.signal(signal.SIGTERM, lambda *_: None)\nthreading.Event().wait()\n",
        "limit time",
    ),
    (
        "python",
        "a_wait_for_a_signal",
        "import signal\nsignal.pause()\n",
        "limit time",
    ),
    (
        "python",
        "a_pipe_with_a_name",
        "import os, threading, time\nos.mkfifo('/tmp/pipe')\ndef write():\n    time.sleep(1.2)\n    open('/tmp/pipe', 'w').close()\nthreading.Thread(target=write).start()\nopen('/tmp/pipe').read()\n",
        "exit 0",
    ),
    (
        "rust",
        "a_thread_that_sleeps",
        "use std::{thread, time::Duration};\nfn main() { thread::spawn(|| thread::sleep(Duration::from_millis(1200))).join().unwrap() }\n",
        "exit 0",
    ),
    (
        "rust",
        "a_task_that_sleeps",
        "extern crate tokio;\n#[tokio::main]\nasync fn main() { tokio::time::sleep(std::time::Duration::from_millis(1200)).await }\n",
        "exit 0",
    ),
    (
        "rust",
        "a_wait_for_control_c",
        "extern crate tokio;\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() { tokio::signal::ctrl_c().await.unwrap() }\n",
        "limit time",
    ),
    (
        "rust",
        "threads_that_park",
        "use std::{thread, time::Duration};\nfn main() { for _ in 0..12 { thread::park_timeout(Duration::from_millis(100)) } }\n",
        "exit 0",
    ),
    // At each moment all threads but one sleep, and a look reads one thread after the other.
    (
        "rust",
        "a_token_that_two_threads_pass_on",
        "use std::sync::mpsc::channel;\nuse std::thread;\nuse std::time::{Duration, Instant};\nfn main() {\n    let end = Instant::now() + Duration::from_millis(1500);\n    let (first, mut before) = channel();\n    for _ in 0..2 {\n        let (next, received) = channel();\n        let from = std::mem::replace(&mut before, received);\n        thread::spawn(move || for token in from { if next.send(token).is_err() { break } });\n    }\n    while Instant::now() < end {\n        first.send(()).unwrap();\n        before.recv().unwrap();\n    }\n}\n",
        "exit 0",
    ),
    // At each moment all threads but one sleep, and a look reads one thread after the other.
    (
        "rust",
        "a_token_that_many_threads_pass_on",
        "use std::sync::mpsc::channel;\nuse std::thread;\nuse std::time::{Duration, Instant};\nfn main() {\n    let end = Instant::now() + Duration::from_millis(1500);\n    let (first, mut before) = channel();\n    for _ in 0..30 {\n        let (next, received) = channel();\n        let from = std::mem::replace(&mut before, received);\n        thread::spawn(move || for token in from { if next.send(token).is_err() { break } });\n    }\n    while Instant::now() < end {\n        first.send(()).unwrap();\n        before.recv().unwrap();\n    }\n}\n",
        "exit 0",
    ),
];

/// Programs of the book that never end, and are not deadlocked: one computes, and the others wait for a thread that sleeps, or for a
/// signal.
const RUN_ON: [&str; 3] = [
    "01_tasks_vs_threads_cooperative",
    "06_timeouts_and_timers_outlives",
    "11_context_cancellation_shutdown",
];

pub fn trials(course: &Arc<Course>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    let unguarded = course.unguarded().expect("the server answers").is_some();
    let mut trials = Vec::new();
    let dead = DEAD.iter().map(|(language, name, source, text)| {
        let end = format!("deadlock: {text}");
        ("dead", *language, *name, *source, end)
    });
    let alive = ALIVE.iter().map(|(language, name, source, end)| {
        ("alive", *language, *name, *source, (*end).to_owned())
    });
    for (group, language, name, source, end) in dead.chain(alive) {
        let course = Arc::clone(course);
        let full_name = format!("deadlock::{group}::{language}::{name}");
        trials.push(schedule.trial(full_name, &[], move || {
            let played = course.play(name, language, source)?;
            ensure!(played.how == end, "{played:?}");
            Ok(())
        }));
    }
    for program in never_ending() {
        let course = Arc::clone(course);
        let name = format!("deadlock::book::{}::{}", program.language, program.name);
        let files = book::files(&program);
        trials.push(schedule.trial(name, &files, move || check(&course, &program)));
    }
    trials
        .into_iter()
        .map(|trial| {
            if unguarded {
                // Without a sandbox, the server cannot look at the threads.
                trial.with_kind("needs full guards").with_ignored_flag(true)
            } else {
                trial
            }
        })
        .collect()
}

/// The programs of the book, in Rust and Python, that never end and are deadlocked.
fn never_ending() -> BTreeSet<Program> {
    let root = crate::root();
    let mut programs = program::all(&root, ALL).expect("the folders of programs can be read");
    let run_on = BTreeSet::from(RUN_ON);
    programs.retain(|program| {
        let transcript = fs::read_to_string(root.join(program::transcript(&program.name)));
        *program.language != Language::GO
            && !run_on.contains(program.name.as_str())
            && transcript.is_ok_and(|text| Transcript::parse(&text).never_ends())
    });
    programs
}

/// The program prints what its transcript says, and then a deadlock is what ends it.
fn check(course: &Course, program: &Program) -> Result<()> {
    let root = crate::root();
    let source = play::shown(&root, program)?;
    let played = course.play(&program.name, &program.language.to_string(), &source)?;
    ensure!(played.how.starts_with("deadlock: "), "{played:?}");
    let transcript = fs::read_to_string(root.join(program::transcript(&program.name)))?;
    let lines = played.stdout.lines().count() + played.stderr.lines().count();
    ensure!(
        lines == Transcript::parse(&transcript).printed(),
        "{played:?}"
    );
    Ok(())
}
