//! Messages per second from one producer to one consumer, by the capacity of the channel between them.

extern crate crossbeam_channel;
extern crate tokio;

mod measured;

use measured::Row;
use std::sync::mpsc as std_mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

const NAME: &str = "03_buffered_channels_throughput";
const CAPACITIES: [usize; 4] = [0, 1, 16, 1024];
/// A round sends so many messages that it takes at least this long.
const ROUND: Duration = Duration::from_millis(100);
const ROUNDS: usize = 7;

fn main() {
    let two = Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();
    let one = Builder::new_current_thread().build().unwrap();
    let mut rows = vec![
        row("std `sync_channel`, threads", |capacity| {
            Some(rate(|n| with_std(capacity, n)))
        }),
        row("crossbeam `bounded`, threads", |capacity| {
            Some(rate(|n| with_crossbeam(capacity, n)))
        }),
        // Tokio has no channel of capacity zero.
        row("tokio `mpsc`, tasks, two threads", |capacity| {
            (capacity > 0).then(|| rate(|n| with_tokio(&two, capacity, n)))
        }),
        row("tokio `mpsc`, tasks, one thread", |capacity| {
            (capacity > 0).then(|| rate(|n| with_tokio(&one, capacity, n)))
        }),
    ];
    let capacities = CAPACITIES.map(|capacity| capacity.to_string());
    let arguments: Vec<&str> = capacities.iter().map(String::as_str).collect();
    rows.extend(measured::go(NAME, &arguments));
    rows.extend(measured::python(NAME, &arguments));
    for cell in rows.iter_mut().flatten() {
        if let Ok(rate) = cell.parse() {
            *cell = short(rate);
        }
    }

    let mut heading = vec!["million messages per second at capacity"];
    heading.extend(&arguments);
    measured::write(NAME, &heading, &rows);
}

fn row(name: &str, rate: impl Fn(usize) -> Option<f64>) -> Row {
    let rates = CAPACITIES
        .map(|capacity| rate(capacity).map_or("no capacity 0".to_owned(), |rate| rate.to_string()));
    [name.to_owned()].into_iter().chain(rates).collect()
}

/// Messages per second: the median of the rounds, each of as many messages as take long enough.
fn rate(send_and_receive: impl Fn(u64)) -> f64 {
    let time = |messages| {
        let begin = Instant::now();
        send_and_receive(messages);
        begin.elapsed()
    };
    let mut messages = 1000;
    while time(messages) < ROUND {
        messages *= 2;
    }
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| time(messages)).collect();
    rounds.sort();
    messages as f64 / rounds[ROUNDS / 2].as_secs_f64()
}

fn with_std(capacity: usize, messages: u64) {
    let (tx, rx) = std_mpsc::sync_channel(capacity);
    let producer =
        thread::spawn(move || (0..messages).for_each(|message| tx.send(message).unwrap()));
    assert_eq!(rx.iter().sum::<u64>(), sum(messages));
    producer.join().unwrap();
}

fn with_crossbeam(capacity: usize, messages: u64) {
    let (tx, rx) = crossbeam_channel::bounded(capacity);
    let producer =
        thread::spawn(move || (0..messages).for_each(|message| tx.send(message).unwrap()));
    assert_eq!(rx.iter().sum::<u64>(), sum(messages));
    producer.join().unwrap();
}

fn with_tokio(runtime: &Runtime, capacity: usize, messages: u64) {
    let (tx, mut rx) = mpsc::channel(capacity);
    let producer = runtime.spawn(async move {
        for message in 0..messages {
            tx.send(message).await.unwrap();
        }
    });
    let consumer = runtime.spawn(async move {
        let mut total = 0;
        while let Some(message) = rx.recv().await {
            total += message;
        }
        total
    });
    runtime.block_on(async {
        assert_eq!(consumer.await.unwrap(), sum(messages));
        producer.await.unwrap();
    });
}

/// Of all messages: that none is missing.
fn sum(messages: u64) -> u64 {
    messages * (messages - 1) / 2
}

/// In millions, with two digits: more would be noise.
fn short(rate: f64) -> String {
    match rate / 1e6 {
        millions @ 10.0.. => format!("{millions:.0}"),
        millions @ 1.0.. => format!("{millions:.1}"),
        millions => format!("{millions:.2}"),
    }
}
