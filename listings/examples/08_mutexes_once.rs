//! Values that are set once: `LazyLock` computes its own, `OnceLock` is given one.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{LazyLock, OnceLock};
use std::thread;

// ANCHOR: main
static PRINTED: AtomicU32 = AtomicU32::new(0);
static MENU: LazyLock<Vec<&str>> = LazyLock::new(|| {
    PRINTED.fetch_add(1, Relaxed); // Relaxed: only a count
    vec!["bread", "cakes"]
});
static OPENED_BY: OnceLock<String> = OnceLock::new();

fn main() {
    thread::scope(|shop| {
        for _ in 0..4 {
            shop.spawn(|| assert_eq!(MENU.len(), 2)); // the first runs the function
        }
    });
    println!("printed {} time", PRINTED.load(Relaxed));

    println!("{:?}", OPENED_BY.set("Ada".to_owned()));
    println!("{:?}", OPENED_BY.set("Bob".to_owned())); // too late, so it is returned
    println!("{}", OPENED_BY.get_or_init(|| "Cyd".to_owned()));
}
