//! Watches over one program: hands on what it prints, and stops it at its limits.

use std::io::{ErrorKind, PipeReader, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::time::{Duration, Instant};

use anyhow::Result;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::Signal;

use super::event::{End, Limit, Stream, Wait};
use super::job::Cancelled;
use super::limits::Limits;
use super::sandbox::{Finish, Pool, Running, Standstill, Task};

/// How often a running program is looked at. Shorter than what a reader notices; what looking costs is bounded beside it.
const LOOK: Duration = Duration::from_millis(20);

/// How often it is looked at when it is about to end, and nothing tells when it has.
const SOON: Duration = Duration::from_millis(1);

/// How much time lies at least between two looks at a program that does nothing. Two looks that are the same show a deadlock.
const STANDSTILL: Duration = Duration::from_millis(100);

/// Of how many threads it is told what they wait for.
const WAITS_TOLD: usize = 16;

/// What programs say when the kernel refuses them a process or a thread: the C library and Rust, Python, shells, Go.
const REFUSED_A_PROCESS: [&str; 4] = [
    "Resource temporarily unavailable",
    "can't start new thread",
    "Cannot fork",
    "failed to create new OS thread",
];

/// How long what was killed may take to be gone before its pipes are given up.
const GIVE_UP: Duration = Duration::from_secs(2);

/// After so many pieces of output they are gathered for a while before they are handed on: a program that prints single
/// letters is no reason to send each in a message of its own.
const PIECES_AT_ONCE: usize = 200;

/// How a task went. No process of it is there any more.
pub struct TaskOutcome {
    /// How it ended.
    pub end: End,
    /// How long it ran.
    pub elapsed: Duration,
    /// A limit that it has reached without being stopped, in words.
    pub reached: Option<String>,
    /// The sandbox that the task ran in. To take it down takes longer than many programs run, so the caller can report the end before it
    /// drops the sandbox.
    pub sandbox: Box<dyn Running>,
}

/// Runs a task to its end, or until it goes beyond a limit or `cancelled` says so; hands on what it prints, with the time
/// since its start.
///
/// # Errors
/// That it cannot be started.
pub fn run(
    sandboxes: &Pool,
    task: &Task,
    limits: &Limits,
    cancelled: Cancelled,
    mut print: impl FnMut(Stream, &str, Duration),
) -> Result<TaskOutcome> {
    let mut running = sandboxes.start(task, limits)?;
    let start = Instant::now();
    let mut outputs = [
        Output::new(Stream::Stdout, running.take_output())?,
        Output::new(Stream::Stderr, running.take_errors())?,
    ];
    let mut printed = 0;
    let mut pieces = 0;
    let mut look = start + LOOK / 2;
    let mut quiet = Quiet::since(start);
    let mut complains = false;
    let mut print = |stream: Stream, text: &str, since: Duration| {
        complains |=
            stream == Stream::Stderr && REFUSED_A_PROCESS.iter().any(|words| text.contains(words));
        print(stream, text, since);
    };
    let mut stopped: Option<(End, Instant)> = None;
    let mut buffer = vec![0; 64 << 10];
    loop {
        // Once its outputs are closed, nothing is left to wait for but its end.
        let silent = outputs.iter().all(|output| output.pipe.is_none());
        if silent && (stopped.is_some() || running.has_ended()) {
            break;
        }
        let end = silent.then(|| running.end()).flatten();
        let patience = if silent && end.is_none() {
            SOON
        } else {
            look.saturating_duration_since(Instant::now())
        };
        let ready = wait_for_any(&outputs, end, patience)?;
        for (output, ready) in outputs.iter_mut().zip(ready) {
            if !ready {
                continue;
            }
            let room = limits.output.saturating_sub(printed);
            let text = output.read(&mut buffer, room, &mut printed)?;
            if !text.is_empty() && stopped.is_none() {
                pieces += 1;
                print(output.stream, &text, start.elapsed());
            }
        }
        if pieces > PIECES_AT_ONCE && stopped.is_none() {
            std::thread::sleep(LOOK / 2);
        }
        // Whatever it prints, it is looked at in time.
        if Instant::now() < look && printed <= limits.output {
            continue;
        }
        let looking = Instant::now();
        if let Some((_, since)) = &stopped {
            if since.elapsed() > GIVE_UP {
                break;
            }
        } else if let Some(end) = beyond(limits, &*running, printed, start, cancelled)
            .or_else(|| quiet.deadlock(&mut *running))
        {
            running.kill();
            stopped = Some((end, Instant::now()));
        } else if !silent && running.has_ended() {
            // What it has started and left behind may hold its outputs: nobody waits for that.
            drain(
                &mut outputs,
                &mut buffer,
                limits.output,
                &mut printed,
                |stream, text| {
                    print(stream, text, start.elapsed());
                },
            )?;
            if printed > limits.output {
                stopped = Some((output(limits), Instant::now()));
            }
            break;
        }
        // A large tree takes long to look at: at the most a tenth of the time goes into that.
        look = Instant::now() + LOOK.max(looking.elapsed() * 9);
    }
    let elapsed = start.elapsed();
    let finish = running.finish()?;
    let end = match (stopped, finish) {
        (Some((end, _)), _) => end,
        _ if running.ran_out_of_memory() => memory(limits),
        (None, Finish::Exit(code)) => End::Exit { code },
        (None, Finish::Signal(number)) if number == Signal::SIGXCPU as i32 => cpu(limits),
        (None, Finish::Signal(number)) => End::Signal {
            number,
            name: signal_name(number),
        },
    };
    let limit = format!(
        "reached the limit of {} processes and threads",
        limits.processes
    );
    let reached = match running.ran_out_of_processes() {
        Some(reached) => reached.then(|| format!("it {limit}")),
        None => complains.then(|| format!("it probably {limit}")),
    };
    Ok(TaskOutcome {
        end,
        elapsed,
        reached,
        sandbox: running,
    })
}

/// The name of a signal, for example `SIGABRT` or `SIGRTMIN+3`.
fn signal_name(number: i32) -> String {
    match Signal::try_from(number) {
        Ok(signal) => signal.as_str().to_owned(),
        #[cfg(target_os = "linux")]
        Err(_) if number >= libc::SIGRTMIN() => format!("SIGRTMIN+{}", number - libc::SIGRTMIN()),
        Err(_) => number.to_string(),
    }
}

/// A program that does nothing, as it was seen last.
struct Quiet {
    seen: Option<Standstill>,
    at: Instant,
}

impl Quiet {
    fn since(start: Instant) -> Self {
        Quiet {
            seen: None,
            at: start,
        }
    }

    /// The end of a program all of whose threads have slept since the last look, and will not wake.
    fn deadlock(&mut self, running: &mut dyn Running) -> Option<End> {
        if self.at.elapsed() < STANDSTILL {
            return None;
        }
        let seen = running.standstill();
        self.at = Instant::now();
        if seen.is_some() && seen == self.seen {
            let waits = seen?.0.into_iter().map(|asleep| asleep.wait);
            return Some(deadlock(waits.collect()));
        }
        self.seen = seen;
        None
    }
}

fn deadlock(waits: Vec<Wait>) -> End {
    let threads = waits.len();
    let text = match threads {
        1 => "the only thread waits, and nothing can wake it".to_owned(),
        2 => "both threads wait, and nothing can wake them".to_owned(),
        _ => format!("all {threads} threads wait, and nothing can wake them"),
    };
    End::Deadlock {
        threads,
        text,
        waits: waits.into_iter().take(WAITS_TOLD).collect(),
    }
}

/// Whether the program is to be stopped, and as what.
fn beyond(
    limits: &Limits,
    running: &dyn Running,
    printed: usize,
    start: Instant,
    cancelled: Cancelled,
) -> Option<End> {
    if cancelled() {
        return Some(End::Stopped);
    }
    if printed > limits.output {
        return Some(output(limits));
    }
    if start.elapsed() > limits.wall {
        let text = format!("stopped after {} s", limits.wall.as_secs());
        return Some(End::Limit {
            limit: Limit::Time,
            text,
        });
    }
    if running.ran_out_of_memory() {
        return Some(memory(limits));
    }
    match running.usage() {
        Ok(Some(usage)) if usage.memory > limits.memory => Some(memory(limits)),
        Ok(Some(usage)) if usage.cpu > limits.cpu => Some(cpu(limits)),
        Ok(_) => None,
        // Nobody knows what it takes.
        Err(error) => Some(End::Limit {
            limit: Limit::Memory,
            text: format!("stopped, because nobody can say what it takes: {error:#}"),
        }),
    }
}

fn memory(limits: &Limits) -> End {
    End::Limit {
        limit: Limit::Memory,
        text: format!("stopped at {} of memory", mib(limits.memory)),
    }
}

fn output(limits: &Limits) -> End {
    let text = format!("stopped after {} of output", mib(limits.output as u64));
    End::Limit {
        limit: Limit::Output,
        text,
    }
}

fn cpu(limits: &Limits) -> End {
    let text = format!("stopped after {} s of computing", limits.cpu.as_secs());
    End::Limit {
        limit: Limit::Cpu,
        text,
    }
}

fn mib(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

/// Which of the outputs can be read, or have ended; waits for the first, or for the `end`, but not longer than `patience`.
fn wait_for_any(
    outputs: &[Output; 2],
    end: Option<BorrowedFd>,
    patience: Duration,
) -> Result<[bool; 2]> {
    let open = outputs
        .iter()
        .enumerate()
        .filter_map(|(i, output)| Some((i, output.pipe.as_ref()?.as_fd())));
    // The end has no number that is an output's.
    let (which, fds): (Vec<usize>, Vec<BorrowedFd>) =
        open.chain(end.map(|end| (outputs.len(), end))).unzip();
    let mut polled: Vec<PollFd> = fds
        .into_iter()
        .map(|fd| PollFd::new(fd, PollFlags::POLLIN))
        .collect();
    // Rounded up: to wait for less than a millisecond would be not to wait at all.
    let patience = PollTimeout::try_from(patience.as_millis() + 1).unwrap_or(PollTimeout::MAX);
    match poll(&mut polled, patience) {
        Ok(_) | Err(Errno::EINTR) => {}
        Err(error) => return Err(error.into()),
    }
    let is_ready = |i: usize| {
        which
            .iter()
            .zip(&polled)
            .any(|(at, fd)| *at == i && fd.any().unwrap_or(false))
    };
    Ok([is_ready(0), is_ready(1)])
}

/// Reads what is in the pipes now.
fn drain(
    outputs: &mut [Output; 2],
    buffer: &mut [u8],
    limit: usize,
    printed: &mut usize,
    mut print: impl FnMut(Stream, &str),
) -> Result<()> {
    for output in outputs {
        loop {
            let before = *printed;
            let text = output.read(buffer, limit.saturating_sub(*printed), printed)?;
            if !text.is_empty() {
                print(output.stream, &text);
            }
            // Who is still there may print for ever.
            if *printed == before || *printed > limit {
                break;
            }
        }
    }
    Ok(())
}

/// One of the program's outputs, as text.
struct Output {
    stream: Stream,
    /// `None` once it has ended.
    pipe: Option<PipeReader>,
    /// The first bytes of a letter whose others have not been read yet.
    rest: Vec<u8>,
}

impl Output {
    fn new(stream: Stream, pipe: Option<PipeReader>) -> Result<Self> {
        if let Some(pipe) = &pipe {
            fcntl(pipe.as_raw_fd(), FcntlArg::F_SETFL(OFlag::O_NONBLOCK))?;
        }
        Ok(Output {
            stream,
            pipe,
            rest: Vec::new(),
        })
    }

    /// What can be read now, the first `room` bytes of it; all of it is counted in `printed`.
    fn read(&mut self, buffer: &mut [u8], room: usize, printed: &mut usize) -> Result<String> {
        let Some(pipe) = &mut self.pipe else {
            return Ok(String::new());
        };
        let read = match pipe.read(buffer) {
            Ok(read) => read,
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) =>
            {
                return Ok(String::new());
            }
            Err(error) => return Err(error.into()),
        };
        *printed += read;
        if read == 0 {
            self.pipe = None;
        }
        Ok(self.decode(&buffer[..read.min(room)], read == 0))
    }

    /// The letters that are whole; what cannot be the beginning of one becomes a replacement character, as does all that is
    /// left at the `end`.
    fn decode(&mut self, bytes: &[u8], end: bool) -> String {
        self.rest.extend_from_slice(bytes);
        let mut text = String::new();
        let mut whole = 0;
        for chunk in self.rest.utf8_chunks() {
            text.push_str(chunk.valid());
            whole += chunk.valid().len();
            let invalid = chunk.invalid();
            let unfinished = whole + invalid.len() == self.rest.len() && is_beginning(invalid);
            if invalid.is_empty() || (unfinished && !end) {
                continue;
            }
            text.push(char::REPLACEMENT_CHARACTER);
            whole += invalid.len();
        }
        self.rest.drain(..whole);
        text
    }
}

/// Whether more bytes could make a letter of these.
fn is_beginning(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter that is read in two pieces comes out whole; what is no letter comes out as the replacement character.
    #[test]
    fn letters_are_whole() {
        let mut output = Output {
            stream: Stream::Stdout,
            pipe: None,
            rest: Vec::new(),
        };
        assert_eq!(output.decode("a\u{e9}".as_bytes(), false), "a\u{e9}");
        assert_eq!(output.decode(&[b'b', 0xe2, 0x82], false), "b");
        assert_eq!(output.decode(&[0xac, b'c'], false), "\u{20ac}c");
        assert_eq!(output.decode(&[0xff, b'd'], false), "\u{fffd}d");
        assert_eq!(output.decode(&[0xe2], false), "");
        assert_eq!(output.decode(&[], true), "\u{fffd}");
    }
}
