//! Jobs that compute: rayon divides them among the threads of its pool and keeps the order of the results.

extern crate rayon;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

// ANCHOR: main
/// How many numbers divide `n`. This only computes and never waits.
fn divisors(n: &u32) -> usize {
    (1..=*n).filter(|d| n.is_multiple_of(*d)).count()
}

fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let numbers: Vec<u32> = (1..=2_000).collect();

    let alone: Vec<usize> = numbers.iter().map(divisors).collect();
    let shared: Vec<usize> = pool.install(|| numbers.par_iter().map(divisors).collect());

    println!("threads: {}", pool.current_num_threads());
    println!("first nine: {:?}", &shared[..9]);
    println!("all in the same order: {}", alone == shared);
}
// ANCHOR_END: main
