//! The desk closes five minutes after the last order, because each order resets the same `Sleep`.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::{Instant, sleep};
use tokio::{pin, select};

const MINUTE: Duration = Duration::from_secs(60);

async fn phone(tx: Sender<&str>) {
    for (pause, order) in [(2, "bread"), (4, "cakes"), (3, "pies")] {
        sleep(pause * MINUTE).await;
        tx.send(order).await.unwrap();
    }
    tx.closed().await; // keeps the channel open
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let minutes = || open.elapsed().as_secs() / 60;
    let (tx, mut orders) = channel(1);
    tokio::spawn(phone(tx));

    let idle = sleep(5 * MINUTE);
    pin!(idle);
    loop {
        select! {
            Some(order) = orders.recv() => {
                println!("{:2} min: {order}", minutes());
                idle.as_mut().reset(Instant::now() + 5 * MINUTE);
            }
            () = &mut idle => {
                println!("{:2} min: closed", minutes());
                break;
            }
        }
    }
}
// ANCHOR_END: main
