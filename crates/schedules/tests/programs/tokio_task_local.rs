//! Each task has its own value.
// Ends: finished "1 2\n".
tokio::task_local! {
    static NUMBER: u32;
}

async fn number() -> u32 {
    tokio::task::yield_now().await;
    NUMBER.get()
}

#[tokio::main]
async fn main() {
    let first = tokio::spawn(NUMBER.scope(1, number()));
    let second = tokio::spawn(NUMBER.scope(2, number()));
    println!("{} {}", first.await.unwrap(), second.await.unwrap());
}
