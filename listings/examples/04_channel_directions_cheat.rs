//! The lines to know by heart: every question carries a `oneshot` sender for its answer.

extern crate tokio;

use tokio::sync::{mpsc, oneshot};

// ANCHOR: cheat
// ANCHOR: sheet
struct Ask(u32, oneshot::Sender<u32>); // page and reply

async fn ask(desk: &mpsc::Sender<Ask>, page: u32) -> u32 {
    let (reply, answer) = oneshot::channel();
    desk.send(Ask(page, reply)).await.unwrap();
    answer.await.unwrap() // `Err`: the reply was dropped
}
// ANCHOR_END: sheet

async fn serve(mut desk: mpsc::Receiver<Ask>) {
    while let Some(Ask(page, reply)) = desk.recv().await {
        let _ = reply.send(page * 100); // `Err`: the asker has left
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
    drop(desk); // drops the last sender
    serving.await.unwrap();
    println!("closed");
}
