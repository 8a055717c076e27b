//! The bytes read so far live outside of the loop, and `read_buf` is cancellation safe.

extern crate tokio;

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::{select, time::interval, time::sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (mut phone, mut desk) = duplex(64);
    tokio::spawn(async move {
        phone.write_all(b"bre").await.unwrap();
        sleep(Duration::from_secs(3)).await; // a slow line
        phone.write_all(b"adcakesrolls").await.unwrap();
    });

    // ANCHOR: main
    let mut clock = interval(Duration::from_secs(2));
    clock.tick().await; // the first tick is immediate
    let mut bytes = Vec::new(); // outlives each turn
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
