//! Tokens form a tree. `cancel` reaches all descendants, but no ancestor and no sibling.

extern crate tokio;
extern crate tokio_util;

use std::iter::from_fn;
use std::time::Duration;
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

const HOUR: Duration = Duration::from_secs(3600);

// ANCHOR: main
async fn work(name: &str, stop: CancellationToken) -> String {
    let mut hours = 0;
    while stop.run_until_cancelled(sleep(HOUR)).await.is_some() {
        hours += 1;
    }
    format!("{name} {hours} h")
}

async fn ended(staff: &mut JoinSet<String>) -> String {
    sleep(HOUR).await; // virtual time: every cancelled task has ended by then
    let ended = from_fn(|| staff.try_join_next());
    let mut ended: Vec<_> = ended.map(Result::unwrap).collect();
    ended.sort();
    format!("{}; {} go on", ended.join(", "), staff.len())
}

async fn day(oven_breaks: bool) {
    let shop = CancellationToken::new();
    let oven = shop.child_token();
    let mut staff = JoinSet::new();
    staff.spawn(work("shop", shop.clone())); // the same token, not a child
    staff.spawn(work("oven", oven.clone()));
    staff.spawn(work("batch", oven.child_token()));
    staff.spawn(work("desk", shop.child_token()));

    sleep(HOUR * 3 / 2).await;
    if oven_breaks {
        oven.cancel();
        println!("oven cancelled: {}", ended(&mut staff).await);
    }
    shop.cancel();
    println!("shop cancelled: {}", ended(&mut staff).await);
    shop.child_token().cancelled().await; // a new child is already cancelled
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    day(true).await;
    println!("the next day");
    day(false).await;
}
// ANCHOR_END: main
