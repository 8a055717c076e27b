//! A server for these tests, and what it is asked.

// The benchmark shares this, and neither uses all of it.
#![allow(dead_code)]

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Lines, Read, Write};
use std::net::TcpStream;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server::Server;

/// A value in the environment of the server, which no program may see.
pub const SECRET: &str = "the-servers-own-secret";

/// How long a test waits for the server to say something. A server that works is never silent for so long, and the programs of a server with
/// `--time-limit 600` run longer.
pub const SILENCE: Duration = Duration::from_secs(60);

/// A server that runs until this is dropped.
pub struct Course {
    server: Server,
    /// Where its temporary files are.
    scratch: TempDir,
    /// The pipes that it had before anything was played, such as those that it has from the process that started these tests.
    had: Vec<String>,
}

impl Deref for Course {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

/// A server that starts when it is first needed. Trials use it one after the other, so every request comes from the trial that runs.
pub struct Exclusive {
    arguments: &'static [&'static str],
    course: Mutex<Option<(Course, usize)>>,
}

impl Exclusive {
    /// The server that starts with these arguments.
    pub fn new(arguments: &'static [&'static str]) -> Self {
        Exclusive {
            arguments,
            course: Mutex::default(),
        }
    }

    /// Lets a test use the server, in the state in which it was at first: no program runs, and no more files are open.
    pub fn with(&self, test: impl FnOnce(&Course) -> Result<()>) -> Result<()> {
        // A test that panicked has left the server, and so its programs end.
        let mut course = self.course.lock().unwrap_or_else(PoisonError::into_inner);
        if course.is_none() {
            let started = Course::start(self.arguments);
            started.settle()?;
            let open_files = started.open_files()?;
            *course = Some((started, open_files));
        }
        let (course, open_files) = course.as_ref().expect("it was started above");
        course.idle()?;
        course.settle()?;
        let deadline = Instant::now() + 2 * SILENCE;
        while course.open_files()? > *open_files {
            ensure!(Instant::now() < deadline, "the server keeps files open");
            thread::sleep(Duration::from_millis(50));
        }
        test(course)
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The head's lines.
    pub head: Vec<String>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.body).with_context(|| format!("{self:?}"))
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// How a program went, from the stream of events.
#[derive(Debug, Default)]
pub struct Played {
    /// The names of the events. Equal events in a row count as one.
    pub events: Vec<String>,
    /// What it printed to standard output.
    pub stdout: String,
    /// What it printed to standard error.
    pub stderr: String,
    /// What the compiler said.
    pub messages: String,
    /// How it ended, in words: `exit 0`, `signal SIGABRT`, `limit time`, `refused`, `stopped`, `deadlock: all 3 threads wait, ..`,
    /// `failed: why`.
    pub how: String,
}

impl Played {
    /// What an answer tells.
    pub fn of(answer: &Answer) -> Result<Self> {
        ensure!(answer.status == 200, "{answer:?}");
        let mut played = Played::default();
        for line in answer.body.lines() {
            played.add(&serde_json::from_str(line)?);
        }
        Ok(played)
    }

    fn add(&mut self, event: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let name = text(&event["event"]);
        match name.as_str() {
            "output" if event["stream"] == "stderr" => self.stderr += &text(&event["text"]),
            "output" => self.stdout += &text(&event["text"]),
            "compiled" => self.messages = text(&event["messages"]),
            "ended" => {
                let how = &event["how"];
                self.messages += &text(&how["messages"]);
                self.how = match how["kind"].as_str().unwrap_or_default() {
                    "exit" => format!("exit {}", how["code"]),
                    "signal" => format!("signal {}", text(&how["name"])),
                    "limit" => format!("limit {}", text(&how["limit"])),
                    "deadlock" => format!("deadlock: {}", text(&how["text"])),
                    "failed" => format!("failed: {}", text(&how["text"])),
                    kind => kind.to_owned(),
                };
            }
            _ => {}
        }
        if self.events.last() != Some(&name) {
            self.events.push(name);
        }
    }
}

impl Course {
    /// Starts a server on the book, with these arguments beside its own; it is ready to play every language that is here.
    pub fn start(arguments: &[&str]) -> Self {
        Course::start_at(Path::new(env!("CARGO_BIN_EXE_course")), arguments)
    }

    /// The same on the book in another folder.
    pub fn start_in(root: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
        Course::start_with(&mut command, root, arguments)
    }

    /// The same with another build of the command.
    pub fn start_at(command: &Path, arguments: &[&str]) -> Self {
        Course::start_by(&mut Command::new(command), arguments)
    }

    /// The same by a command that ends in that of the server.
    pub fn start_by(command: &mut Command, arguments: &[&str]) -> Self {
        Course::start_with(command, &crate::root(), arguments)
    }

    fn start_with(command: &mut Command, root: &Path, arguments: &[&str]) -> Self {
        let scratch = tempfile::tempdir().expect("there is room");
        command.env("TMPDIR", scratch.path()).env("SECRET", SECRET);
        command.stderr(Stdio::null());
        let server = Server::start_by(command, root, arguments).expect("it starts");
        let mut course = Course {
            server,
            scratch,
            had: Vec::new(),
        };
        let deadline = Instant::now() + Duration::from_secs(600);
        while course
            .languages()
            .values()
            .any(|language| language["state"] == "preparing")
        {
            assert!(Instant::now() < deadline, "it never becomes ready");
            thread::sleep(Duration::from_millis(100));
        }
        course.had = course.look().descriptors;
        course
    }

    /// Where its temporary files are.
    pub fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// Waits until it has ended by itself.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        self.server.wait()
    }

    /// What it says of the languages.
    pub fn languages(&self) -> serde_json::Map<String, Value> {
        let about = self
            .get("/play")
            .and_then(|answer| answer.json())
            .expect("it answers");
        about["languages"].as_object().cloned().unwrap_or_default()
    }

    /// Connects, and sends a request, with the token if there is one.
    pub fn connect(&self, request: &str) -> Result<TcpStream> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(self.with_token(request).as_bytes())?;
        Ok(stream)
    }

    /// Sends a request, with the token if there is one, and reads the answer to its end.
    pub fn send(&self, request: &str) -> Result<Answer> {
        self.send_as_it_is(&self.with_token(request))
    }

    /// The same without the token.
    pub fn send_as_it_is(&self, request: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text
            .split_once("\r\n\r\n")
            .with_context(|| format!("not an answer: {text}"))?;
        let head: Vec<String> = head.lines().map(str::to_owned).collect();
        let status = head[0].split(' ').nth(1).context("a status")?.parse()?;
        let mut answer = Answer {
            status,
            head,
            body: body.to_owned(),
        };
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = unchunked(body);
        }
        Ok(answer)
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Result<Answer> {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        ))
    }

    /// The head and body of a request that posts JSON.
    pub fn request(&self, path: &str, body: &Value) -> String {
        let body = body.to_string();
        format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
    }

    /// Posts JSON.
    pub fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        self.send(&self.request(path, body))
    }

    /// Begins to play a program; the answer's head has come. What it tells are the lines that begin with `{`. Dropped, the
    /// reader has left.
    pub fn begin(
        &self,
        reader: &str,
        language: &str,
        source: &str,
    ) -> Result<Lines<BufReader<TcpStream>>> {
        let stream = self.connect(&self.request("/play", &program(reader, language, source)))?;
        stream.set_read_timeout(Some(SILENCE))?;
        let mut lines = BufReader::new(stream).lines();
        let status = lines.next().context("the connection ends")?;
        let status = status.context("no answer comes for a minute")?;
        ensure!(status.contains(" 200 "), "{status}");
        Ok(lines)
    }

    /// Plays a program until it ends, or has been silent for a second after so many lines.
    pub fn play_until_silent(
        &self,
        reader: &str,
        language: &str,
        source: &str,
        lines: usize,
    ) -> Result<Played> {
        let stream = self.connect(&self.request("/play", &program(reader, language, source)))?;
        let mut answer = BufReader::new(stream);
        let mut played = Played::default();
        let mut line = String::new();
        while played.how.is_empty() {
            let printed = played.stdout.lines().count() + played.stderr.lines().count();
            let silence = (printed >= lines
                && played.events.iter().any(|event| event == "started"))
            .then_some(Duration::from_secs(1));
            answer.get_ref().set_read_timeout(silence)?;
            match answer.read_line(&mut line) {
                Ok(0) => break,
                Ok(_) if line.starts_with('{') => played.add(&serde_json::from_str(&line)?),
                Ok(_) => {}
                Err(error)
                    if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) =>
                {
                    played.how = "never ends".to_owned();
                }
                Err(error) => return Err(error.into()),
            }
            line.clear();
        }
        Ok(played)
    }

    /// Plays a program to its end, as a reader of that name.
    pub fn play(&self, reader: &str, language: &str, source: &str) -> Result<Played> {
        Played::of(&self.post("/play", &program(reader, language, source))?)
    }

    /// Why programs are not kept apart from this machine; `None` where they are.
    pub fn unguarded(&self) -> Result<Option<String>> {
        let guards = self.get("/play")?.json()?["guards"].take();
        let missing = guards["missing"]
            .as_str()
            .unwrap_or("the server does not say");
        Ok((guards["full"] != true).then(|| missing.to_owned()))
    }

    /// Waits until no program runs or waits.
    ///
    /// # Errors
    /// There still is one after a minute.
    pub fn idle(&self) -> Result<()> {
        let deadline = Instant::now() + SILENCE;
        loop {
            let about = self.get("/healthz")?.json()?;
            if about["running"] == 0 && about["waiting"] == 0 {
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "programs run on: {about}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until nothing is built or runs, and a sandbox is ready for the next program of each language.
    pub fn settle(&self) -> Result<()> {
        let ready = |language: &Value| language["state"] == "ready";
        let languages = self.languages().values().filter(|one| ready(one)).count();
        while self.is_busy()? || self.spares()? < languages {
            thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    /// Whether it runs anything now.
    pub fn is_busy(&self) -> Result<bool> {
        Ok(self.is_building()? || self.get("/healthz")?.json()?["running"] != 0)
    }

    /// Whether it still builds the book's programs.
    fn is_building(&self) -> Result<bool> {
        Ok(self.get("/healthz")?.json()?["building"] == true)
    }

    /// The bytes of memory that it holds.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: u64 = line
            .context("Linux tells")?
            .trim()
            .trim_end_matches(" kB")
            .parse()?;
        Ok(kib << 10)
    }

    /// How many files, pipes and sockets it has open; 0 where the system does not tell.
    pub fn open_files(&self) -> Result<usize> {
        if !cfg!(target_os = "linux") {
            return Ok(0);
        }
        Ok(fs::read_dir(format!("/proc/{}/fd", self.pid()))?.count())
    }

    /// What the server has left behind, once nothing is played any more: processes, files, descriptors. Of the sandboxes that it
    /// keeps ready each has its own, and no more.
    pub fn what_is_left(&self) -> Vec<String> {
        // The book's programs may still be being built, which takes minutes on a machine that has not built them before.
        while self.is_building().expect("it answers") {
            thread::sleep(Duration::from_millis(200));
        }
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let mut left = self.look();
            let spares = self.spares().expect("it answers");
            left.descriptors.retain(|pipe| !self.had.contains(pipe));
            let too_many = [
                (left.children, spares),
                (left.programs, 0),
                (left.sandboxes, spares),
                (left.groups, 3 * spares),
                // Two outputs, and one that the library has.
                (left.descriptors, 3 * spares),
                (left.files, 0),
            ];
            let left: Vec<String> = too_many
                .into_iter()
                .filter(|(found, allowed)| found.len() > *allowed)
                .flat_map(|(found, _)| found)
                .collect();
            // A connection that is being closed takes its time, and so does a sandbox that is being made.
            if left.is_empty() || Instant::now() > deadline {
                return left;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// How many sandboxes are ready for programs that nobody has asked for yet.
    pub fn spares(&self) -> Result<usize> {
        let about = self.get("/healthz")?.json()?;
        Ok(usize::try_from(
            about["spares"].as_u64().context("a number")?,
        )?)
    }

    fn look(&self) -> Found {
        let proc = PathBuf::from(format!("/proc/{}", self.pid()));
        let list = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        let mut found = Found::default();
        for task in list(&proc.join("task")) {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            let children = children.split_whitespace();
            found
                .children
                .extend(children.map(|pid| format!("process {pid}")));
        }
        // Where the server is root, every program has a user of its own, and each server has ten thousand of them.
        let first = 2_000_000_000 + self.pid() % 10_000 * 10_000;
        for process in list(Path::new("/proc")) {
            let status = fs::read_to_string(process.path().join("status")).unwrap_or_default();
            let uid = status.lines().find_map(|line| {
                line.strip_prefix("Uid:\t")?
                    .split('\t')
                    .next()?
                    .parse::<u32>()
                    .ok()
            });
            if uid.is_some_and(|uid| (first..first + 10_000).contains(&uid)) {
                found
                    .programs
                    .push(format!("process {}", process.path().display()));
            }
        }
        let sandboxes = format!("course-sandbox-{}-", self.pid());
        for file in list(self.scratch.path()).chain(list(Path::new("/dev/shm"))) {
            let name = file.file_name().to_string_lossy().into_owned();
            // In memory others have files as well; among the temporary files are the pages that are served.
            let others = file.path().starts_with("/dev/shm") || name.starts_with("course-");
            if name.starts_with(&sandboxes) {
                found.sandboxes.push(format!("file {name}"));
            } else if !others {
                found.files.push(format!("file {name}"));
            }
        }
        let groups = format!("course-{}-", self.pid());
        for controller in ["memory", "pids", "cpuacct", "."] {
            let own = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
            let own = own.lines().find_map(|line| {
                let (_, rest) = line.split_once(':')?;
                let (name, path) = rest.split_once(':')?;
                (name == controller.trim_start_matches('.'))
                    .then(|| path.trim_start_matches('/').to_owned())
            });
            let folder = Path::new("/sys/fs/cgroup")
                .join(controller)
                .join(own.unwrap_or_default());
            for group in list(&folder) {
                let name = group.file_name().to_string_lossy().into_owned();
                if name.starts_with(&groups) {
                    found
                        .groups
                        .push(format!("control group {}", group.path().display()));
                }
            }
        }
        for descriptor in list(&proc.join("fd")) {
            let what = fs::read_link(descriptor.path()).unwrap_or_default();
            if what.to_string_lossy().starts_with("pipe:") {
                found
                    .descriptors
                    .push(format!("descriptor {}", what.display()));
            }
        }
        found
    }
}

/// What a server and its programs have made on this machine.
#[derive(Default)]
struct Found {
    /// Processes that it has started.
    children: Vec<String>,
    /// Processes of users that programs have.
    programs: Vec<String>,
    /// Folders on which a sandbox is mounted.
    sandboxes: Vec<String>,
    /// Control groups of sandboxes: three for each in version 1, one in version 2.
    groups: Vec<String>,
    /// Temporary files.
    files: Vec<String>,
    /// Its ends of pipes.
    descriptors: Vec<String>,
}

/// What a page sends to have a program played.
pub fn program(reader: &str, language: &str, source: &str) -> Value {
    json!({ "language": language, "source": source, "edition": "2024", "reader": reader })
}

/// A body without the lengths of its chunks.
fn unchunked(mut body: &str) -> String {
    let mut text = String::new();
    while let Some((length, rest)) = body.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap_or(0);
        let (chunk, rest) = rest.split_at(length.min(rest.len()));
        text += chunk;
        body = rest.strip_prefix("\r\n").unwrap_or(rest);
        if length == 0 {
            break;
        }
    }
    text
}
