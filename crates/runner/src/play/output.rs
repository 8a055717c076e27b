//! Reads what a program prints, and hands it on as text.

use std::io::{ErrorKind, PipeReader, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, OFlag, fcntl};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::event::Stream;

/// How many bytes are read at once: as many as a pipe holds.
const BUFFER: usize = 64 << 10;

/// After so many pieces of output there is a pause after each read. So a program that prints single letters does not make a message of
/// each letter.
const PIECES_AT_ONCE: usize = 200;

/// How long the pause is in which output is gathered.
const GATHERING: Duration = Duration::from_millis(10);

/// What programs print when the kernel refuses them a process or a thread: the C library and Rust, Python, shells, Go.
const REFUSED_A_PROCESS: [&str; 4] = [
    "Resource temporarily unavailable",
    "can't start new thread",
    "Cannot fork",
    "failed to create new OS thread",
];

/// The two outputs of a program. They call `print` with each piece, and the time since the start of the program.
pub struct Outputs<P> {
    pipes: [Output; 2],
    buffer: Vec<u8>,
    print: P,
    start: Instant,
    /// How many bytes may be handed on.
    limit: usize,
    /// How many bytes were read, including those beyond the limit.
    printed: usize,
    /// How often `print` was called.
    pieces: usize,
    /// Whether what is read is still handed on.
    handed_on: bool,
    /// Whether the program has printed that it was refused a process.
    complains: bool,
}

impl<P: FnMut(Stream, &str, Duration)> Outputs<P> {
    /// The outputs of a program that starts now, of which the first `limit` bytes are handed on.
    ///
    /// # Errors
    /// That a pipe cannot be read without waiting.
    pub fn new(
        stdout: Option<PipeReader>,
        stderr: Option<PipeReader>,
        limit: usize,
        print: P,
    ) -> Result<Self> {
        Ok(Outputs {
            pipes: [
                Output::new(Stream::Stdout, stdout)?,
                Output::new(Stream::Stderr, stderr)?,
            ],
            buffer: vec![0; BUFFER],
            print,
            start: Instant::now(),
            limit,
            printed: 0,
            pieces: 0,
            handed_on: true,
            complains: false,
        })
    }

    /// Whether both outputs have ended.
    pub fn are_closed(&self) -> bool {
        self.pipes.iter().all(|output| output.pipe.is_none())
    }

    /// Whether the program has printed more than it may.
    pub fn exceed_limit(&self) -> bool {
        self.printed > self.limit
    }

    /// Whether the program has printed that the kernel refused it a process or a thread.
    pub fn complain_of_processes(&self) -> bool {
        self.complains
    }

    /// From now on, what is read is thrown away.
    pub fn stop(&mut self) {
        self.handed_on = false;
    }

    /// Waits until an output can be read or has ended, until `end` can be read, or until `timeout` is over; then reads once from each
    /// output that is ready.
    ///
    /// # Errors
    /// That an output cannot be read.
    pub fn wait_and_read(&mut self, end: Option<BorrowedFd>, timeout: Duration) -> Result<()> {
        let ready = wait_for_any(&self.pipes, end, timeout)?;
        for (which, _) in ready.into_iter().enumerate().filter(|(_, ready)| *ready) {
            self.read(which)?;
        }
        if self.pieces > PIECES_AT_ONCE && self.handed_on {
            thread::sleep(GATHERING);
        }
        Ok(())
    }

    /// Reads what is in the pipes now.
    ///
    /// # Errors
    /// That an output cannot be read.
    pub fn drain(&mut self) -> Result<()> {
        for which in 0..self.pipes.len() {
            loop {
                let before = self.printed;
                self.read(which)?;
                // A process that has not ended may never stop printing.
                if self.printed == before || self.exceed_limit() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Reads once from one of the outputs, and hands the text on.
    fn read(&mut self, which: usize) -> Result<()> {
        let room = self.limit.saturating_sub(self.printed);
        let output = &mut self.pipes[which];
        let (text, length) = output.read(&mut self.buffer, room)?;
        self.printed += length;
        if !text.is_empty() && self.handed_on {
            self.pieces += 1;
            self.complains |= output.stream == Stream::Stderr
                && REFUSED_A_PROCESS.iter().any(|words| text.contains(words));
            (self.print)(output.stream, &text, self.start.elapsed());
        }
        Ok(())
    }
}

/// Which of the outputs can be read, or have ended; waits for the first, or for the `end`, but not longer than `timeout`.
fn wait_for_any(
    outputs: &[Output; 2],
    end: Option<BorrowedFd>,
    timeout: Duration,
) -> Result<[bool; 2]> {
    let open = outputs
        .iter()
        .enumerate()
        .filter_map(|(i, output)| Some((i, output.pipe.as_ref()?.as_fd())));
    // `end` comes last, so its index is greater than that of any output.
    let (numbers, fds): (Vec<usize>, Vec<BorrowedFd>) =
        open.chain(end.map(|end| (outputs.len(), end))).unzip();
    let mut polled: Vec<PollFd> = fds
        .into_iter()
        .map(|fd| PollFd::new(fd, PollFlags::POLLIN))
        .collect();
    // Rounded up, because a timeout below a millisecond would become 0, which does not wait at all.
    let timeout = PollTimeout::try_from(timeout.as_millis() + 1).unwrap_or(PollTimeout::MAX);
    match poll(&mut polled, timeout) {
        Ok(_) | Err(Errno::EINTR) => {}
        Err(error) => return Err(error.into()),
    }
    let is_ready = |number: usize| {
        numbers
            .iter()
            .zip(&polled)
            .any(|(at, fd)| *at == number && fd.any().unwrap_or(false))
    };
    Ok([is_ready(0), is_ready(1)])
}

/// One of the program's outputs, as text.
struct Output {
    stream: Stream,
    /// `None` once it has ended.
    pipe: Option<PipeReader>,
    /// The first bytes of a letter whose other bytes have not been read yet.
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

    /// Reads once, without waiting: the text of the first `room` bytes, and how many bytes there were.
    fn read(&mut self, buffer: &mut [u8], room: usize) -> Result<(String, usize)> {
        let Some(pipe) = &mut self.pipe else {
            return Ok((String::new(), 0));
        };
        let length = match pipe.read(buffer) {
            Ok(length) => length,
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) =>
            {
                return Ok((String::new(), 0));
            }
            Err(error) => return Err(error.into()),
        };
        let ended = length == 0;
        if ended {
            self.pipe = None;
        }
        Ok((self.decode(&buffer[..length.min(room)], ended), length))
    }

    /// The letters that are complete. Bytes that cannot begin a letter become a replacement character; at the `end` all remaining bytes
    /// do.
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
