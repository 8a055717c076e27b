//! A task that panics ends only itself. Its `JoinError` comes in place of a result and says which task it was.

extern crate tokio;

use std::collections::HashMap;
use tokio::task::JoinSet;

// ANCHOR: main
async fn bake(order: &str) -> String {
    assert!(order != "burnt", "the oven is on fire");
    format!("{order} baked")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let orders = ["burnt", "burnt", "bread", "cakes", "rolls"];
    let mut pool = JoinSet::new();
    let mut index_of = HashMap::new();
    for (index, order) in orders.into_iter().enumerate() {
        index_of.insert(pool.spawn(bake(order)).id(), index);
    }

    let mut done = Vec::new();
    while let Some(joined) = pool.join_next_with_id().await {
        let (id, result) = match joined {
            Ok((id, result)) => (id, result),
            Err(failed) if failed.is_panic() => (failed.id(), "failed".to_owned()),
            Err(aborted) => unreachable!("no task is aborted: {aborted}"),
        };
        done.push((index_of[&id], result));
    }
    done.sort();
    for (index, result) in done {
        println!("{index}: {result}");
    }
}
// ANCHOR_END: main
