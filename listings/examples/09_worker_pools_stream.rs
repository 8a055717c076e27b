//! `buffered` returns the results in the order of the jobs, `buffer_unordered` in the order in which the jobs end.

extern crate futures;
extern crate tokio;

use futures::{Stream, StreamExt, stream};
use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
async fn bake((index, minutes): (usize, u64)) -> usize {
    sleep(Duration::from_secs(60 * minutes)).await;
    index
}

async fn show(name: &str, results: impl Stream<Item = usize>) {
    let begin = Instant::now();
    let minute = || begin.elapsed().as_secs() / 60;
    let told = results.map(|index| format!("{index} at {}", minute()));
    let told: Vec<String> = told.collect().await;
    println!("{name}: {}", told.join(", "));
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let minutes = [5, 1, 1, 1, 1, 1];
    let jobs = || stream::iter(minutes.into_iter().enumerate()).map(bake);

    show("buffered(2)", jobs().buffered(2)).await;
    show("buffer_unordered(2)", jobs().buffer_unordered(2)).await;
}
// ANCHOR_END: main
