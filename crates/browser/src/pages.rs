//! Pages from a folder.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Serves the pages of a book, each with a line that keeps the errors of its scripts, and the preview's events.
pub struct Pages {
    port: u16,
    status: Arc<Mutex<Value>>,
}

impl Pages {
    /// Begins to serve the folder `book`.
    ///
    /// # Errors
    /// That there is no port.
    pub fn serve(book: &Path) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let status = Arc::new(Mutex::new(json!({ "build": 1, "broken": null })));
        let (book, events) = (book.to_owned(), status.clone());
        // The thread ends with the process. Until then it only waits for connections.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (book, events) = (book.clone(), events.clone());
                std::thread::spawn(move || answer(stream, &book, &events));
            }
        });
        Ok(Pages { port, status })
    }

    /// Where the pages are.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What the preview says from now on.
    ///
    /// # Panics
    /// If a thread panicked with the lock.
    pub fn say(&self, status: Value) {
        *self.status.lock().expect("nobody panics with the lock") = status;
    }
}

fn answer(mut stream: TcpStream, book: &Path, status: &Mutex<Value>) -> Result<()> {
    let mut request = BufReader::new(&stream).lines();
    let line = request
        .next()
        .context("a browser may open a connection and not use it")??;
    for header in request {
        if header?.is_empty() {
            break;
        }
    }
    let path = line.split(' ').nth(1).context("not HTTP")?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let (kind, body) = if path == "/preview-events" {
        // One event for each connection: the browser comes back for the next one.
        let status = status.lock().expect("nobody panics with the lock");
        let events = format!("retry: 20\ndata: {status}\n\n");
        ("text/event-stream", events.into_bytes())
    } else {
        read(&book.join(path.trim_start_matches('/')))
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)?;
    Ok(())
}

/// The content type and the contents of a file. A file that is missing is sent as an empty file of no kind, so a page whose style or script is
/// missing does not work, and a test notices.
fn read(path: &Path) -> (&'static str, Vec<u8>) {
    if path.is_dir() {
        return read(&path.join("index.html"));
    }
    let body = fs::read(path).unwrap_or_default();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => {
            let collector = "<head><script>window.errors = []; \
                window.onerror = (message) => { errors.push(message); };</script>";
            let html = String::from_utf8_lossy(&body).replacen("<head>", collector, 1);
            ("text/html", html.into_bytes())
        }
        Some("css") => ("text/css", body),
        Some("js") => ("text/javascript", body),
        Some("svg") => ("image/svg+xml", body),
        _ => ("application/octet-stream", body),
    }
}
