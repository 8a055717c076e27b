//! A timeout drops its future when the time limit expires, but a borrowed future lives on.

extern crate tokio;

use std::future::ready;
use std::time::Duration;
use tokio::{
    pin,
    time::{Instant, sleep, timeout},
};

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: main
struct Oven(&'static str);

impl Drop for Oven {
    fn drop(&mut self) {
        println!("{}: oven off", self.0);
    }
}

async fn bake(what: &'static str) -> &'static str {
    let _oven = Oven(what);
    sleep(40 * MINUTE).await;
    what
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    println!("{:?}", timeout(Duration::ZERO, ready("rolls")).await);

    println!("{:?}", timeout(30 * MINUTE, bake("cakes")).await);

    let start = Instant::now();
    let bread = bake("bread");
    pin!(bread);
    println!("{:?}", timeout(30 * MINUTE, &mut bread).await);
    println!("{:?}", timeout(30 * MINUTE, &mut bread).await);
    println!("in all {} min", start.elapsed().as_secs() / 60);
}
// ANCHOR_END: main
