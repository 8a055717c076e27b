//! rayon's worker does not wait for a job that no other worker has started: it runs this job itself.

extern crate rayon;

use rayon::ThreadPoolBuilder;

// ANCHOR: main
fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        println!("cake: needs dough");
        // The second closure is queued for other workers. There is no other worker, ...
        let (oven, dough) = rayon::join(|| "a hot oven", || "dough");
        println!("cake: has {oven} and {dough}"); // ... so this one runs both
    });
}
// ANCHOR_END: main
