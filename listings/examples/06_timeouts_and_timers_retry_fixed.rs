//! The order number is an idempotency key: a request that comes twice is paid only once.

extern crate tokio;

use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

struct Pay {
    order: u32,
    reply: oneshot::Sender<()>,
}

// ANCHOR: main
async fn bank(mut requests: mpsc::Receiver<Pay>) -> u32 {
    let (mut euros, mut delay) = (0, 3 * SECOND);
    let mut paid = HashSet::new();
    while let Some(Pay { order, reply }) = requests.recv().await {
        // `insert` returns false if the order is already in the set.
        if paid.insert(order) {
            euros += 5;
        }
        sleep(delay).await; // only the first answer is slow
        delay = Duration::ZERO;
        let _ = reply.send(()); // an `Err` if the client has given up
    }
    euros
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (requests_tx, requests) = mpsc::channel(1);
    let bank = tokio::spawn(bank(requests));

    for attempt in 1..=3 {
        let (reply, answer) = oneshot::channel();
        let pay = Pay { order: 7, reply };
        requests_tx.send(pay).await.unwrap();
        let answer = timeout(2 * SECOND, answer).await;
        println!("attempt {attempt}: {answer:?}");
        if answer.is_ok() {
            break;
        }
    }
    drop(requests_tx);
    println!("paid: {} euros", bank.await.unwrap());
}
// ANCHOR_END: main
