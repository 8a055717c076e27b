//! A server task sends the answer to itself through the same bounded channel that it reads.
// Ends: deadlock | finished "3\n".
use tokio::sync::mpsc;

#[derive(Debug)]
enum Msg {
    Work(u32),
    Done,
}

#[tokio::main]
async fn main() {
    let (tx, mut rx) = mpsc::channel(2);
    let own = tx.clone();
    let server = tokio::spawn(async move {
        let mut done = 0;
        while let Some(msg) = rx.recv().await {
            match msg {
                Msg::Work(n) if n > 0 => own.send(Msg::Done).await.unwrap(),
                Msg::Work(_) => {}
                Msg::Done => done += 1,
            }
            if done == 3 {
                break;
            }
        }
        done
    });
    for n in 1..=3 {
        if tx.send(Msg::Work(n)).await.is_err() {
            println!("closed");
        }
    }
    println!("{}", server.await.unwrap());
    let _ = Msg::Done;
}
