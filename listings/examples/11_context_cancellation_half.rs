//! Broken: a timeout drops the transfer between its two steps, and 60 coins are lost.

extern crate tokio;

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::time::{sleep, timeout};

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
    if timeout(5 * SECOND, transfer(60)).await.is_err() {
        println!("given up");
    }

    sleep(60 * SECOND).await;
    let (till, bank) = (TILL.load(Relaxed), BANK.load(Relaxed));
    println!("till {till} + bank {bank} = {}", till + bank);
}
// ANCHOR_END: main
