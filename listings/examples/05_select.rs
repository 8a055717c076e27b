//! A desk takes orders from two sources until it is told to stop: one `select!` with three arms.

extern crate crossbeam_channel;

use crossbeam_channel::{Receiver, Sender, bounded, select};
use std::thread;

/// Sends one order each time it is told to go on.
struct Source {
    go_on: Sender<()>,
    orders: Receiver<&'static str>,
}

fn source(menu: &'static [&'static str]) -> Source {
    let (go_on, told) = bounded(0);
    let (tx, orders) = bounded(0);
    thread::spawn(move || {
        let mut menu = menu.iter();
        for () in told {
            if let Some(order) = menu.next() {
                tx.send(*order).unwrap();
            }
        } // `tx` lives until the desk has gone
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
        next.go_on.send(()).unwrap(); // lockstep: one arm gets ready

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
                break; // the last turn is never taken
            }
        }
    }
}
// ANCHOR_END: main
