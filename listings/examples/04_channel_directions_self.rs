//! A reminder that owns a sender keeps the station open forever.

extern crate tokio;

use std::time::Duration;
use tokio::{
    sync::mpsc,
    time::{sleep, timeout},
};

const HOUR: Duration = Duration::from_secs(3600);

async fn station(mut commands: mpsc::Receiver<()>) -> u32 {
    let mut readings = 0;
    while commands.recv().await.is_some() {
        readings += 1;
    }
    readings
}

// ANCHOR: main
/// Tells the station every hour to take a reading.
async fn remind(station: mpsc::Sender<()>) {
    loop {
        sleep(HOUR).await;
        if station.send(()).await.is_err() {
            break; // the station is gone
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (handle, commands) = mpsc::channel(1);
    let station = tokio::spawn(station(commands));
    tokio::spawn(remind(handle.clone()));

    sleep(5 * HOUR / 2).await;
    drop(handle); // the last handle outside the reminder
    match timeout(24 * HOUR, station).await {
        Ok(readings) => println!("closed: {}", readings.unwrap()),
        Err(_) => println!("a day later it is still open"),
    }
}
// ANCHOR_END: main
