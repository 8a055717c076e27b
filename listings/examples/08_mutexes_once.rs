//! Set once, read for ever: `LazyLock` knows how, `OnceLock` is told.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{LazyLock, OnceLock};
use std::thread;

// ANCHOR: main
static PRINTED: AtomicU32 = AtomicU32::new(0);
static MENU: LazyLock<Vec<&str>> = LazyLock::new(|| {
    PRINTED.fetch_add(1, Relaxed); // a count: it orders nothing
    vec!["bread", "cakes"]
});
static OPENED_BY: OnceLock<String> = OnceLock::new();

fn main() {
    thread::scope(|shop| {
        for _ in 0..4 {
            shop.spawn(|| assert_eq!(MENU.len(), 2)); // the first one runs it, the others wait
        }
    });
    println!("printed {} time", PRINTED.load(Relaxed));

    println!("{:?}", OPENED_BY.set("Ada".to_owned()));
    println!("{:?}", OPENED_BY.set("Bob".to_owned())); // too late: returned
    println!("{}", OPENED_BY.get_or_init(|| "Cyd".to_owned()));
}
