//! What happens while a program is played.

use std::time::Duration;

use serde::Serialize;

/// One thing that happened, in the order in which it did. [`Event::Ended`] is always the last.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// The language is not ready yet: the crates that programs use are being built.
    Preparing {
        /// What is being built now.
        what: String,
    },
    /// The compiler was started.
    Compiling,
    /// The program can start.
    Compiled {
        /// How long the compiler took, in milliseconds; 0 where the build was at hand.
        ms: f64,
        /// Whether the build was at hand.
        cached: bool,
        /// The compiler's warnings, with ANSI colours; empty where it had none.
        messages: String,
    },
    /// The program runs.
    Started,
    /// The program printed.
    Output {
        /// Where it printed.
        stream: Stream,
        /// What it printed: any number of lines. The last line may continue in the next event.
        text: String,
        /// When it was read, in milliseconds since the start of the program.
        ms: f64,
    },
    /// No process of the program is there any more.
    Ended {
        /// How it ended.
        how: End,
        /// How long it ran, in milliseconds; 0 where it never started.
        ms: f64,
        /// A limit that it has reached without being stopped, in words, for example `it reached the limit of 256 processes and
        /// threads`.
        #[serde(skip_serializing_if = "Option::is_none")]
        reached: Option<String>,
    },
}

impl Event {
    /// The end of a program that never started.
    pub fn never_started(how: End) -> Self {
        Event::Ended {
            how,
            ms: 0.0,
            reached: None,
        }
    }
}

/// A time as events have it: in milliseconds, with three decimals, because nobody can tell anything shorter than a microsecond.
pub fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

/// One of a program's two outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum End {
    /// By itself.
    Exit {
        /// Its exit code.
        code: i32,
    },
    /// By a signal that the server did not send.
    Signal {
        /// The signal's number.
        number: i32,
        /// The signal's name, for example `SIGABRT`.
        name: String,
    },
    /// The program or its compiler went beyond a limit, and was stopped.
    Limit {
        /// Which limit.
        limit: Limit,
        /// The limit in words, for example `stopped after 10 s`.
        text: String,
    },
    /// All its threads waited, nothing could wake them, and it was stopped.
    Deadlock {
        /// How many threads it had, in all its processes.
        threads: usize,
        /// The same in words: `all 3 threads wait, and nothing can wake them`.
        text: String,
        /// What the first of these threads waited for.
        waits: Vec<Wait>,
    },
    /// The compiler refused it.
    Refused {
        /// The compiler's words, with ANSI colours.
        messages: String,
    },
    /// The reader who played it stopped it.
    Stopped,
    /// It could not be played at all.
    Failed {
        /// Why, and what to do about it.
        text: String,
    },
}

/// Why a program never started.
#[derive(Debug)]
pub enum NotStarted {
    /// It ended before: the compiler refused it, for example, or the reader stopped it.
    Ended(End),
    /// The server could not build or start it.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for NotStarted {
    fn from(error: anyhow::Error) -> Self {
        NotStarted::Failed(error)
    }
}

impl From<NotStarted> for End {
    fn from(reason: NotStarted) -> Self {
        match reason {
            NotStarted::Ended(end) => end,
            NotStarted::Failed(error) => End::Failed {
                text: format!("{error:#}"),
            },
        }
    }
}

/// A thread that waits, and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wait {
    /// The thread's name.
    pub thread: String,
    /// The system call in which it waits: `futex`, `epoll`, `wait` (for a child), `read` (from
    /// a pipe).
    #[serde(rename = "in")]
    pub call: &'static str,
}

/// A limit that stops a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Limit {
    /// How long the program may take.
    #[serde(rename = "time")]
    Time,
    /// How long its processes together may compute.
    #[serde(rename = "cpu")]
    Cpu,
    /// How much memory its processes together may hold.
    #[serde(rename = "memory")]
    Memory,
    /// How much it may print.
    #[serde(rename = "output")]
    Output,
    /// How long its compiler may take.
    #[serde(rename = "compile time")]
    CompileTime,
    /// How much memory its compiler may hold.
    #[serde(rename = "compile memory")]
    CompileMemory,
}
