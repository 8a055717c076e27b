//! The same six pages, three at once, in the order in which they end and in the order of the input.

extern crate futures;
extern crate tokio;

use futures::StreamExt;
use futures::stream;
use std::cell::Cell;
use tokio::time::{Duration, Instant, sleep};

// ANCHOR: main
const SECONDS: [u64; 6] = [8, 1, 3, 4, 1, 5];

#[derive(Default)]
struct Load {
    now: Cell<u32>,
    most: Cell<u32>,
}

async fn fetch(page: usize, load: &Load) -> usize {
    load.now.set(load.now.get() + 1);
    load.most.set(load.most.get().max(load.now.get()));
    sleep(Duration::from_secs(SECONDS[page])).await;
    load.now.set(load.now.get() - 1);
    page
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let load = Load::default();
    let pages = || stream::iter(0..6).map(|page| fetch(page, &load));

    let began = Instant::now();
    let lost: Vec<usize> = pages().buffer_unordered(3).collect().await;
    println!("buffer_unordered: {lost:?} in {:?}", began.elapsed());

    let began = Instant::now();
    let kept: Vec<usize> = pages().buffered(3).collect().await;
    println!("buffered:         {kept:?} in {:?}", began.elapsed());
    println!("at most {} at once", load.most.get());
}
// ANCHOR_END: main
