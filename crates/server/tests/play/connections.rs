//! Clients that leave, that stay too long, and that take too much.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use languages::ALL;
use libtest_mimic::Trial;
use manuscript::sources;
use socket2::{Domain, Socket, Type};

use crate::course::{Course, Exclusive, SILENCE, program};
use crate::protocol::large_and_slow_requests;
use crate::schedule::Schedule;

type Test = fn(&Course) -> Result<()>;

/// Some addresses are those of other clients only on Linux, where all of 127.0.0.0/8 is this machine.
const LINUX: bool = cfg!(target_os = "linux");

/// The trials on a server that is as patient as any.
pub fn trials(patient: &Arc<Exclusive>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    trials_on(
        patient,
        schedule,
        &[
            (
                "a_client_that_leaves_ends_its_programs",
                a_client_that_leaves_ends_its_programs,
                true,
            ),
            (
                "one_connection_serves_many_requests",
                one_connection_serves_many_requests,
                true,
            ),
            (
                "streams_of_events_leave_room",
                streams_of_events_leave_room,
                LINUX,
            ),
            ("nobody_is_locked_out", nobody_is_locked_out, LINUX),
        ],
    )
}

/// The trials that wait until the server no longer waits for a client.
pub fn trials_of_limits(impatient: &Arc<Exclusive>, schedule: &Arc<Schedule>) -> Vec<Trial> {
    trials_on(
        impatient,
        schedule,
        &[
            ("large_and_slow_requests", large_and_slow_requests, true),
            ("idle_connections_end", idle_connections_end, true),
            ("unread_answers_end", unread_answers_end, LINUX),
        ],
    )
}

/// Trials of a server: a name, the test, and whether it is possible on this machine.
fn trials_on(
    server: &Arc<Exclusive>,
    schedule: &Arc<Schedule>,
    tests: &[(&str, Test, bool)],
) -> Vec<Trial> {
    // A client that leaves or reads nothing has asked for pages.
    let sources = sources::files(&crate::root(), ALL).expect("the chapters can be read");
    let sources = sources.into_iter().map(|file| crate::root().join(file));
    let sources: Vec<PathBuf> = sources.collect();
    let trial = |&(name, test, possible): &(&str, Test, bool)| {
        let server = Arc::clone(server);
        let name = format!("connections::{name}");
        let trial = schedule.trial(name, &sources, move || server.with(test));
        if possible {
            trial
        } else {
            trial.with_kind("needs Linux").with_ignored_flag(true)
        }
    };
    tests.iter().map(trial).collect()
}

/// A program that never ends.
const ENDLESS: &str = "import time; time.sleep(3600)";

/// How a client leaves.
#[derive(Debug, Clone, Copy)]
enum Leave {
    /// It closes the connection.
    Close,
    /// It closes its side, and still reads.
    HalfClose,
    /// It ends the connection with an error, because it has not read all that came.
    Reset,
}

/// Four clients of one reader start programs that never end, send more than one request, and leave. Whatever they sent, and
/// however they left, the programs end, the next program of this reader runs, and the server keeps none of their files.
fn a_client_that_leaves_ends_its_programs(course: &Course) -> Result<()> {
    let before = course.open_files()?;
    let post = keep(&course.request("/play", &program("leaver", "python", ENDLESS)));
    let page = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", course.address);
    for (what, more) in [
        ("nothing", String::new()),
        ("a byte", "G".to_owned()),
        ("a request", page.clone()),
        ("many requests", page.repeat(100)),
        ("more programs", course.with_token(&post).repeat(20)),
        ("64 KiB", "x".repeat(64 << 10)),
        ("all that the server takes, and more", "x".repeat(32 << 20)),
    ] {
        for leave in [Leave::Close, Leave::HalfClose, Leave::Reset] {
            let clients = (0..4).map(|_| {
                let client = course.connect(&post)?;
                begun(&client, leave)?;
                Ok(client)
            });
            let clients = clients.collect::<Result<Vec<TcpStream>>>()?;
            let mut half = Vec::new();
            for mut client in clients {
                offer(&mut client, more.as_bytes())?;
                match leave {
                    Leave::Close | Leave::Reset => drop(client),
                    Leave::HalfClose => {
                        // The server may have ended the connection before.
                        let _ = client.shutdown(Shutdown::Write);
                        half.push(client);
                    }
                }
            }
            let case = || format!("{leave:?} after {what}");
            course.idle().with_context(case)?;
            let next = course.play("leaver", "python", "print('mine')")?;
            ensure!(next.stdout == "mine\n", "{}: {next:?}", case());
        }
    }
    course.settle()?;
    until(
        "no file is left open",
        || Ok(course.open_files()? <= before),
    )
}

/// Waits until the answer has begun. A client that resets its connection leaves the answer unread.
fn begun(mut client: &TcpStream, leave: Leave) -> Result<()> {
    client.set_read_timeout(Some(SILENCE))?;
    let mut start = [0; 12];
    match leave {
        Leave::Reset => ensure!(client.peek(&mut start)? > 0),
        Leave::Close | Leave::HalfClose => {
            client.read_exact(&mut start)?;
            ensure!(&start == b"HTTP/1.1 200", "{start:?}");
        }
    }
    Ok(())
}

/// Sends as many of these bytes as the connection takes.
fn offer(client: &mut TcpStream, bytes: &[u8]) -> Result<()> {
    client.set_nonblocking(true)?;
    let mut rest = bytes;
    while !rest.is_empty() {
        match client.write(rest) {
            Ok(count) => rest = &rest[count..],
            // The connection takes no more, or the server has ended it.
            Err(_) => break,
        }
    }
    Ok(client.set_nonblocking(false)?)
}

/// Requests that are sent all at once, a program first and a large one last, are answered one after the other, although the
/// last ones wait for longer than a client may hold too many bytes ready. Requests that follow an answer are answered, the last
/// of them also when the client closes its side with it.
fn one_connection_serves_many_requests(course: &Course) -> Result<()> {
    let slow = "import time; time.sleep(3); print('first')";
    let large = format!("#{}\nprint('third')", "x".repeat(200 << 10));
    let first = keep(&course.request("/play", &program("pipeline", "python", slow)));
    let second = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", course.address);
    let third = course.request("/play", &program("pipeline", "python", &large));
    let all: String = [&first, &second, &third]
        .map(|request| course.with_token(request))
        .concat();
    let mut client = TcpStream::connect(&course.address)?;
    client.set_read_timeout(Some(SILENCE))?;
    client.write_all(all.as_bytes())?;
    let mut answers = String::new();
    client.read_to_string(&mut answers)?;
    let at = |text: &str| {
        answers
            .find(text)
            .with_context(|| format!("no {text}: {answers}"))
    };
    ensure!(answers.matches("HTTP/1.1 200").count() == 3, "{answers}");
    ensure!(at("first")? < at("\"status\":\"ok\"")? && at("\"status\":\"ok\"")? < at("third")?);

    let mut client = BufReader::new(TcpStream::connect(&course.address)?);
    for _ in 0..3 {
        let request = course.with_token(&second);
        client.get_mut().write_all(request.as_bytes())?;
        ensure!(one_answer(&mut client)?.contains("\"status\":\"ok\""));
    }
    client
        .get_mut()
        .write_all(course.with_token(&second).as_bytes())?;
    client.get_ref().shutdown(Shutdown::Write)?;
    ensure!(one_answer(&mut client)?.contains("\"status\":\"ok\""));
    Ok(())
}

/// The next answer of a connection that stays open.
fn one_answer(client: &mut BufReader<TcpStream>) -> Result<String> {
    client.get_ref().set_read_timeout(Some(SILENCE))?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        ensure!(client.read_line(&mut line)? > 0, "the connection ends");
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    client.read_exact(&mut body)?;
    Ok(String::from_utf8(body)?)
}

/// A connection that sends nothing ends, at its beginning and after an answer.
fn idle_connections_end(course: &Course) -> Result<()> {
    let mut silent = TcpStream::connect(&course.address)?;
    silent.set_read_timeout(Some(SILENCE))?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", course.address);
    let mut client = BufReader::new(course.connect(&request)?);
    one_answer(&mut client)?;
    for client in [&mut silent, client.get_mut()] {
        let mut rest = Vec::new();
        client
            .read_to_end(&mut rest)
            .context("the server ends it")?;
        ensure!(!rest.starts_with(b"HTTP/1.1 200"), "{rest:?}");
    }
    Ok(())
}

/// A client gets few streams of events. It still gets answers when it has all of them, and other clients get streams, also
/// when there are no more for clients that have many. A stream that ends makes room for another.
fn streams_of_events_leave_room(course: &Course) -> Result<()> {
    let stream = |client: u8| {
        let (status, stream) = ask(course, client, "/preview-events")?;
        Ok::<_, anyhow::Error>((status == 200).then_some(stream))
    };
    let mut all = Vec::new();
    while let Some(one) = stream(2)? {
        all.push(one);
        ensure!(all.len() < 100, "a client gets any number of streams");
    }
    ensure!(all.len() >= 8, "a client gets {} streams alone", all.len());
    let of_one = all.len();
    ensure!(ask(course, 2, "/preview-events")?.0 == 429);
    ensure!(ask(course, 2, "/healthz")?.0 == 200);
    for client in 3..13 {
        for number in 0..of_one {
            match stream(client)? {
                Some(one) => all.push(one),
                // When all streams are taken, a client gets as many as the others have.
                None => {
                    ensure!(number > 0, "client {client} gets no stream");
                    break;
                }
            }
        }
        ensure!(ask(course, client, "/healthz")?.0 == 200);
    }
    drop(all);
    until("a stream is free", || Ok(stream(2)?.is_some()))
}

/// Clients that take all connections that they can get do not lock out another one: it is answered before any of their
/// connections has been silent for too long.
fn nobody_is_locked_out(course: &Course) -> Result<()> {
    let mut held = Vec::new();
    for client in 2..8 {
        for _ in 0..150 {
            held.push(connect(course, client)?);
        }
    }
    ensure!(ask(course, 99, "/healthz")?.0 == 200);
    // Of a client with too many connections the last ones are refused.
    let refused = held[149].read(&mut [0]);
    ensure!(matches!(refused, Ok(0) | Err(_)), "{refused:?}");
    drop(held);
    until("there is room", || {
        Ok((2..8)
            .all(|client| ask(course, client, "/healthz").is_ok_and(|(status, _)| status == 200)))
    })
}

/// A client that reads nothing of what it has asked for does not keep its connection.
fn unread_answers_end(course: &Course) -> Result<()> {
    let before = course.open_files()?;
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.set_recv_buffer_size(4 << 10)?;
    socket.connect(&course.address.parse::<SocketAddr>()?.into())?;
    let mut client = TcpStream::from(socket);
    let page = format!(
        "GET /print.html HTTP/1.1\r\nHost: {}\r\n\r\n",
        course.address
    );
    client.write_all(course.with_token(&page).repeat(100).as_bytes())?;
    until("it is answered", || Ok(course.open_files()? > before))?;
    until("the server ends it", || Ok(course.open_files()? <= before))?;
    Ok(())
}

/// Waits until something is true, at most for two minutes.
fn until(what: &str, is_true: impl Fn() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + 2 * SILENCE;
    while !is_true()? {
        if Instant::now() > deadline {
            bail!("it never happens that {what}");
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// The request without the header that ends the connection after the answer.
fn keep(request: &str) -> String {
    request.replacen("Connection: close\r\n", "", 1)
}

/// A connection from the address 127.0.0.CLIENT.
fn connect(course: &Course, client: u8) -> Result<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.bind(&SocketAddr::from(([127, 0, 0, client], 0)).into())?;
    socket.connect(&course.address.parse::<SocketAddr>()?.into())?;
    let stream = TcpStream::from(socket);
    // Shorter than silent connections are kept, or one of them would have to end before an answer is late.
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    Ok(stream)
}

/// Asks from that address. Returns the status, and the connection with the rest of the answer.
fn ask(course: &Course, client: u8, path: &str) -> Result<(u16, TcpStream)> {
    let mut stream = connect(course, client)?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        course.address
    );
    stream.write_all(course.with_token(&request).as_bytes())?;
    let mut start = [0; 12];
    stream
        .read_exact(&mut start)
        .with_context(|| format!("client {client} gets no answer"))?;
    let status = std::str::from_utf8(&start[9..])?.parse()?;
    Ok((status, stream))
}
