//! A blocking read cannot be cancelled. Set a time limit and check a flag, or shut the socket down.

use std::io::{ErrorKind, Read, Result};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::{thread, time::Duration};

// ANCHOR: main
static STOP: AtomicBool = AtomicBool::new(false);

fn read_or_stop(mut line: UnixStream, waits: Sender<()>) -> Result<()> {
    line.set_read_timeout(Some(Duration::from_millis(10)))?;
    loop {
        match line.read(&mut [0; 64]) {
            Err(e) if e.kind() == ErrorKind::WouldBlock => {} // no data within 10 ms
            read => return read.map(|n| println!("{n} bytes")),
        }
        // Relaxed is enough: the flag protects no other data.
        if STOP.load(Ordering::Relaxed) {
            return Ok(());
        }
        waits.send(()).unwrap();
    }
}

fn main() -> Result<()> {
    let (_silent, line) = UnixStream::pair()?;
    let (tx, waits) = channel();
    let reader = thread::spawn(move || read_or_stop(line, tx));
    waits.recv().unwrap(); // the read has timed out once, and the flag was checked
    STOP.store(true, Ordering::Relaxed);
    println!("asked: {:?}", reader.join().unwrap());

    let (_silent, line) = UnixStream::pair()?;
    let mut reads = line.try_clone()?;
    let reader = thread::spawn(move || reads.read(&mut [0; 64]));
    line.shutdown(Shutdown::Both)?; // works before the read and during it
    println!("shut down: {:?}", reader.join().unwrap());
    Ok(())
}
// ANCHOR_END: main
