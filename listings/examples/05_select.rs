//! One `select!` with three branches takes orders from two sources until a third source says stop.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

/// A thread that sends one order for each message on `go_on`.
struct Source {
    go_on: Sender<()>,
    orders: Receiver<&'static str>,
}

fn source(menu: &'static [&'static str]) -> Source {
    let (go_on, signals) = bounded(0);
    let (tx, orders) = bounded(0);
    thread::spawn(move || {
        let mut menu = menu.iter();
        for () in signals {
            if let Some(order) = menu.next() {
                tx.send(*order).unwrap();
            }
        } // only now `tx` is dropped, so `orders` never closes while the desk runs
    });
    Source { go_on, orders }
}

// ANCHOR: main
fn main() {
    let counter = source(&["bread", "pies"]);
    let phone = source(&["cakes", "rolls"]);
    let closing = source(&["stop"]);

    let mut taken = 0;
    let turns = [&counter, &phone, &phone, &counter, &closing, &counter];
    for next in turns {
        next.go_on.send(()).unwrap(); // lockstep: exactly one branch becomes ready

        select! {
            recv(counter.orders) -> order => {
                println!("counter: {}", order.unwrap());
                taken += 1;
            }
            recv(phone.orders) -> order => {
                println!("phone: {}", order.unwrap());
                taken += 1;
            }
            recv(closing.orders) -> _ => {
                println!("stop: {taken} orders taken");
                break; // so the last element of `turns` is not used
            }
        }
    }
}
// ANCHOR_END: main
