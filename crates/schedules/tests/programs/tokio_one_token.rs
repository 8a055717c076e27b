//! Two requests, and a token for one of them.
// Ends: finished "served, refused\n" | finished "served, served\n".
use std::sync::Arc;
use tokio::sync::Semaphore;

async fn request(tokens: Arc<Semaphore>) -> &'static str {
    match tokens.try_acquire() {
        Ok(_token) => {
            tokio::task::yield_now().await;
            "served"
        }
        Err(_) => "refused",
    }
}

#[tokio::main]
async fn main() {
    let tokens = Arc::new(Semaphore::new(1));
    let first = tokio::spawn(request(tokens.clone()));
    let second = tokio::spawn(request(tokens));
    let mut answers = [first.await.unwrap(), second.await.unwrap()];
    answers.sort_by(|a, b| b.cmp(a));
    println!("{}, {}", answers[0], answers[1]);
}
