//! `try_join!` returns the first error and drops the futures that are still at work.

extern crate tokio;

use std::time::Duration;
use tokio::{time::sleep, try_join};

/// Says so where it is dropped on the road.
struct Van(&'static str, bool);

impl Drop for Van {
    fn drop(&mut self) {
        if self.1 {
            println!("{}: turned back", self.0);
        }
    }
}

// ANCHOR: main
async fn deliver(what: &'static str, hours: u64) -> Result<(), String> {
    let mut van = Van(what, true);
    sleep(Duration::from_secs(3600 * hours)).await;
    van.1 = false; // no longer on the road
    if what == "cakes" {
        return Err(format!("{what}: no such street"));
    }
    println!("{what}: delivered");
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let all = try_join!(
        deliver("bread", 1),
        deliver("cakes", 2),
        deliver("pies", 3),
    );
    println!("all: {all:?}");
}
// ANCHOR_END: main
