//! `try_join!` returns the first error and drops the futures that have not finished.

extern crate tokio;

use std::time::Duration;
use tokio::{time::sleep, try_join};

struct Van {
    load: &'static str,
    on_the_road: bool,
}

impl Drop for Van {
    fn drop(&mut self) {
        if self.on_the_road {
            println!("{}: turned back", self.load);
        }
    }
}

// ANCHOR: main
async fn deliver(load: &'static str, hours: u64) -> Result<(), String> {
    // Its `Drop` prints "turned back" if the van is still on the road.
    let mut van = Van {
        load,
        on_the_road: true,
    };
    sleep(Duration::from_secs(3600 * hours)).await;
    van.on_the_road = false;
    if load == "cakes" {
        return Err(format!("{load}: no such street"));
    }
    println!("{load}: delivered");
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let all = try_join!(deliver("bread", 1), deliver("cakes", 2), deliver("pies", 3),);
    println!("all: {all:?}");
}
// ANCHOR_END: main
