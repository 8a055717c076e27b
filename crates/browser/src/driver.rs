//! chromedriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::Value;
use url::{ParseError, Url};

/// chromedriver, which ends the browsers that it has started when it is dropped.
pub struct Driver {
    process: Child,
    /// Where it listens, on this machine.
    pub port: u16,
}

impl Driver {
    /// Starts it, and waits until it is there.
    pub fn start() -> anyhow::Result<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context(
                "cannot start chromedriver: install it (Debian: apt-get install chromium-driver)",
            )?;
        let stdout = process.stdout.take().context("stdout is piped")?;
        let mut driver = Driver { process, port: 0 };
        driver.port = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            })
            .context("chromedriver did not say at which port it is")?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // If chromedriver is killed, its browser stays. So it is asked to end first.
        let asked = TcpStream::connect(("127.0.0.1", self.port)).and_then(|mut stream| {
            write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")?;
            stream.read(&mut [0])
        });
        if asked.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A command that chromedriver knows and WebDriver does not: it posts `body` to this path of the session.
#[derive(Debug)]
pub struct Extension {
    pub path: &'static str,
    pub body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
