//! A task local is there for all that a task calls, and is not inherited by what it spawns.

extern crate tokio;

use tokio::task_local;

// ANCHOR: main
task_local! {
    static ORDER: u32;
}

fn log(what: &str) {
    match ORDER.try_with(|order| *order) {
        Ok(order) => println!("order {order}: {what}"),
        Err(_) => println!("no order: {what}"),
    }
}

async fn pay() {
    log("paid"); // nobody handed the number down
    tokio::spawn(async { log("receipt") }).await.unwrap();

    let order = ORDER.get();
    let with_order = ORDER.scope(order, async { log("receipt, in a scope") });
    tokio::spawn(with_order).await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    ORDER.scope(7, pay()).await;
    log("the shop closes");
}
// ANCHOR_END: main
