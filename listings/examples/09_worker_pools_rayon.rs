//! Work for the processor: rayon shares it among the threads of its pool, and keeps the order.

extern crate rayon;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

// ANCHOR: main
/// How many steps of the Collatz walk lead from `n` to 1.
fn steps(n: &u64) -> usize {
    let next = |n: &u64| Some(if n % 2 == 0 { n / 2 } else { 3 * n + 1 });
    std::iter::successors(Some(*n), next)
        .take_while(|n| *n != 1)
        .count()
}

fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let starts: Vec<u64> = (1..=10_000).collect();

    let alone: Vec<usize> = starts.iter().map(steps).collect();
    let shared: Vec<usize> = pool.install(|| starts.par_iter().map(steps).collect());

    println!("threads: {}", pool.current_num_threads());
    println!("first nine: {:?}", &shared[..9]);
    println!("all in the same order: {}", alone == shared);
}
// ANCHOR_END: main
