//! A task is as large as its future, and a future stores what is still in scope at an `.await`.

extern crate tokio;

use std::mem::size_of_val;
use tokio::task::yield_now;

// ANCHOR: main
async fn scoped() -> usize {
    let length = {
        let page = [0_u8; 4096];
        page.len()
    }; // page goes out of scope here
    yield_now().await;
    length
}

async fn across() -> usize {
    let page = [0_u8; 4096];
    let length = page.len(); // borrows page, which is not used again
    yield_now().await;
    length
}

async fn boxed() -> usize {
    let page = vec![0_u8; 4096];
    yield_now().await;
    page.len()
}

fn main() {
    println!("scope ends before: {} bytes", size_of_val(&scoped()));
    println!("in scope at the .await: {} bytes", size_of_val(&across()));
    println!("on the heap: {} bytes, and the page", size_of_val(&boxed()));
}
// ANCHOR_END: main
