//! The bytes are kept outside the loop, and `read_buf` is cancellation safe, so no byte is lost.

extern crate tokio;

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::{select, time::interval, time::sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (mut phone, mut desk) = duplex(64);
    tokio::spawn(async move {
        phone.write_all(b"bre").await.unwrap();
        sleep(Duration::from_secs(3)).await; // the line is slow
        phone.write_all(b"adcakesrolls").await.unwrap();
    });

    // ANCHOR: main
    let mut clock = interval(Duration::from_secs(2));
    clock.tick().await; // the first tick comes at once
    let mut bytes = Vec::new(); // outlives the iterations
    loop {
        select! {
            read = desk.read_buf(&mut bytes) => {
                if read.unwrap() == 0 {
                    println!("closed, {} bytes left", bytes.len());
                    break;
                }
                while bytes.len() >= 5 {
                    let order: Vec<u8> = bytes.drain(..5).collect();
                    println!("{}", order.escape_ascii());
                }
            }
            _ = clock.tick() => println!("tick"),
        }
    }
    // ANCHOR_END: main
}
