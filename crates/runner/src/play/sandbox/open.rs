//! A program that is not kept apart from the machine, for machines that cannot make a sandbox. The program has a folder of its own, an empty
//! environment, no input, and bounds on what each of its processes may compute and write.

use std::io::{PipeReader, pipe};
use std::os::fd::BorrowedFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tempfile::TempDir;

use super::running::{Finish, Running, Sandbox, Usage};
use super::task::Task;
use crate::play::limits::Limits;

/// No sandbox: the program runs within these limits, but it sees the whole machine.
pub struct Unconfined(pub Limits);

impl Sandbox for Unconfined {
    fn start(self: Box<Self>, task: &Task) -> Result<Box<dyn Running>> {
        Ok(Box::new(Open::start(task, &self.0)?))
    }
}

/// A program that runs like any other program, in a process group of its own. It owns that group and its working folder: when it is dropped,
/// the group is killed and the folder is removed. A process that has left the group survives.
struct Open {
    child: Child,
    output: Option<PipeReader>,
    errors: Option<PipeReader>,
    /// Whether the program and its process group have ended.
    gone: bool,
    /// Its working folder.
    _folder: TempDir,
}

impl Open {
    /// Starts the program.
    ///
    /// # Errors
    /// That there is no such program, or no room for its folder.
    fn start(task: &Task, limits: &Limits) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("course-play-").tempdir()?;
        for (name, contents) in &task.files {
            std::fs::write(folder.path().join(name), contents)?;
        }
        let (output, out) = pipe()?;
        let (errors, err) = pipe()?;
        let mut command = Command::new(&task.program);
        command
            .args(&task.arguments)
            .env_clear()
            .envs(task.environment.iter().map(|(name, value)| (name, value)))
            .env("TMPDIR", folder.path())
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .process_group(0);
        let bounds = [
            (Resource::RLIMIT_CPU, limits.cpu.as_secs() + 1),
            (Resource::RLIMIT_FSIZE, limits.files),
            (Resource::RLIMIT_NOFILE, limits.open_files),
            (Resource::RLIMIT_CORE, 0),
        ];
        // SAFETY: between fork and exec this makes system calls and nothing else.
        unsafe {
            command.pre_exec(move || {
                for (resource, bound) in bounds {
                    setrlimit(resource, bound, bound)?;
                }
                Ok(())
            });
        }
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {}", task.program.display()))?;
        Ok(Open {
            child,
            output: Some(output),
            errors: Some(errors),
            gone: false,
            _folder: folder,
        })
    }
}

impl Running for Open {
    fn take_output(&mut self) -> Option<PipeReader> {
        self.output.take()
    }

    fn take_errors(&mut self) -> Option<PipeReader> {
        self.errors.take()
    }

    fn end(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn has_ended(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    fn usage(&self) -> Result<Option<Usage>> {
        Ok(None)
    }

    fn kill(&mut self) {
        if let Ok(pid) = i32::try_from(self.child.id()) {
            let _ = killpg(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }

    fn finish(&mut self) -> Result<Finish> {
        let status = self.child.wait()?;
        // Ends the processes that the program has left behind. The group keeps its number until the last of them is gone.
        self.kill();
        self.gone = true;
        Ok(match status.signal() {
            Some(number) => Finish::Signal(number),
            None => Finish::Exit(status.code().unwrap_or(-1)),
        })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if !self.gone {
            self.kill();
            let _ = self.child.wait();
        }
    }
}
