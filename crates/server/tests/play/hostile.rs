//! Programs that want out, or everything: each is contained, and after each the server still answers.

use std::env::consts::ARCH;
use std::sync::Arc;

use anyhow::{Result, ensure};
use libtest_mimic::{Completion, Trial};

use crate::course::{Course, Played, SECRET};
use crate::schedule::{Beside, Schedule};

/// A program, and what becomes of it.
struct Case {
    name: &'static str,
    language: &'static str,
    /// `PORT` stands for the server's own port.
    source: &'static str,
    /// How it may end, see [`Played::how`].
    ends: &'static [&'static str],
    /// What it prints, whole; `None` where that is of no interest.
    says: Option<&'static str>,
    /// The only processor on which it means what it is meant to, because its system calls have numbers.
    only_on: Option<&'static str>,
}

impl Case {
    const fn only_on(mut self, processor: &'static str) -> Self {
        self.only_on = Some(processor);
        self
    }
}

const fn case(
    name: &'static str,
    language: &'static str,
    source: &'static str,
    ends: &'static [&'static str],
    says: Option<&'static str>,
) -> Case {
    Case {
        name,
        language,
        source,
        ends,
        says,
        only_on: None,
    }
}

/// A trial for each case. Without full guards the programs would do to this machine what they try, so none is ever run,
/// whatever is asked for; the output says why.
pub fn trials(course: &Arc<Course>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    let unguarded = course.unguarded().expect("the server answers");
    if let Some(missing) = &unguarded {
        eprintln!("hostile programs are ignored: {missing}");
    }
    let no_go = course.languages()["go"]["state"] == "missing";
    let cases = CASES.iter().map(|case| {
        let (course, schedule) = (Arc::clone(course), Arc::clone(schedule));
        let elsewhere = case.only_on.filter(|only| *only != ARCH);
        let unfit = unguarded
            .as_ref()
            .map(|_| "needs full guards".to_owned())
            .or(elsewhere.map(|only| format!("needs {only}")));
        let name = format!("hostile::{}::{}", case.language, case.name);
        let reason = unfit.clone();
        let trial = Trial::ignorable_test(name.clone(), move || {
            if let Some(reason) = reason {
                return Ok(Completion::ignored_with(reason));
            }
            let beside = Beside::for_ends(case.ends);
            schedule.run(&name, beside, &[], || check(&course, case))?;
            Ok(Completion::Completed)
        });
        match unfit {
            Some(reason) => trial.with_kind(reason).with_ignored_flag(true),
            None if case.language == "go" => trial.with_kind("needs Go").with_ignored_flag(no_go),
            None => trial,
        }
    });
    cases.collect()
}

fn check(course: &Course, case: &Case) -> Result<()> {
    let port = course.address.rsplit(':').next().unwrap_or_default();
    let source = case.source.replace("PORT", port);
    let reader = format!("{} {}", case.language, case.name);
    let played: Played = course.play(&reader, case.language, &source)?;
    ensure!(
        case.ends.iter().any(|end| played.how.starts_with(end)),
        "{played:?}"
    );
    if let Some(says) = case.says {
        ensure!(played.stdout == says, "{played:?}");
    }
    let all = format!("{}{}{}", played.stdout, played.stderr, played.messages);
    ensure!(all.len() <= 3 << 20, "{} bytes came", all.len());
    ensure!(!all.contains(SECRET), "{played:?}");
    let after = course.play(&reader, "python", "print('still here')")?;
    ensure!(after.stdout == "still here\n", "{after:?}");
    Ok(())
}

/// How what computes without end ends: on a busy machine its time is over before it has computed so much.
const COMPUTING: &[&str] = &["limit cpu", "limit time"];

const CASES: &[Case] = &[
    // ---- Time ----
    case(
        "loops",
        "rust",
        "fn main() { loop { std::hint::spin_loop() } }",
        COMPUTING,
        None,
    ),
    case(
        "loops_on_every_core",
        "rust",
        "fn main() { for _ in 0..8 { std::thread::spawn(|| loop { std::hint::spin_loop() }); } loop {} }",
        COMPUTING,
        None,
    ),
    case(
        "sleeps",
        "rust",
        "fn main() { println!(\"before\"); std::thread::sleep(std::time::Duration::from_secs(3600)); println!(\"after\") }",
        &["limit time"],
        Some("before\n"),
    ),
    case("loops", "python", "while True: pass", COMPUTING, None),
    case(
        "sleeps",
        "python",
        "import time\nprint('before')\ntime.sleep(3600)",
        &["limit time"],
        Some("before\n"),
    ),
    case(
        "ignores_every_signal",
        "python",
        "import signal\nfor s in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: pass",
        COMPUTING,
        None,
    ),
    case(
        "computes_in_many_short_processes",
        "python",
        "import os\nwhile True:\n    if os.fork() == 0:\n        sum(range(2_000_000))\n        os._exit(0)\n    os.wait()",
        COMPUTING,
        None,
    ),
    case(
        "hides_what_its_children_compute",
        "python",
        "import os, signal, time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nwhile True:\n    if os.fork() == 0:\n        end = time.process_time() + 0.3\n        while time.process_time() < end: pass\n        os._exit(0)\n    time.sleep(0.15)",
        COMPUTING,
        None,
    ),
    case(
        "loops",
        "go",
        "package main\n\nfunc main() { for {} }\n",
        COMPUTING,
        None,
    ),
    case(
        "blocks",
        "go",
        "package main\n\nfunc main() { go func() { for {} }(); select {} }\n",
        COMPUTING,
        None,
    ),
    // ---- Output ----
    case(
        "floods",
        "rust",
        "fn main() { loop { println!(\"{}\", \"x\".repeat(1000)) } }",
        &["limit output"],
        None,
    ),
    case(
        "floods_its_errors",
        "rust",
        "fn main() { loop { eprintln!(\"{}\", \"x\".repeat(1000)) } }",
        &["limit output"],
        None,
    ),
    case(
        "floods_in_single_letters",
        "python",
        "import os\nwhile True: os.write(1, b'x')",
        &["limit output", "limit cpu", "limit time"],
        None,
    ),
    case(
        "prints_what_is_no_text",
        "python",
        "import os\nos.write(1, bytes(range(128, 256)))",
        &["exit 0"],
        None,
    ),
    // ---- Memory ----
    case(
        "takes_all_memory",
        "rust",
        "fn main() { let mut all = Vec::new(); loop { all.push(vec![1u8; 1 << 20]) } }",
        &["limit memory", "signal SIGABRT"],
        None,
    ),
    case(
        "takes_all_memory_at_once",
        "rust",
        "fn main() { let all = vec![1u8; 64 << 30]; println!(\"{}\", all.len()) }",
        &["signal SIGABRT"],
        Some(""),
    ),
    case(
        "takes_all_memory",
        "python",
        "x = []\nwhile True: x.append(bytearray(b'1') * (1 << 20))",
        &["limit memory", "exit 1"],
        None,
    ),
    case(
        "takes_memory_in_many_processes",
        "python",
        "import os, time\nfor _ in range(16):\n    if os.fork() == 0:\n        x = bytearray(b'1') * (100 << 20)\n        time.sleep(3600)\ntime.sleep(3600)",
        &["limit memory"],
        None,
    ),
    case(
        "hides_memory_in_files_without_names",
        "python",
        "import os\ntry:\n    os.memfd_create('x')\n    print('made')\nexcept OSError as error:\n    print(error.errno)",
        &["exit 0"],
        Some("38\n"),
    ),
    case(
        "hides_memory_that_is_shared",
        "python",
        "import mmap\ntry:\n    mmap.mmap(-1, 1 << 20)\n    print('made')\nexcept OSError as error: print(error.errno)",
        &["exit 0"],
        Some("1\n"),
    ),
    case(
        "hides_memory_in_page_tables",
        "python",
        "import ctypes, os, time\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\nlibc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]\nsize = 3 << 30\nfor _ in range(200):\n    if os.fork() == 0:\n        start = libc.mmap(None, size, 1, 34, -1, 0)\n        for at in range(0, size, 2 << 20): ctypes.c_ubyte.from_address(start + at).value\n        time.sleep(3600)\ntime.sleep(3600)",
        &["limit memory", "limit cpu", "limit time"],
        None,
    ),
    case(
        "hides_memory_in_sockets",
        "python",
        "import os, socket, time\nfor _ in range(40):\n    if os.fork() == 0:\n        all = []\n        try:\n            while True:\n                pair = socket.socketpair()\n                all.append(pair)\n                for end in pair:\n                    end.setblocking(False)\n                    try:\n                        while True: end.send(bytes(1 << 16))\n                    except BlockingIOError: pass\n        except OSError: pass\n        time.sleep(3600)\ntime.sleep(3600)",
        &["limit memory", "limit cpu"],
        None,
    ),
    case(
        "takes_all_memory",
        "go",
        "package main\n\nfunc main() {\n\tvar all [][]byte\n\tfor {\n\t\tb := make([]byte, 1<<20)\n\t\tfor i := range b {\n\t\t\tb[i] = 1\n\t\t}\n\t\tall = append(all, b)\n\t}\n}\n",
        &["limit memory", "exit 2"],
        None,
    ),
    case(
        "overflows_its_stack",
        "rust",
        "fn deeper(n: u64) -> u64 { if n == 0 { 0 } else { 1 + deeper(n + 1) } }\nfn main() { println!(\"{}\", deeper(1)) }",
        &["signal SIGABRT"],
        None,
    ),
    case(
        "overflows_its_stack",
        "python",
        "def deeper(): deeper()\ndeeper()",
        &["exit 1"],
        None,
    ),
    // ---- Processes and threads ----
    case(
        "forks_without_end",
        "python",
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        &["limit cpu", "limit time", "limit memory"],
        None,
    ),
    case(
        "starts_itself_twice",
        "rust",
        "use std::process::Command;\nfn main() {\n    let own = std::env::current_exe().unwrap();\n    loop { let _ = Command::new(&own).spawn(); }\n}",
        &["limit cpu", "limit time", "limit memory"],
        None,
    ),
    case(
        "starts_threads_without_end",
        "rust",
        "use std::thread;\nfn main() {\n    let mut count = 0;\n    while thread::Builder::new().spawn(|| loop { thread::park() }).is_ok() { count += 1; }\n    println!(\"{}\", count < 256);\n    std::process::exit(0)\n}",
        &["exit 0"],
        Some("true\n"),
    ),
    case(
        "starts_threads_without_end",
        "python",
        "import os, threading\ngate = threading.Event()\ncount = 0\ntry:\n    while True:\n        threading.Thread(target=gate.wait, daemon=True).start()\n        count += 1\nexcept RuntimeError:\n    print(count < 256, flush=True)\n    os._exit(0)",
        &["exit 0"],
        Some("True\n"),
    ),
    case(
        "leaves_a_daemon",
        "python",
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(3600)\n    os._exit(0)\nprint('gone')",
        &["exit 0"],
        Some("gone\n"),
    ),
    case(
        "leaves_a_daemon_without_outputs",
        "python",
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    for fd in range(256):\n        try: os.close(fd)\n        except OSError: pass\n    while True: time.sleep(3600)\nprint('gone')",
        &["exit 0"],
        Some("gone\n"),
    ),
    case(
        "leaves_a_shell",
        "rust",
        "fn main() {\n    std::process::Command::new(\"/bin/sh\").args([\"-c\", \"while :; do :; done\"]).spawn().unwrap();\n    println!(\"gone\")\n}",
        &["exit 0"],
        Some("gone\n"),
    ),
    case(
        "closes_its_outputs_and_stays",
        "python",
        "import os, time\nos.close(1)\nos.close(2)\ntime.sleep(3600)",
        &["limit time"],
        None,
    ),
    case(
        "kills_everybody",
        "python",
        "import os, signal\nfor pid in [1, os.getppid(), -1, *range(2, 400)]:\n    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]:\n        if pid == os.getpid(): continue\n        try: os.kill(pid, number)\n        except OSError: pass\nprint('alone')",
        &["exit 0"],
        Some("alone\n"),
    ),
    case(
        "kills_itself",
        "python",
        "import os\nos.kill(os.getpid(), 9)",
        &["signal SIGKILL"],
        None,
    ),
    case(
        "aborts",
        "rust",
        "fn main() { std::process::abort() }",
        &["signal SIGABRT"],
        None,
    ),
    case(
        "reads_where_nothing_is",
        "python",
        "import ctypes\nctypes.string_at(0)",
        &["signal SIGSEGV"],
        None,
    ),
    case(
        "looks_into_the_first_process",
        "python",
        "def look(path):\n    try:\n        with open(path, 'rb') as file: return len(file.read())\n    except OSError: return 'no'\nprint(*[look(f'/proc/1/{name}') for name in ('environ', 'mem', 'root/etc/passwd', 'fd/0')])",
        &["exit 0"],
        Some("no no no no\n"),
    ),
    case(
        "traces_the_first_process",
        "python",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.ptrace(16, 1, 0, 0), ctypes.get_errno())",
        &["exit 0"],
        Some("-1 38\n"),
    ),
    // ---- Privileges ----
    case(
        "becomes_root",
        "python",
        "import os\ntry:\n    os.setuid(0)\n    print('root')\nexcept OSError: print('no')\nprint(os.getuid() == 0, os.geteuid() == 0)",
        &["exit 0"],
        Some("no\nFalse False\n"),
    ),
    case(
        "makes_namespaces",
        "python",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\ndef ask(call, *arguments):\n    return libc.syscall(call, *arguments), ctypes.get_errno()\nNEW_USER = 0x10000000\nprint(ask(272, NEW_USER), ask(56, NEW_USER | 17, 0, 0, 0, 0), ask(165, 0, 0, 0, 0, 0), ask(435, 0, 0))",
        &["exit 0"],
        Some("(-1, 38) (-1, 1) (-1, 1) (-1, 38)\n"),
    )
    .only_on("x86_64"),
    case(
        "asks_for_odd_parts_of_the_kernel",
        "python",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfor call in (321, 298, 425, 250, 323, 29, 278):\n    print(libc.syscall(call, 0, 0, 0, 0, 0), ctypes.get_errno())",
        &["exit 0"],
        Some("-1 38\n-1 38\n-1 38\n-1 38\n-1 38\n-1 38\n-1 38\n"),
    )
    .only_on("x86_64"),
    case(
        "opens_what_the_machine_shares",
        "python",
        "import ctypes, fcntl\nlibc = ctypes.CDLL(None, use_errno=True)\ndef ask(name, *arguments):\n    libc[name](*arguments) if name != 'io_setup' else libc.syscall(206, *arguments)\n    return ctypes.get_errno()\nprint(ask('io_setup', 60_000, ctypes.byref(ctypes.c_ulong())), ask('inotify_init'), ask('inotify_init1', 0), ask('sync'), ask('syncfs', 0), ask('fanotify_init', 0, 0))",
        &["exit 0"],
        Some("38 38 38 38 38 38\n"),
    )
    .only_on("x86_64"),
    case(
        "locks_a_file_of_the_system",
        "python",
        "import fcntl, sys\nwith open(sys.modules['os'].__file__) as file:\n    for lock in (fcntl.flock, fcntl.lockf):\n        try:\n            lock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)\n            print('locked')\n        except OSError as error: print(error.errno)\n    for command in (37, 38, 1024, 1026, 1031):\n        try:\n            fcntl.fcntl(file, command, 0)\n            print('done')\n        except OSError as error: print(error.errno)",
        &["exit 0"],
        Some("38\n1\n1\n1\n1\n1\n1\n"),
    ),
    case(
        "makes_buffers_larger",
        "python",
        "import socket\nend = socket.socketpair()[0]\nfor option in (7, 8, 32, 33, 26, 50, 51, 52):\n    try:\n        end.setsockopt(socket.SOL_SOCKET, option, 1 << 20)\n        print('set')\n    except OSError as error: print(error.errno)",
        &["exit 0"],
        Some("1\n1\n1\n1\n1\n1\n1\n1\n"),
    ),
    case(
        "opens_odd_protocols",
        "python",
        "import socket\nfor kind in ((2, 1, 262), (2, 1, 132), (2, 2, 1), (2, 2, 136), (10, 2, 58), (16, 3, 9), (16, 3, 16)):\n    try:\n        socket.socket(*kind)\n        print('opened')\n    except OSError as error: print(error.errno)\nfor family in (2, 10, 16, 30):\n    try:\n        socket.socketpair(family)\n        print('opened')\n    except OSError as error: print(error.errno)",
        &["exit 0"],
        Some("1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n"),
    ),
    case(
        "asks_by_other_numbers",
        "python",
        // The numbers of x32, and numbers that no kernel has.
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nfor call in (0x40000000 + 39, 0x40000000 + 321, 0x40000200, 1000, 2000):\n    print(libc.syscall(call, 0, 0, 0), ctypes.get_errno())",
        &["exit 0"],
        Some("-1 38\n-1 38\n-1 38\n-1 38\n-1 38\n"),
    )
    .only_on("x86_64"),
    case(
        "hides_itself",
        "python",
        // PR_SET_DUMPABLE; a thread with descriptors of its own; unshare(CLONE_FILES).
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.prctl(4, 0, 0, 0, 0), ctypes.get_errno())\nprint(libc.syscall(56, 0x10900, 0, 0, 0, 0), ctypes.get_errno())\nprint(libc.unshare(0x400), ctypes.get_errno())",
        &["exit 0"],
        Some("-1 1\n-1 1\n-1 38\n"),
    )
    .only_on("x86_64"),
    case(
        "dies_by_a_real_time_signal",
        "python",
        "import os\nprint('before', flush=True)\nos.kill(os.getpid(), 40)",
        &["signal SIGRTMIN+6"],
        Some("before\n"),
    ),
    case(
        "has_a_child_that_dies_by_one",
        "python",
        "import os\nif os.fork() == 0:\n    if os.fork() == 0: os.kill(os.getpid(), 50)\n    os._exit(0)\nos.wait()\nprint('after')",
        &["exit 0"],
        Some("after\n"),
    ),
    // ---- Files, environment, descriptors, input ----
    case(
        "reads_the_machine",
        "rust",
        "fn main() {\n    for path in [\"/etc/passwd\", \"/etc/shadow\", \"/etc/hostname\", \"/home\", \"/var\", \"/usr/bin\", \"/sys\", \"/proc/meminfo\", \"/proc/sys/kernel/hostname\", \"/proc/net/tcp\"] {\n        let found = std::fs::metadata(path).is_ok_and(|m| m.is_dir() || std::fs::read(path).is_ok());\n        if found { println!(\"{path}\") }\n    }\n}",
        &["exit 0"],
        Some(""),
    ),
    case(
        "walks_the_machine",
        "python",
        "import os, sys\nknown = ('/lib', '/usr/lib', '/proc', '/dev', sys.base_prefix + '/lib', os.path.realpath(sys.executable), '/bin/sh', '/etc/hosts', '/tmp/main.py')\nfor folder, folders, files in os.walk('/'):\n    folders[:] = [f for f in folders if not os.path.join(folder, f).startswith(known)]\n    for file in files:\n        path = os.path.join(folder, file)\n        if not path.startswith(known): print(path)",
        &["exit 0"],
        Some(""),
    ),
    case(
        "writes_everywhere",
        "python",
        "import os\nwritten = []\nfor folder, folders, files in os.walk('/'):\n    if folder.startswith(('/proc', '/usr/lib/', '/lib/')): folders.clear()\n    if folder.startswith('/proc'): continue\n    try:\n        with open(os.path.join(folder, 'mine'), 'w') as file: file.write('x')\n        written.append(folder)\n    except OSError: pass\nprint(*sorted(written), sep='\\n')",
        &["exit 0"],
        Some("/dev/shm\n/tmp\n"),
    ),
    case(
        "changes_itself",
        "rust",
        "fn main() {\n    let own = std::env::current_exe().unwrap();\n    println!(\"{} {}\", std::fs::write(&own, \"x\").is_ok(), std::fs::remove_file(&own).is_ok())\n}",
        &["exit 0"],
        Some("false false\n"),
    ),
    case(
        "fills_the_disk",
        "python",
        "total = 0\nfor folder in ('/tmp', '/dev/shm'):\n    try:\n        with open(folder + '/all', 'wb') as file:\n            while True: total += file.write(bytes(1 << 16))\n    except OSError: pass\nprint(total <= 64 << 20)",
        &["exit 0"],
        Some("True\n"),
    ),
    case(
        "makes_files_without_end",
        "python",
        "count = 0\ntry:\n    while True:\n        open(f'/tmp/{count}', 'w').close()\n        count += 1\nexcept OSError: pass\nprint(count < 5000)",
        &["exit 0"],
        Some("True\n"),
    ),
    case(
        "reads_the_environment",
        "rust",
        "fn main() { for (name, value) in std::env::vars() { println!(\"{name}={value}\") } }",
        &["exit 0"],
        Some(""),
    ),
    case(
        "counts_its_descriptors",
        "python",
        "import os\nprint(sorted(int(fd) for fd in os.listdir('/proc/self/fd'))[:-1])",
        &["exit 0"],
        Some("[0, 1, 2]\n"),
    ),
    case(
        "opens_files_without_end",
        "python",
        "x = []\ntry:\n    while True: x.append(open('/dev/null'))\nexcept OSError: print(len(x) < 256)",
        &["exit 0"],
        Some("True\n"),
    ),
    case(
        "reads_its_input",
        "python",
        "import sys\nprint(repr(sys.stdin.read()))",
        &["exit 0"],
        Some("''\n"),
    ),
    // ---- The network ----
    case(
        "connects_to_the_server",
        "rust",
        "fn main() {\n    for to in [\"127.0.0.1:PORT\", \"[::1]:PORT\", \"127.0.0.1:22\"] {\n        println!(\"{}\", std::net::TcpStream::connect(to).is_ok())\n    }\n}",
        &["exit 0"],
        Some("false\nfalse\nfalse\n"),
    ),
    case(
        "sends_to_the_server",
        "python",
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.connect(('127.0.0.1', PORT))\ns.send(b'x')\ntry:\n    s.recv(1)\nexcept OSError as error: print(error.errno)",
        &["exit 0"],
        // Nobody is there: ECONNREFUSED.
        Some("111\n"),
    ),
    case(
        "takes_the_servers_port",
        "python",
        "import socket\ns = socket.socket()\ntry:\n    s.bind(('0.0.0.0', PORT))\n    s.listen()\nexcept OSError: pass\nprint('alone')",
        &["exit 0"],
        Some("alone\n"),
    ),
    case(
        "opens_odd_sockets",
        "python",
        "import socket\nfor family, kind in ((40, 1), (17, 3), (38, 5)):\n    try:\n        socket.socket(family, kind)\n        print('opened')\n    except OSError as error: print(error.errno)",
        &["exit 0"],
        Some("1\n1\n1\n"),
    ),
    case(
        "lists_the_network",
        "go",
        "package main\n\nimport (\n\t\"fmt\"\n\t\"net\"\n)\n\nfunc main() {\n\t_, err := net.Dial(\"tcp\", \"127.0.0.1:PORT\")\n\tfmt.Println(err != nil)\n}\n",
        &["exit 0"],
        Some("true\n"),
    ),
    case(
        "talks_to_itself",
        "python",
        "import socket\nfor host in ('127.0.0.1', 'localhost', '::1'):\n    family = socket.AF_INET6 if ':' in host else socket.AF_INET\n    with socket.create_server((host, 0), family=family) as server:\n        with socket.create_connection(server.getsockname()[:2]) as client:\n            client.sendall(b'x')\n            print(server.accept()[0].recv(1))",
        &["exit 0"],
        Some("b'x'\nb'x'\nb'x'\n"),
    ),
    case(
        "talks_to_itself",
        "rust",
        "use std::io::{Read, Write};\nfn main() {\n    let server = std::net::TcpListener::bind(\"localhost:0\").unwrap();\n    let mut client = std::net::TcpStream::connect(server.local_addr().unwrap()).unwrap();\n    server.accept().unwrap().0.write_all(b\"x\").unwrap();\n    let mut text = String::new();\n    client.read_to_string(&mut text).unwrap();\n    println!(\"{text}\")\n}",
        &["exit 0"],
        Some("x\n"),
    ),
    case(
        "talks_to_itself",
        "go",
        "package main\n\nimport (\n\t\"fmt\"\n\t\"net\"\n)\n\nfunc main() {\n\tserver, err := net.Listen(\"tcp\", \"localhost:0\")\n\tfmt.Println(err)\n\tgo server.Accept()\n\t_, err = net.Dial(\"tcp\", server.Addr().String())\n\tfmt.Println(err)\n}\n",
        &["exit 0"],
        Some("<nil>\n<nil>\n"),
    ),
    // ---- The compiler ----
    case(
        "includes_the_machine",
        "rust",
        "fn main() { print!(\"{}\", include_str!(\"/etc/passwd\")) }",
        &["refused"],
        Some(""),
    ),
    case(
        "includes_the_compilers_environment",
        "rust",
        "fn main() { print!(\"{}\", include_str!(\"/proc/self/environ\")) }",
        &["exit 0"],
        Some("PATH=/usr/bin\0"),
    ),
    case(
        "includes_the_servers_environment",
        "rust",
        "fn main() { print!(\"{}\", include_str!(\"/proc/1/environ\")) }",
        &["refused"],
        Some(""),
    ),
    case(
        "asks_the_compiler_for_secrets",
        "rust",
        "fn main() { println!(\"{:?}\", option_env!(\"SECRET\")) }",
        &["exit 0"],
        Some("None\n"),
    ),
    case(
        "includes_without_end",
        "rust",
        "static ALL: &[u8] = include_bytes!(\"/dev/zero\");\nfn main() { println!(\"{}\", ALL.len()) }",
        &["limit compile", "refused", "failed"],
        Some(""),
    ),
    case(
        "computes_while_it_compiles",
        "rust",
        "#![allow(long_running_const_eval)]\nconst X: u64 = { let mut n = 0; while n < u64::MAX { n += 1; } n };\nfn main() { println!(\"{X}\") }",
        &["limit compile time"],
        Some(""),
    ),
    case(
        "explodes_in_macros",
        "rust",
        "#![recursion_limit = \"1000000\"]\nmacro_rules! bomb { ($($x:tt)*) => { bomb!($($x)* $($x)* $($x)*); } }\nfn main() { bomb!(1 1) }",
        &["limit compile", "refused", "failed"],
        Some(""),
    ),
    case(
        "explodes_in_types",
        "rust",
        "#![recursion_limit = \"1000000\"]\nfn f<T: std::fmt::Debug>(t: T, n: u32) { if n > 0 { f((&t, &t), n - 1) } }\nfn main() { f(1, 1000) }",
        &["limit compile", "refused", "failed"],
        Some(""),
    ),
    case(
        "is_larger_than_the_machine",
        "rust",
        "static X: [u8; 1 << 40] = [1; 1 << 40];\nfn main() { println!(\"{}\", X[0]) }",
        &["limit compile", "refused", "failed"],
        Some(""),
    ),
    case(
        "includes_the_machine",
        "go",
        "package main\n\nimport (\n\t_ \"embed\"\n\t\"fmt\"\n)\n\n//go:embed /etc/passwd\nvar all string\n\nfunc main() { fmt.Print(all) }\n",
        &["refused"],
        Some(""),
    ),
];
