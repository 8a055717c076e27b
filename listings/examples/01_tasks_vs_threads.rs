//! Three threads each sum the primes of one share. Main collects the sums in launch order.

use std::ops::Range;
use std::thread;

fn sum_of_primes(share: Range<u64>) -> u64 {
    let divisors = |n: u64| (2..n).take_while(move |d| d * d <= n);
    let prime = |n: &u64| !divisors(*n).any(|d| n.is_multiple_of(d));
    share.filter(|n| *n > 1).filter(prime).sum()
}

// ANCHOR: main
fn main() {
    let shares = [20_000..30_000, 10_000..20_000, 0..10_000];

    // `map` on an array starts all three threads before main joins the first one.
    let units = shares
        .clone()
        .map(|share| thread::spawn(move || sum_of_primes(share)));

    let mut total = 0;
    for (share, unit) in shares.into_iter().zip(units) {
        let sum = unit.join().expect("the unit did not panic");
        println!("primes in {share:?} sum to {sum}");
        total += sum;
    }
    println!("total {total}");
}
// ANCHOR_END: main
