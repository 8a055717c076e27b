//! rayon's worker does not wait for its other half while nobody has taken it: it does that itself.

extern crate rayon;

use rayon::ThreadPoolBuilder;

// ANCHOR: main
fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        println!("cake: needs dough");
        // The second is queued for other workers. There is none, so ...
        let (oven, dough) = rayon::join(|| "a hot oven", || "dough");
        println!("cake: has {oven} and {dough}"); // ... this one does it
    });
}
// ANCHOR_END: main
