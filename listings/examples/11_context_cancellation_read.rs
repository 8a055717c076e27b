//! A read that blocks cannot be cancelled: it gives up now and then to ask, or the socket is shut down under it.

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
            Err(e) if e.kind() == ErrorKind::WouldBlock => {} // nothing yet
            read => return read.map(|n| println!("{n} bytes")),
        }
        // Relaxed: the flag guards no other data.
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
    waits.recv().unwrap(); // it has been waiting, and has asked once
    STOP.store(true, Ordering::Relaxed);
    println!("asked: {:?}", reader.join().unwrap());

    let (_silent, line) = UnixStream::pair()?;
    let mut reads = line.try_clone()?;
    let reader = thread::spawn(move || reads.read(&mut [0; 64]));
    line.shutdown(Shutdown::Both)?; // before or during the read
    println!("shut down: {:?}", reader.join().unwrap());
    Ok(())
}
// ANCHOR_END: main
