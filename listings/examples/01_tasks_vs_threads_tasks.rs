//! The same three sums on tokio's tasks: `spawn` starts a task, its handle gives the sum.

extern crate tokio;

use std::ops::Range;

async fn sum_of_primes(share: Range<u64>) -> u64 {
    let divisors = |n: u64| (2..n).take_while(move |d| d * d <= n);
    let prime = |n: &u64| !divisors(*n).any(|d| n.is_multiple_of(d));
    share.filter(|n| *n > 1).filter(prime).sum()
}

// ANCHOR: main
#[tokio::main] // one worker thread for each core
async fn main() {
    let shares = [20_000..30_000, 10_000..20_000, 0..10_000];
    let units = shares.map(|share| tokio::spawn(sum_of_primes(share)));

    for unit in units {
        println!("sum {}", unit.await.expect("it did not panic"));
    }
}
// ANCHOR_END: main
