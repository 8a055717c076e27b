//! The course's server, started for a test.

// Several tests and a benchmark share this, and not all of them use all of it.
#![allow(dead_code)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result};

/// A server that runs until this is dropped.
pub struct Server {
    process: Child,
    /// Where a reader opens it, with the token if there is one: `http://127.0.0.1:40123/?token=..`.
    pub url: String,
    /// Its address: `127.0.0.1:40123`.
    pub address: String,
    /// The token of readers. The server has one if it cannot keep programs apart from the machine.
    pub token: Option<String>,
}

impl Server {
    /// Starts the server on the book in `root`.
    ///
    /// # Errors
    /// That it ends before it says where it is.
    pub fn start(root: &Path) -> Result<Self> {
        Server::start_by(&mut Command::new(env!("CARGO_BIN_EXE_course")), root, &[])
    }

    /// The same with further arguments of `course serve`, and by a command that may be another build of `course`, or end in it.
    ///
    /// # Errors
    /// That it ends before it says where it is.
    pub fn start_by(command: &mut Command, root: &Path, arguments: &[&str]) -> Result<Self> {
        let mut process = command
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = process.stdout.take().context("stdout is piped")?;
        // From here on the server ends also if a step fails.
        let mut server = Server {
            process,
            url: String::new(),
            address: String::new(),
            token: None,
        };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let mut words = line.split_whitespace();
        let url = words.find(|word| word.starts_with("http://"));
        let url = url.with_context(|| format!("the server does not say where it is: {line}"))?;
        let address = url.trim_start_matches("http://");
        let (address, token) = match address.split_once("/?token=") {
            Some((address, token)) => (address, Some(token.to_owned())),
            None => (address, None),
        };
        server.address = address.trim_end_matches('/').to_owned();
        server.token = token;
        server.url = url.to_owned();
        Ok(server)
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Interrupts it, as ctrl-c does at a terminal.
    ///
    /// # Errors
    /// That there is no `kill`.
    pub fn interrupt(&self) -> Result<ExitStatus> {
        let pid = self.pid().to_string();
        Ok(Command::new("kill").args(["-INT", &pid]).status()?)
    }

    /// Waits until it has ended by itself.
    ///
    /// # Errors
    /// That the system does not tell.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.process.wait()?)
    }

    /// The request, with the cookie of the token if there is one.
    pub fn with_token(&self, request: &str) -> String {
        let (Some(token), Some((line, rest))) = (&self.token, request.split_once("\r\n")) else {
            return request.to_owned();
        };
        let port = self.address.rsplit(':').next().unwrap_or_default();
        format!("{line}\r\nCookie: course-{port}={token}\r\n{rest}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
