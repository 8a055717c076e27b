//! How many bytes a lock takes on 64-bit Linux, and how `CachePadded` moves two counters apart.

extern crate crossbeam_utils;
extern crate parking_lot;
extern crate tokio;

use crossbeam_utils::CachePadded;
use std::mem::size_of;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, RwLock};

// ANCHOR: main
fn main() {
    // `()` takes no bytes, so these are the locks alone.
    println!("std Mutex           {:>3}", size_of::<Mutex<()>>());
    println!("std RwLock          {:>3}", size_of::<RwLock<()>>());
    println!(
        "parking_lot Mutex   {:>3}",
        size_of::<parking_lot::Mutex<()>>()
    );
    println!(
        "tokio Mutex         {:>3}",
        size_of::<tokio::sync::Mutex<()>>()
    );

    println!("two counters        {:>3}", size_of::<[AtomicU64; 2]>());
    println!(
        "two padded counters {:>3}",
        size_of::<[CachePadded<AtomicU64>; 2]>()
    );
}
