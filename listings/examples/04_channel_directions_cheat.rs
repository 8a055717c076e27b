//! The lines to know by heart: one side may only ask, the other only answer, and each question carries its reply.

extern crate tokio;

use tokio::sync::{mpsc, oneshot};

// ANCHOR: cheat
// ANCHOR: sheet
struct Ask(u32, oneshot::Sender<u32>); // and where to answer

async fn ask(desk: &mpsc::Sender<Ask>, page: u32) -> u32 {
    let (reply, answer) = oneshot::channel();
    desk.send(Ask(page, reply)).await.unwrap();
    answer.await.unwrap() // Err: dropped unanswered
}
// ANCHOR_END: sheet

async fn serve(mut desk: mpsc::Receiver<Ask>) {
    while let Some(Ask(page, reply)) = desk.recv().await {
        let _ = reply.send(page * 100); // Err: asker left
    }
}
// ANCHOR_END: cheat

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (desk, asks) = mpsc::channel(1);
    let serving = tokio::spawn(serve(asks));
    for page in 1..=2 {
        println!("page {page}: {}", ask(&desk, page).await);
    }
    drop(desk); // the last sender
    serving.await.unwrap();
    println!("closed");
}
