//! Programs that try to hide what they take, each played by two servers: one that has control groups where the kernel offers them, and
//! one that has to count. Both must find out.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Command;
use std::sync::{Arc, OnceLock};

use anyhow::{Result, ensure};
use libtest_mimic::{Completion, Trial};

use crate::course::Course;
use crate::schedule::{Beside, Schedule};

/// What a program begins with.
const BEFORE: &str = r"
import ctypes, os, signal, socket, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
PR_SET_NAME = 15

def take_memory():
    held = []
    while True: held.append(bytearray(b'1') * (4 << 20))

def fill(end):
    end.setblocking(False)
    try:
        while True: end.send(bytes(1 << 16))
    except BlockingIOError: pass

def take_sockets():
    held = []
    try:
        while True:
            pair = socket.socketpair()
            held.append(pair)
            for end in pair: fill(end)
    except OSError: pass
    time.sleep(3600)

def after_the_first_thread(work):
    ended = threading.Event()
    def run():
        ended.wait()
        # The first thread has ended when its state is that of a zombie.
        while ') Z ' not in open(f'/proc/self/task/{os.getpid()}/stat').read(): time.sleep(0.001)
        work()
    threading.Thread(target=run).start()
    ended.set()
    # SYS_exit: this thread alone.
    libc.syscall(60 if os.uname().machine == 'x86_64' else 93, 0)

def in_processes(count, work):
    for _ in range(count):
        if os.fork() == 0:
            work()
            os._exit(0)
    time.sleep(3600)

def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
    os._exit(0)
";

const MEMORY: &[&str] = &["limit memory"];

/// On a busy machine the time is over before so much is computed.
const COMPUTING: &[&str] = &["limit cpu", "limit time"];

/// What each program does after [`BEFORE`], and how it may end.
const CASES: &[(&str, &str, &[&str])] = &[
    (
        "a_name_that_is_no_text",
        "libc.prctl(PR_SET_NAME, b'\\xff\\xfe\\x80', 0, 0, 0)\ntake_memory()",
        MEMORY,
    ),
    (
        "a_name_that_is_no_text_computes",
        "libc.prctl(PR_SET_NAME, b'\\xff) \\xfe', 0, 0, 0)\nwhile True: pass",
        COMPUTING,
    ),
    (
        "a_name_like_a_status",
        "libc.prctl(PR_SET_NAME, b'a) Z 1 0 0 0 0', 0, 0, 0)\ntake_memory()",
        MEMORY,
    ),
    (
        "a_name_of_several_lines",
        "libc.prctl(PR_SET_NAME, b'a\\nVmRSS:\\t1 kB', 0, 0, 0)\ntake_memory()",
        MEMORY,
    ),
    (
        "a_child_with_such_a_name",
        "if os.fork() == 0:\n    libc.prctl(PR_SET_NAME, b'\\xc3\\x28', 0, 0, 0)\n    take_memory()\nos.wait()",
        &["limit memory", "exit 0"],
    ),
    (
        "a_first_thread_that_ended",
        "after_the_first_thread(take_memory)",
        MEMORY,
    ),
    (
        "sockets_after_the_first_thread",
        "after_the_first_thread(lambda: in_processes(10, take_sockets))",
        MEMORY,
    ),
    (
        "few_sockets_in_many_processes",
        "def few():\n    held = [socket.socketpair() for _ in range(14)]\n    for pair in held:\n        for end in pair: fill(end)\n    time.sleep(3600)\nin_processes(150, few)",
        MEMORY,
    ),
    (
        "descriptors_on_their_way",
        "def send():\n    a, b = socket.socketpair()\n    while True:\n        pair = socket.socketpair()\n        for end in pair: fill(end)\n        try: socket.send_fds(a, [b'x'], [end.fileno() for end in pair])\n        except OSError: break\n    take_sockets()\nin_processes(60, send)",
        MEMORY,
    ),
    (
        "pipes",
        "def pipes():\n    held = []\n    try:\n        while True:\n            held.append(os.pipe())\n            os.set_blocking(held[-1][1], False)\n            try: os.write(held[-1][1], bytes(1 << 16))\n            except BlockingIOError: pass\n    except OSError: pass\n    time.sleep(3600)\nin_processes(100, pipes)",
        MEMORY,
    ),
    (
        "many_small_mappings",
        "def map_often():\n    for i in range(65_000): libc.mmap(None, 4096, 1 + 2 * (i % 2), 34, -1, 0)\n    time.sleep(3600)\nin_processes(60, map_often)",
        &["limit memory", "limit cpu", "limit time"],
    ),
    (
        "children_of_moments",
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\nos.fork()\nwhile True:\n    if os.fork() == 0: compute(0.005)\n    time.sleep(0.004)",
        COMPUTING,
    ),
    (
        "orphans_of_moments",
        "os.fork()\nwhile True:\n    if os.fork() == 0:\n        if os.fork() == 0: compute(0.005)\n        os._exit(0)\n    os.wait()\n    time.sleep(0.003)",
        COMPUTING,
    ),
];

/// The second server, which sees no control groups: started when it is first needed.
#[derive(Default)]
struct Counting(OnceLock<Course>);

impl Counting {
    fn course(&self) -> &Course {
        self.0.get_or_init(|| {
            // In a mount namespace of its own an empty folder lies over the control groups.
            let script =
                "mount --make-rprivate / && mount -t tmpfs none /sys/fs/cgroup && exec \"$@\"";
            let mut command = Command::new("unshare");
            command.args(["--mount", "sh", "-c", script, "sh"]);
            command.arg(env!("CARGO_BIN_EXE_course"));
            Course::start_by(&mut command, &["--time-limit", "3"])
        })
    }
}

pub fn trials(course: &Arc<Course>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    let unguarded = course.unguarded().expect("the server answers").is_some();
    // Only root may hide the control groups; for anybody else there are hardly ever any.
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let counting = Arc::new(Counting::default());
    let mut trials = Vec::new();
    for (name, source, ends) in CASES {
        let (first, second) = (Arc::clone(course), Arc::clone(&counting));
        let why = unguarded.then_some("needs full guards");
        let beside = Beside::for_ends(ends);
        let full_name = format!("uncounted::{name}");
        trials.push(trial(full_name, why, beside, schedule, move || {
            check(&first, name, source, ends)
        }));
        let why = why.or((!root).then_some("needs root, to hide the control groups"));
        let full_name = format!("uncounted::without_groups::{name}");
        trials.push(trial(full_name, why, beside, schedule, move || {
            check(second.course(), name, source, ends)
        }));
    }
    trials
}

/// A trial that never runs where there is a reason.
fn trial(
    name: String,
    why_not: Option<&'static str>,
    beside: Beside,
    schedule: &Arc<Schedule>,
    check: impl FnOnce() -> Result<()> + Send + 'static,
) -> Trial {
    let schedule = Arc::clone(schedule);
    let trial = Trial::ignorable_test(name.clone(), move || {
        if let Some(why) = why_not {
            return Ok(Completion::ignored_with(why));
        }
        schedule.run(&name, beside, &[], check)?;
        Ok(Completion::Completed)
    });
    match why_not {
        Some(why) => trial.with_kind(why).with_ignored_flag(true),
        None => trial,
    }
}

/// Whatever the program hides, it ends at a limit, and the server plays on.
fn check(course: &Course, name: &str, source: &str, ends: &[&str]) -> Result<()> {
    let played = course.play(name, "python", &format!("{BEFORE}{source}\n"))?;
    ensure!(
        ends.iter().any(|end| played.how.starts_with(end)),
        "{played:?}"
    );
    let after = course.play(name, "python", "print('still here')")?;
    ensure!(after.stdout == "still here\n", "{after:?}");
    Ok(())
}
