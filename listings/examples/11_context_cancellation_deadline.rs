//! One deadline is passed through three calls. Each call keeps it or chooses an earlier one.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, error::Elapsed, sleep, timeout_at};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
async fn order(deadline: Instant, bank_needs: Duration) -> Result<(), Elapsed> {
    timeout_at(deadline, sleep(2 * SECOND)).await?; // checks the stock
    pay(deadline, bank_needs).await
}

async fn pay(deadline: Instant, bank_needs: Duration) -> Result<(), Elapsed> {
    let own = Instant::now() + 10 * SECOND;
    ask_bank(deadline.min(own), bank_needs).await
}

async fn ask_bank(deadline: Instant, needs: Duration) -> Result<(), Elapsed> {
    println!("  bank: {} s left", (deadline - Instant::now()).as_secs());
    timeout_at(deadline, sleep(needs)).await
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (limit, bank_needs) in [(5, 2), (5, 9), (60, 11), (1, 2)] {
        println!("order: {limit} s, bank: {bank_needs} s");
        let start = Instant::now();
        let paid = order(start + limit * SECOND, bank_needs * SECOND).await;
        let end = if paid.is_ok() { "paid" } else { "given up" };
        println!("  {end} after {} s", start.elapsed().as_secs());
    }
}
// ANCHOR_END: main
