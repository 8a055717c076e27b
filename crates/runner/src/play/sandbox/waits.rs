//! Whether all threads of a program wait, and nothing can wake them.
//!
//! A thread has slept from one look to the next if its counts of context switches are the same in both, because a thread that was woken in
//! between must leave the processor once more before it sleeps again. So two looks that are the same show a moment at which all threads
//! were asleep. Then only three things could wake one of them: a time limit, another thread, and something outside the sandbox.
//!
//! - **Time limits**: a thread counts as waiting only in a system call that has none. Timers that were started earlier are
//!   excluded by the first process of the sandbox, which learns of each system call that could start one (`notify`).
//! - **Other threads**: all are asleep, in all processes.
//! - **Outside**: there is only the supervisor, which reads the outputs and sends nothing. A program that has a handler for a signal
//!   waits for somebody outside, so it is left alone. Sockets that could have timers of their own are excluded like timers.
//!
//! If anything about a thread is not certain, the look has no result, and the program runs on.

use std::fs;

use anyhow::Result;

use super::proc::{descendants, read, threads};
use super::running::{Asleep, Standstill};
use crate::play::event::Wait;

/// Signals that a program may have a handler for without waiting for somebody outside: those that its own mistakes, its children and
/// its outputs raise.
const OWN_SIGNALS: [libc::c_int; 7] = [
    libc::SIGSEGV,
    libc::SIGBUS,
    libc::SIGFPE,
    libc::SIGILL,
    libc::SIGABRT,
    libc::SIGCHLD,
    libc::SIGPIPE,
];

/// The C library's own signals: 32 cancels a thread, 33 changes the user of all threads. See nptl(7).
const SIGNALS_OF_THE_C_LIBRARY: [libc::c_int; 2] = [32, 33];

/// Futex operations that wait: `FUTEX_WAIT`, `FUTEX_LOCK_PI`, `FUTEX_WAIT_BITSET`, `FUTEX_LOCK_PI2`. See futex(2).
const FUTEX_WAITS: [u64; 4] = [0, 6, 9, 13];

/// The flags of a futex operation: `FUTEX_PRIVATE_FLAG` and `FUTEX_CLOCK_REALTIME`.
const FUTEX_FLAGS: u64 = 128 | 256;

/// Looks at all threads below the process `root`; `None` unless each waits without a time limit.
pub fn see(root: i32) -> Option<Standstill> {
    let mut asleep = Vec::new();
    for process in descendants(root).ok()? {
        let mut main = String::new();
        for (number, thread) in (1..).zip(threads(process).ok()?) {
            match see_thread(process, thread) {
                Ok(Some(mut one)) => {
                    if thread == process {
                        main = std::mem::replace(&mut one.wait.thread, "main".to_owned());
                    } else if one.wait.thread == main {
                        // A thread without a name of its own has the name of the main thread.
                        one.wait.thread = format!("thread {number}");
                    }
                    asleep.push(one);
                }
                Ok(None) if has_ended(process, thread) => {}
                Ok(None) | Err(_) => return None,
            }
        }
    }
    (!asleep.is_empty()).then_some(Standstill(asleep))
}

/// `None` if the thread does not wait without a time limit, or is gone.
fn see_thread(process: i32, thread: i32) -> Result<Option<Asleep>> {
    let place = format!("/proc/{process}/task/{thread}");
    let status = read(&format!("{place}/status"))?;
    let call = read(&format!("{place}/syscall"))?;
    let (Some(status), Some(call)) = (status, call) else {
        return Ok(None);
    };
    let line = |name: &str| {
        let mut lines = status.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(":\t"))
    };
    let asleep = line("State").is_some_and(|state| state.starts_with('S'));
    let handled = line("SigCgt").and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let alone = handled.is_some_and(|handled| !waits_for_a_signal(handled, is_python(process)));
    let (true, true, Some(wait)) = (asleep, alone, endless_wait(&call, process)) else {
        return Ok(None);
    };
    // How often the thread has left the processor, of its own accord and not.
    let switches: Vec<&str> = status
        .lines()
        .filter(|line| line.contains("ctxt_switches"))
        .collect();
    Ok((switches.len() == 2).then(|| Asleep {
        wait: Wait {
            thread: line("Name").unwrap_or_default().to_owned(),
            call: wait,
        },
        // The number of the system call, its arguments, and the place in the program belong to the state as well.
        state: format!("{thread} {} {call}", switches.join(" ")),
    }))
}

/// Whether this thread has ended, and only its entry is left.
fn has_ended(process: i32, thread: i32) -> bool {
    let status = read(&format!("/proc/{process}/task/{thread}/status"));
    status.is_ok_and(|status| {
        status.is_none_or(|status| status.lines().any(|line| line.starts_with("State:\tZ")))
    })
}

/// Whether a program that handles these signals may wait for one of them.
fn waits_for_a_signal(handled: u64, python: bool) -> bool {
    let own = OWN_SIGNALS.iter().chain(&SIGNALS_OF_THE_C_LIBRARY);
    let mut own: u64 = own.map(|signal| bit(*signal)).sum();
    if python {
        // The interpreter itself turns SIGINT into an exception, in every program.
        own |= bit(libc::SIGINT);
    }
    handled & !own != 0
}

fn bit(signal: libc::c_int) -> u64 {
    1 << (signal - 1)
}

fn is_python(process: i32) -> bool {
    let program = fs::read_link(format!("/proc/{process}/exe")).ok();
    program.is_some_and(|program| {
        program
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("python"))
    })
}

/// The system call in which a thread waits without a time limit; `None` if it does not wait so, or if that is not certain. `call` is the text
/// of `/proc/PID/task/TID/syscall`: the number of the system call and its six arguments.
fn endless_wait(call: &str, process: i32) -> Option<&'static str> {
    let mut words = call.split_whitespace();
    let number: libc::c_long = words.next()?.parse().ok()?;
    let arguments: Vec<u64> = words
        .map_while(|word| u64::from_str_radix(word.strip_prefix("0x")?, 16).ok())
        .collect();
    let argument = |number: usize| arguments.get(number).copied();
    // The kernel uses only the low 32 bits of the value.
    let is_negative = |value: u64| value & 0x8000_0000 != 0;
    match number {
        libc::SYS_futex => {
            let waits = FUTEX_WAITS.contains(&(argument(1)? & 0xffff_ffff & !FUTEX_FLAGS));
            (waits && argument(3)? == 0).then_some("futex")
        }
        #[cfg(target_arch = "x86_64")]
        libc::SYS_epoll_wait => is_negative(argument(3)?).then_some("epoll"),
        libc::SYS_epoll_pwait => is_negative(argument(3)?).then_some("epoll"),
        libc::SYS_epoll_pwait2 => (argument(3)? == 0).then_some("epoll"),
        libc::SYS_wait4 | libc::SYS_waitid => Some("wait"),
        libc::SYS_read => {
            let file = fs::read_link(format!("/proc/{process}/fd/{}", argument(0)?)).ok()?;
            let file = file.to_string_lossy();
            (file.starts_with("pipe:") || file == "anon_inode:[eventfd]").then_some("read")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(number: libc::c_long, arguments: [u64; 6]) -> String {
        let words: Vec<String> = arguments.iter().map(|word| format!("{word:#x}")).collect();
        format!("{number} {} 0x7ffc 0x7f00\n", words.join(" "))
    }

    /// A wait counts only if it has no time limit, and a system call that is not known does not count.
    #[test]
    fn time_limits() {
        let wait = |number, arguments| endless_wait(&call(number, arguments), 0);
        let (private, realtime) = (128, 256);
        assert_eq!(
            wait(libc::SYS_futex, [9, private, 2, 0, 0, 0]),
            Some("futex")
        );
        assert_eq!(
            wait(libc::SYS_futex, [9, 9 | private | realtime, 2, 0, 0, !0]),
            Some("futex")
        );
        assert_eq!(
            wait(libc::SYS_futex, [9, 9 | private, 2, 0x7ffc, 0, !0]),
            None
        );
        // FUTEX_WAKE never waits.
        assert_eq!(wait(libc::SYS_futex, [9, 1 | private, 2, 0, 0, 0]), None);
        assert_eq!(
            wait(libc::SYS_epoll_pwait, [3, 9, 8, 0xffff_ffff, 0, 8]),
            Some("epoll")
        );
        assert_eq!(
            wait(libc::SYS_epoll_pwait, [3, 9, 8, !0, 0, 8]),
            Some("epoll")
        );
        assert_eq!(wait(libc::SYS_epoll_pwait, [3, 9, 8, 1000, 0, 8]), None);
        assert_eq!(
            wait(libc::SYS_epoll_pwait2, [3, 9, 8, 0, 0, 8]),
            Some("epoll")
        );
        assert_eq!(wait(libc::SYS_wait4, [!0, 9, 0, 0, 0, 0]), Some("wait"));
        for other in [
            libc::SYS_ppoll,
            libc::SYS_clock_nanosleep,
            libc::SYS_recvfrom,
            libc::SYS_rt_sigtimedwait,
        ] {
            assert_eq!(wait(other, [0; 6]), None);
        }
        for text in ["running\n", "", "-1 0x7ffc 0x7f00\n", "202\n"] {
            assert_eq!(endless_wait(text, 0), None, "{text}");
        }
    }

    /// A program with a handler for a signal waits for somebody outside; every Python program has one for SIGINT.
    #[test]
    fn handlers() {
        let rust = bit(libc::SIGSEGV) | bit(libc::SIGBUS);
        assert!(!waits_for_a_signal(rust, false));
        assert!(waits_for_a_signal(rust | bit(libc::SIGINT), false));
        assert!(!waits_for_a_signal(bit(libc::SIGINT), true));
        for signal in [libc::SIGTERM, libc::SIGUSR1, libc::SIGALRM, libc::SIGIO, 40] {
            assert!(waits_for_a_signal(bit(signal), true), "{signal}");
        }
    }

    /// A thread that was awake between two looks has another state in the second, even if it waits at the same place again. A thread that has
    /// slept has the same state.
    #[test]
    fn waking_is_seen() {
        let (wake, woken) = std::sync::mpsc::channel::<()>();
        let (report, reports) = std::sync::mpsc::channel();
        let sleeper = std::thread::spawn(move || {
            report.send(nix::unistd::gettid().as_raw()).unwrap();
            for () in woken {
                report.send(0).unwrap();
            }
        });
        let thread = reports.recv().unwrap();
        let process = nix::unistd::getpid().as_raw();
        let asleep = || loop {
            if let Some(asleep) = see_thread(process, thread).unwrap() {
                return asleep;
            }
        };
        let first = asleep();
        assert_eq!(asleep(), first);
        wake.send(()).unwrap();
        reports.recv().unwrap();
        assert_ne!(asleep(), first);
        drop(wake);
        sleeper.join().unwrap();
    }
}
