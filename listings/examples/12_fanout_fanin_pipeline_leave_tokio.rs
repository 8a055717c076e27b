//! One number per hour. `closed` tells each task at once that its consumer is gone.

extern crate tokio;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::{Duration, Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let alive = || Handle::current().metrics().num_alive_tasks();
    let (generated, mut numbers) = mpsc::channel::<u64>(1);
    let (squared, mut squares) = mpsc::channel(1);

    let generate = tokio::spawn(async move {
        for number in 1.. {
            tokio::select! {
                () = generated.closed() => break, // the next stage is gone
                () = sleep(Duration::from_secs(3600)) => {}
            }
            if generated.send(number).await.is_err() {
                break;
            }
        }
    });
    let square = tokio::spawn(async move {
        loop {
            let number = tokio::select! {
                () = squared.closed() => break,
                number = numbers.recv() => number.expect("the numbers never end"),
            };
            if squared.send(number * number).await.is_err() {
                break;
            }
        }
    });

    let began = Instant::now();
    for _ in 0..3 {
        println!("took {}", squares.recv().await.unwrap());
    }
    println!("{} tasks alive", alive());
    drop(squares);
    square.await.unwrap();
    generate.await.unwrap();
    let hours = began.elapsed().as_secs() / 3600;
    println!("{} tasks alive, after {hours} hours", alive());
}
// ANCHOR_END: main
