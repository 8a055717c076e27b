//! How long a pipeline takes if its slow stage has 1, 2 or 4 workers, beside Amdahl's law.

extern crate crossbeam_channel;

mod measured;

use crossbeam_channel::bounded;
use std::ops::Range;
use std::thread;
use std::time::Instant;

const NAME: &str = "12_fanout_fanin_pipeline_speedup";
/// First, one thread sums the primes among these numbers: the serial part.
const ALONE: Range<u64> = 2_000_000..2_080_000;
/// The workers sum the primes among these numbers, item by item.
const SHARED: Range<u64> = 2_080_000..2_400_000;
/// How many numbers one item of the pipeline contains.
const ITEM: u64 = 10_000;
/// The capacity of each channel.
const ROOM: [usize; 2] = [1, 4];
const WORKERS: [u64; 3] = [1, 2, 4];
/// Each measured time is the best of this number of runs.
const ROUNDS: usize = 10;

fn main() {
    let mut kinds = Vec::new();
    for room in ROOM {
        let times = WORKERS.map(|workers| best(workers, room));
        let wholes = times.map(|(_, whole)| whole).to_vec();
        kinds.push((
            format!("threads, Rust, capacity {room}"),
            times[0].0,
            wholes,
        ));
    }
    for row in measured::go(NAME, &[])
        .into_iter()
        .chain(measured::python(NAME, &[]))
    {
        let mut times = row[1..]
            .iter()
            .map(|ns| ns.parse::<u128>().expect("nanoseconds"));
        let alone = times.next().expect("the time of the serial part");
        kinds.push((row[0].clone(), alone, times.collect()));
    }
    let rows: Vec<measured::Row> = kinds
        .into_iter()
        .map(|(name, alone, times)| {
            let serial = alone as f64 / times[0] as f64;
            let mut row = vec![name, format!("{:.0} %", serial * 100.0)];
            row.extend(times.iter().map(|ns| format!("{:.0} ms", *ns as f64 / 1e6)));
            for (workers, ns) in WORKERS.iter().zip(&times).skip(1) {
                let speed_up = times[0] as f64 / *ns as f64;
                let line = 1.0 / (serial + (1.0 - serial) / *workers as f64);
                row.push(format!("{speed_up:.1} / {line:.1}"));
            }
            row
        })
        .collect();
    let heading = [
        "workers are",
        "serial share",
        "1 worker",
        "2 workers",
        "4 workers",
        "speed-up by 2 / Amdahl",
        "speed-up by 4 / Amdahl",
    ];
    measured::write(NAME, &heading, &rows);
}

/// Nanoseconds of the serial part and of the whole, starting and joining the workers included.
fn best(workers: u64, room: usize) -> (u128, u128) {
    let round = || {
        let began = Instant::now();
        let mut sum = measured::sum_of_primes(ALONE);
        let alone = began.elapsed().as_nanos();
        sum += sum_on(workers, room);
        ((alone, began.elapsed().as_nanos()), sum)
    };
    let rounds: Vec<_> = (0..ROUNDS).map(|_| round()).collect();
    assert!(rounds.iter().all(|(_, sum)| *sum == rounds[0].1));
    let times = rounds.into_iter().map(|(times, _)| times);
    times.min_by_key(|(_, whole)| *whole).expect("a round")
}

/// Fans the items out to the workers, and their sums in.
fn sum_on(workers: u64, room: usize) -> u64 {
    let (tx, items) = bounded(room);
    let (summed, sums) = bounded(room);
    thread::scope(|scope| {
        scope.spawn(move || {
            for from in SHARED.step_by(ITEM as usize) {
                tx.send(from..from + ITEM).expect("a worker receives");
            }
        });
        for _ in 0..workers {
            let (items, summed) = (items.clone(), summed.clone());
            scope.spawn(move || {
                for item in items {
                    summed
                        .send(measured::sum_of_primes(item))
                        .expect("main receives");
                }
            });
        }
        drop((items, summed));
        sums.into_iter().sum()
    })
}
