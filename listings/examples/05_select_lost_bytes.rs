//! `read_exact` loses the bytes that it has already read when another branch is chosen.

extern crate tokio;

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::{select, time::interval, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (mut phone, mut desk) = duplex(64);
    tokio::spawn(async move {
        phone.write_all(b"bre").await.unwrap();
        sleep(Duration::from_secs(3)).await; // the line is slow
        phone.write_all(b"adcakesrolls").await.unwrap();
    });

    let mut clock = interval(Duration::from_secs(2));
    clock.tick().await; // the first tick comes at once
    loop {
        let mut order = [0; 5];
        select! {
            read = desk.read_exact(&mut order) => match read {
                Ok(_) => println!("{}", order.escape_ascii()),
                Err(end) => {
                    println!("{end}");
                    break;
                }
            },
            _ = clock.tick() => println!("tick"),
        }
    }
}
// ANCHOR_END: main
