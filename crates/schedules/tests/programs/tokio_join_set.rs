//! The ends of two tasks come in any order.
// Ends: finished "1\n2\n" | finished "2\n1\n".
use tokio::task::JoinSet;

#[tokio::main]
async fn main() {
    let mut tasks = JoinSet::new();
    for number in 1..=2 {
        tasks.spawn(async move {
            tokio::task::yield_now().await;
            number
        });
    }
    while let Some(ended) = tasks.join_next().await {
        println!("{}", ended.unwrap());
    }
}
