//! Fixed: the transfer is a task of its own, so the timeout ends only the wait for it.

extern crate tokio;
extern crate tokio_util;

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
static TILL: AtomicU32 = AtomicU32::new(100);
static BANK: AtomicU32 = AtomicU32::new(0);

async fn transfer(coins: u32) {
    // Relaxed is enough: only one thread runs.
    TILL.fetch_sub(coins, Relaxed);
    sleep(10 * SECOND).await; // on the way to the bank
    BANK.fetch_add(coins, Relaxed);
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let transfers = TaskTracker::new();
    let begun = transfers.spawn(transfer(60));
    if timeout(5 * SECOND, begun).await.is_err() {
        println!("given up");
    }

    transfers.close();
    transfers.wait().await; // otherwise the end of `main` would drop it halfway
    let (till, bank) = (TILL.load(Relaxed), BANK.load(Relaxed));
    println!("till {till} + bank {bank} = {}", till + bank);
}
// ANCHOR_END: main
