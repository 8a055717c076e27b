//! The asker stops waiting, and the actor cannot reply.
// Ends: finished "answer 1\n" | finished "too late\n" | finished "too late\nnobody asked\n" | finished "nobody asked\ntoo late\n".
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel::<oneshot::Sender<u32>>(1);
    let actor = tokio::spawn(async move {
        while let Some(reply) = rx.recv().await {
            if reply.send(1).is_err() {
                println!("nobody asked");
            }
        }
    });
    let (reply, answer) = oneshot::channel();
    tx.send(reply).await.unwrap();
    match timeout(Duration::from_secs(1), answer).await {
        Ok(answer) => println!("answer {}", answer.unwrap()),
        Err(_) => println!("too late"),
    }
    drop(tx);
    actor.await.unwrap();
}
