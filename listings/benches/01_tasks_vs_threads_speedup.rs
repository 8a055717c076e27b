//! How long the same sum takes on one, two and four units of work, in Rust, Go and Python.

mod measured;

use std::ops::Range;
use std::thread;
use std::time::Instant;

const NAME: &str = "01_tasks_vs_threads_speedup";
/// The primes among these are summed, in each language by the same plain loop.
const NUMBERS: Range<u64> = 2_000_000..2_400_000;
/// Into how many shares the numbers are cut, each share for a unit of its own.
const UNITS: [u64; 3] = [1, 2, 4];
/// Each time is the best of so many.
const ROUNDS: usize = 3;

fn main() {
    let mut kinds = vec![("threads, Rust".to_owned(), UNITS.map(best).to_vec())];
    for row in measured::go(NAME, &[])
        .into_iter()
        .chain(measured::python(NAME, &[]))
    {
        let times = row[1..].iter().map(|ns| ns.parse().expect("nanoseconds"));
        kinds.push((row[0].clone(), times.collect()));
    }
    let rows: Vec<measured::Row> = kinds
        .into_iter()
        .map(|(name, times)| {
            let mut row = vec![name];
            row.extend(times.iter().map(|ns| format!("{:.0} ms", *ns as f64 / 1e6)));
            row.push(format!("{:.1}", times[0] as f64 / times[1] as f64));
            row
        })
        .collect();
    let heading = [
        "units are",
        "1 unit",
        "2 units",
        "4 units",
        "speed-up by 2 units",
    ];
    measured::write(NAME, &heading, &rows);
}

/// Nanoseconds that the sum takes on so many threads, starting and joining them included.
fn best(units: u64) -> u128 {
    let round = || {
        let began = Instant::now();
        let sum = sum_on(units);
        (began.elapsed().as_nanos(), sum)
    };
    let rounds: Vec<(u128, u64)> = (0..ROUNDS).map(|_| round()).collect();
    assert!(rounds.iter().all(|(_, sum)| *sum == rounds[0].1));
    rounds.into_iter().map(|(ns, _)| ns).min().expect("a round")
}

fn sum_on(units: u64) -> u64 {
    let share = (NUMBERS.end - NUMBERS.start) / units;
    let shares =
        (0..units).map(|unit| NUMBERS.start + unit * share..NUMBERS.start + (unit + 1) * share);
    thread::scope(|scope| {
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(|| measured::sum_of_primes(share)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a sum"))
            .sum()
    })
}
