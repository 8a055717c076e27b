//! Watches over one program: hands on what it prints, and stops it at its limits.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use anyhow::Result;
use nix::sys::signal::Signal;

use super::event::{End, Limit, Stream, Wait};
use super::job::Cancelled;
use super::limits::Limits;
use super::output::Outputs;
use super::sandbox::{Finish, Pool, Running, Standstill, Task};

/// How often a running program is looked at: so often that a reader notices no delay.
const LOOK_INTERVAL: Duration = Duration::from_millis(20);

/// How much longer than a look the time until the next look is at least. So looks take at most a tenth of the time, even if the program
/// has so many processes that a look is long.
const LOOK_SHARE: u32 = 9;

/// How often a program is looked at that has closed its outputs, where no descriptor says when it ends.
const END_INTERVAL: Duration = Duration::from_millis(1);

/// How much time lies at least between two looks at a program that does nothing. Two looks that are the same show a deadlock.
const STILLNESS_INTERVAL: Duration = Duration::from_millis(100);

/// Of how many threads a deadlock says what they wait for.
const WAITS_REPORTED: usize = 16;

/// How long a killed program may take to close its outputs. After that they are read no more.
const GIVE_UP: Duration = Duration::from_secs(2);

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

/// Runs a task until it ends, goes beyond a limit, or `cancelled` says so. Calls `print` with each piece of output, and the time since the
/// start.
///
/// # Errors
/// That the task cannot be started.
pub fn run(
    sandboxes: &Pool,
    task: &Task,
    limits: &Limits,
    cancelled: Cancelled,
    print: impl FnMut(Stream, &str, Duration),
) -> Result<TaskOutcome> {
    let mut running = sandboxes.start(task, limits)?;
    let start = Instant::now();
    let (stdout, stderr) = (running.take_output(), running.take_errors());
    let mut supervisor = Supervisor {
        outputs: Outputs::new(stdout, stderr, limits.output, print)?,
        running,
        limits,
        cancelled,
        start,
        stillness: Stillness::since(start),
        stopped: None,
    };
    supervisor.watch()?;
    supervisor.outcome()
}

/// Watches over a program that runs. It owns the program: when it is dropped, the program ends.
struct Supervisor<'a, P> {
    running: Box<dyn Running>,
    outputs: Outputs<P>,
    limits: &'a Limits,
    cancelled: Cancelled<'a>,
    start: Instant,
    stillness: Stillness,
    /// Why the program was stopped, and when.
    stopped: Option<(End, Instant)>,
}

impl<P: FnMut(Stream, &str, Duration)> Supervisor<'_, P> {
    /// Reads the outputs and looks at the program, until it has ended or was stopped.
    fn watch(&mut self) -> Result<()> {
        let mut next_look = self.start + LOOK_INTERVAL / 2;
        loop {
            let closed = self.outputs.are_closed();
            if closed && (self.stopped.is_some() || self.running.has_ended()) {
                return Ok(());
            }
            // While an output is open, output is waited for. After that, only the end of the program is left.
            let end = closed.then(|| self.running.end()).flatten();
            let timeout = if closed && end.is_none() {
                END_INTERVAL
            } else {
                next_look.saturating_duration_since(Instant::now())
            };
            self.outputs.wait_and_read(end, timeout)?;
            // A program that prints all the time is looked at as often as any other.
            if Instant::now() < next_look && !self.outputs.exceed_limit() {
                continue;
            }
            let look = Instant::now();
            if self.look()?.is_break() {
                return Ok(());
            }
            next_look = Instant::now() + LOOK_INTERVAL.max(look.elapsed() * LOOK_SHARE);
        }
    }

    /// Looks at the program once, and stops it if it has to be stopped. Breaks when there is nothing left to wait for.
    fn look(&mut self) -> Result<ControlFlow<()>> {
        if let Some((_, since)) = &self.stopped {
            return Ok(if since.elapsed() > GIVE_UP {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            });
        }
        let end = self
            .reason_to_stop()
            .or_else(|| self.stillness.deadlock(&mut *self.running));
        if let Some(end) = end {
            self.running.kill();
            self.stop(end);
            return Ok(ControlFlow::Continue(()));
        }
        if self.outputs.are_closed() || !self.running.has_ended() {
            return Ok(ControlFlow::Continue(()));
        }
        // The program has ended, but processes that it has left behind may hold its outputs. Nobody waits for them.
        self.outputs.drain()?;
        if self.outputs.exceed_limit() {
            self.stop(output_limit(self.limits));
        }
        Ok(ControlFlow::Break(()))
    }

    fn stop(&mut self, end: End) {
        self.outputs.stop();
        self.stopped = Some((end, Instant::now()));
    }

    /// Why the program is to be stopped, if it is.
    fn reason_to_stop(&self) -> Option<End> {
        let limits = self.limits;
        if (self.cancelled)() {
            return Some(End::Stopped);
        }
        if self.outputs.exceed_limit() {
            return Some(output_limit(limits));
        }
        if self.start.elapsed() > limits.wall {
            return Some(time_limit(limits));
        }
        if self.running.ran_out_of_memory() {
            return Some(memory_limit(limits));
        }
        match self.running.usage() {
            Ok(Some(usage)) if usage.memory > limits.memory => Some(memory_limit(limits)),
            Ok(Some(usage)) if usage.cpu > limits.cpu => Some(cpu_limit(limits)),
            Ok(_) => None,
            Err(error) => Some(End::Limit {
                limit: Limit::Memory,
                text: format!("stopped, because the server cannot measure what it uses: {error:#}"),
            }),
        }
    }

    /// Waits until no process of the program is left, and says how it went.
    fn outcome(mut self) -> Result<TaskOutcome> {
        let elapsed = self.start.elapsed();
        let finish = self.running.finish()?;
        let end = match (self.stopped, finish) {
            (Some((end, _)), _) => end,
            _ if self.running.ran_out_of_memory() => memory_limit(self.limits),
            (None, Finish::Exit(code)) => End::Exit { code },
            (None, Finish::Signal(number)) if number == Signal::SIGXCPU as i32 => {
                cpu_limit(self.limits)
            }
            (None, Finish::Signal(number)) => End::Signal {
                number,
                name: signal_name(number),
            },
        };
        let limit = format!(
            "reached the limit of {} processes and threads",
            self.limits.processes
        );
        let reached = match self.running.ran_out_of_processes() {
            Some(reached) => reached.then(|| format!("it {limit}")),
            None => self
                .outputs
                .complain_of_processes()
                .then(|| format!("it probably {limit}")),
        };
        Ok(TaskOutcome {
            end,
            elapsed,
            reached,
            sandbox: self.running,
        })
    }
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

/// What the last look saw of a program that does nothing.
struct Stillness {
    seen: Option<Standstill>,
    at: Instant,
}

impl Stillness {
    fn since(start: Instant) -> Self {
        Stillness {
            seen: None,
            at: start,
        }
    }

    /// The end of the program, if all its threads have slept since the last look, and nothing will wake them.
    fn deadlock(&mut self, running: &mut dyn Running) -> Option<End> {
        if self.at.elapsed() < STILLNESS_INTERVAL {
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
        waits: waits.into_iter().take(WAITS_REPORTED).collect(),
    }
}

fn time_limit(limits: &Limits) -> End {
    let text = format!("stopped after {} s", limits.wall.as_secs());
    End::Limit {
        limit: Limit::Time,
        text,
    }
}

fn memory_limit(limits: &Limits) -> End {
    End::Limit {
        limit: Limit::Memory,
        text: format!("stopped at {} of memory", mib(limits.memory)),
    }
}

fn output_limit(limits: &Limits) -> End {
    let text = format!("stopped after {} of output", mib(limits.output as u64));
    End::Limit {
        limit: Limit::Output,
        text,
    }
}

fn cpu_limit(limits: &Limits) -> End {
    let text = format!("stopped after {} s of computing", limits.cpu.as_secs());
    End::Limit {
        limit: Limit::Cpu,
        text,
    }
}

fn mib(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}
