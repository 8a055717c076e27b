//! A `JoinSet` returns each result as its task ends. If the task panicked, the result is a `JoinError`.

extern crate tokio;

use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut bakers = JoinSet::new();
    for (what, hours) in [("bread", 3), ("cakes", 2), ("pies", 1)] {
        bakers.spawn(async move {
            sleep(Duration::from_secs(3600 * hours)).await;
            assert!(what != "cakes", "no flour");
            what
        });
    }

    while let Some(baker) = bakers.join_next().await {
        match baker {
            Ok(what) => println!("{what}"),
            Err(error) if error.is_panic() => {
                let panic = error.into_panic();
                println!("{:?}", panic.downcast_ref::<&str>());
            }
            Err(error) => println!("cancelled: {error}"),
        }
    }
    println!("none is left");
}
// ANCHOR_END: main
