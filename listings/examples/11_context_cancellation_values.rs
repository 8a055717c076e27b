//! All functions that a task calls see its task-local value. A spawned task does not inherit it.

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
    log("paid"); // the number is not an argument
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
