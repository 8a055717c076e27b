//! Time limits of single steps add up; a deadline limits all steps together.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, error::Elapsed, sleep, timeout, timeout_at};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
async fn each_step() -> Result<(), Elapsed> {
    for _ in ["ask", "pay", "deliver"] {
        timeout(5 * SECOND, sleep(4 * SECOND)).await?;
    }
    Ok(())
}

async fn all_steps(deadline: Instant) -> Result<(), Elapsed> {
    for _ in ["ask", "pay", "deliver"] {
        timeout_at(deadline, sleep(4 * SECOND)).await?;
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    println!("{:?} after {:?}", each_step().await, start.elapsed());

    let start = Instant::now();
    let done = all_steps(start + 5 * SECOND).await;
    println!("{done:?} after {:?}", start.elapsed());
}
// ANCHOR_END: main
