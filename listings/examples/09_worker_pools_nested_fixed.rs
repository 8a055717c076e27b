//! rayon's worker does not wait idle: until the other half is done it does it itself.

extern crate rayon;

use rayon::ThreadPoolBuilder;

// ANCHOR: main
fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        println!("cake: needs dough");
        let (dough, _oven) = rayon::join(|| "dough", || "a hot oven");
        println!("cake: has {dough}");
    });
}
// ANCHOR_END: main
