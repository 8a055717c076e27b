//! An actor that two tasks ask.
// Ends: finished "1\n2\n".
use tokio::sync::{mpsc, oneshot};

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel::<oneshot::Sender<u32>>(8);
    let actor = tokio::spawn(async move {
        let mut count = 0;
        while let Some(reply) = rx.recv().await {
            count += 1;
            let _ = reply.send(count);
        }
    });
    let mut askers = Vec::new();
    for _ in 0..2 {
        let tx = tx.clone();
        askers.push(tokio::spawn(async move {
            let (reply, answer) = oneshot::channel();
            tx.send(reply).await.unwrap();
            answer.await.unwrap()
        }));
    }
    drop(tx);
    let mut answers = Vec::new();
    for asker in askers {
        answers.push(asker.await.unwrap());
    }
    actor.await.unwrap();
    answers.sort();
    for answer in answers {
        println!("{answer}");
    }
}
