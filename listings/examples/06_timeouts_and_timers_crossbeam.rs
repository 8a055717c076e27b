//! Timers as channels: one message after a duration, one at an instant, one per period, or none.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, after, at, bounded, never, select, tick};
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_millis(10);

// ANCHOR: main
fn next(orders: &Receiver<&str>, limit: &Receiver<Instant>) -> String {
    select! {
        recv(orders) -> order => format!("{order:?}"),
        recv(limit) -> _ => "too late".to_string(),
    }
}

fn main() {
    let (tx, orders) = bounded(1);

    let limit = after(SOON);
    println!("after: {}", next(&orders, &limit));
    println!("again: {:?}", limit.recv_timeout(SOON)); // it fires only once

    let passed = at(Instant::now()); // this instant has already passed
    println!("at: {}", next(&orders, &passed));

    tx.send("bread").unwrap();
    println!("never: {}", next(&orders, &never())); // no time limit

    println!("tick: {} times", tick(SOON).iter().take(3).count());

    let ticker = tick(SOON);
    let next_due = || {
        select! {
            recv(orders) -> _ => unreachable!(),
            recv(ticker) -> due => due.unwrap(),
        }
    };
    let first = next_due(); // the instant when the tick was due
    println!("select drifts: {}", next_due() > first + SOON);
}
// ANCHOR_END: main
