//! Operations per second on shared data, for different locks, shares of writes and numbers of threads.

extern crate crossbeam_channel;
extern crate parking_lot;

mod measured;

use crossbeam_channel::{Sender, bounded};
use measured::Row;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, RwLock};
use std::thread;
use std::time::{Duration, Instant};

const NAME: &str = "08_mutexes_contention";
const THREADS: [usize; 3] = [1, 2, 4];
/// How many of ten operations are writes.
const WRITES: [u64; 3] = [0, 1, 5];
/// Each round has enough operations to take at least this long.
const ROUND: Duration = Duration::from_millis(40);
const ROUNDS: usize = 5;
/// How many numbers a long read adds up.
const LONG: usize = 10_000;

/// Shared data, and what one thread does with it.
trait Shared: Sync {
    /// Does so many operations; of each ten, so many are writes.
    fn work(&self, operations: u64, writes: u64);
}

fn main() {
    let mut rows = vec![
        row("std `Mutex`", || Mutex::new(0)),
        row("std `RwLock`", || RwLock::new(0)),
        row("parking_lot `Mutex`", || parking_lot::Mutex::new(0)),
        row("parking_lot `RwLock`", || parking_lot::RwLock::new(0)),
        row("`AtomicU64`", || AtomicU64::new(0)),
        row("actor, crossbeam channels", Actor::start),
    ];
    let threads = THREADS.map(|threads| threads.to_string());
    let writes = WRITES.map(|writes| writes.to_string());
    let arguments = [threads.join(","), writes.join(",")];
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    rows.extend(measured::go(NAME, &arguments));
    rows.extend(measured::python(NAME, &arguments));
    rows.push(row("std `Mutex`, long read", || {
        Long(Mutex::new([1; LONG]))
    }));
    rows.push(row("std `RwLock`, long read", || {
        Long(RwLock::new([1; LONG]))
    }));
    for cell in rows.iter_mut().flatten() {
        if cell.split(' ').all(|rate| rate.parse::<f64>().is_ok()) {
            let rates: Vec<String> = cell.split(' ').map(short).collect();
            *cell = rates.join(" / ");
        }
    }
    let heading = [
        "million operations per second at 0 / 10 / 50 % writes",
        "1 thread",
        "2 threads",
        "4 threads",
    ];
    measured::write(NAME, &heading, &rows);
}

fn row<S: Shared>(name: &str, shared: impl Fn() -> S) -> Row {
    let mut row = vec![name.to_owned()];
    for threads in THREADS {
        let rates = WRITES.map(|writes| rate(&shared(), threads, writes).to_string());
        row.push(rates.join(" "));
    }
    row
}

/// Operations per second of all threads together, as the median of the rounds.
fn rate(shared: &impl Shared, threads: usize, writes: u64) -> f64 {
    let time = |operations| {
        let ready = Barrier::new(threads + 1);
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|_| {
                    scope.spawn(|| {
                        ready.wait();
                        shared.work(operations, writes);
                    })
                })
                .collect();
            ready.wait();
            let begin = Instant::now();
            workers
                .into_iter()
                .for_each(|worker| worker.join().unwrap());
            begin.elapsed()
        })
    };
    let mut operations = 1000;
    while time(operations) < ROUND {
        operations *= 2;
    }
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| time(operations)).collect();
    rounds.sort();
    (threads as u64 * operations) as f64 / rounds[ROUNDS / 2].as_secs_f64()
}

fn each(operations: u64, writes: u64, mut operation: impl FnMut(bool)) {
    for n in 0..operations {
        operation(n % 10 < writes);
    }
}

/// The compiler must not find out that nobody needs the number.
fn used(number: u64) {
    std::hint::black_box(number);
}

impl Shared for Mutex<u64> {
    fn work(&self, operations: u64, writes: u64) {
        each(operations, writes, |write| match write {
            true => *self.lock().unwrap() += 1,
            false => used(*self.lock().unwrap()),
        });
    }
}

impl Shared for RwLock<u64> {
    fn work(&self, operations: u64, writes: u64) {
        each(operations, writes, |write| match write {
            true => *self.write().unwrap() += 1,
            false => used(*self.read().unwrap()),
        });
    }
}

impl Shared for parking_lot::Mutex<u64> {
    fn work(&self, operations: u64, writes: u64) {
        each(operations, writes, |write| match write {
            true => *self.lock() += 1,
            false => used(*self.lock()),
        });
    }
}

impl Shared for parking_lot::RwLock<u64> {
    fn work(&self, operations: u64, writes: u64) {
        each(operations, writes, |write| match write {
            true => *self.write() += 1,
            false => used(*self.read()),
        });
    }
}

impl Shared for AtomicU64 {
    fn work(&self, operations: u64, writes: u64) {
        // Relaxed is enough, because the threads share only this number.
        each(operations, writes, |write| match write {
            true => _ = self.fetch_add(1, Relaxed),
            false => used(self.load(Relaxed)),
        });
    }
}

/// A thread that owns the number. It ends when the last sender is dropped.
struct Actor(Sender<Command>);

enum Command {
    Add,
    Get(Sender<u64>),
}

impl Actor {
    fn start() -> Actor {
        let (tx, commands) = bounded(1024);
        thread::spawn(move || {
            let mut number = 0;
            for command in commands {
                match command {
                    Command::Add => number += 1,
                    // The thread that asked may have ended.
                    Command::Get(reply) => _ = reply.send(number),
                }
            }
        });
        Actor(tx)
    }
}

impl Shared for Actor {
    fn work(&self, operations: u64, writes: u64) {
        let (reply, answer) = bounded(1);
        let get = || {
            self.0.send(Command::Get(reply.clone())).unwrap();
            answer.recv().unwrap()
        };
        each(operations, writes, |write| match write {
            true => self.0.send(Command::Add).unwrap(),
            false => used(get()),
        });
        used(get()); // after this, all additions are done
    }
}

/// A read adds up the whole array, a write changes one element.
struct Long<Lock>(Lock);

impl Shared for Long<Mutex<[u64; LONG]>> {
    fn work(&self, operations: u64, writes: u64) {
        each(operations, writes, |write| match write {
            true => self.0.lock().unwrap()[0] += 1,
            false => used(self.0.lock().unwrap().iter().sum()),
        });
    }
}

impl Shared for Long<RwLock<[u64; LONG]>> {
    fn work(&self, operations: u64, writes: u64) {
        each(operations, writes, |write| match write {
            true => self.0.write().unwrap()[0] += 1,
            false => used(self.0.read().unwrap().iter().sum()),
        });
    }
}

/// In millions, with two digits, because more digits would be noise.
fn short(rate: &str) -> String {
    match rate.parse::<f64>().expect("a rate") / 1e6 {
        millions @ 10.0.. => format!("{millions:.0}"),
        millions @ 1.0.. => format!("{millions:.1}"),
        millions => format!("{millions:.2}"),
    }
}
