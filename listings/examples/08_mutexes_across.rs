//! All tills share one connection to the bank. tokio's lock is held across the `.await`s, so each question gets its own answer.

extern crate tokio;

use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

/// Sends each byte back.
async fn bank(mut line: DuplexStream) {
    while let Ok(card) = line.read_u8().await {
        line.write_u8(card).await.unwrap();
    }
}

// ANCHOR: main
async fn pay(line: Arc<Mutex<DuplexStream>>, card: u8) -> bool {
    let mut line = line.lock().await; // the task waits, its thread does not
    line.write_u8(card).await.unwrap();
    line.read_u8().await.unwrap() == card
}

#[tokio::main]
async fn main() {
    let (till, far) = duplex(1); // both ends of a connection in memory
    tokio::spawn(bank(far));

    let line = Arc::new(Mutex::new(till));
    let mut payments = JoinSet::new();
    for card in 1..=8 {
        payments.spawn(pay(Arc::clone(&line), card));
    }
    let answers = payments.join_all().await;
    let right = answers.into_iter().filter(|right| *right).count();
    println!("{right} of 8 answers are right");
}
