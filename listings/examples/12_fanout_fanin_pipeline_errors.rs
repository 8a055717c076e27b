//! Five pages are fetched at once, and two fetches fail. Stop at the first error, or collect all.

extern crate futures;
extern crate tokio;

use futures::stream::{self, StreamExt, TryStreamExt};
use std::cell::Cell;
use tokio::time::{Duration, sleep};

// ANCHOR: main
async fn fetch(page: u64, ended: &Cell<u32>) -> Result<u64, String> {
    sleep(Duration::from_secs(page)).await;
    ended.set(ended.get() + 1);
    match page {
        2 | 4 => Err(format!("page {page} is gone")),
        _ => Ok(page),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let ended = Cell::new(0);
    let pages = || stream::iter(1..=5).map(|page| fetch(page, &ended));

    let first: Result<Vec<u64>, _> = pages().buffer_unordered(5).try_collect().await;
    println!("{first:?}");
    println!("{} ended, the others were dropped", ended.take());

    let all: Vec<Result<u64, _>> = pages().buffer_unordered(5).collect().await;
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    println!("{} pages, {bad:?}", good.len());
    println!("{} ended", ended.take());
}
// ANCHOR_END: main
