//! Closing a channel reaches every thread that receives from it. A message would reach only one.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, never, select};
use std::thread;

// ANCHOR: main
fn main() {
    let orders = never::<u32>(); // no order ever comes
    let (stop, told) = bounded::<()>(0); // nothing is ever sent

    thread::scope(|shop| {
        let bakers: Vec<_> = (1..=3)
            .map(|baker| {
                let (orders, told) = (orders.clone(), told.clone());
                shop.spawn(move || {
                    loop {
                        select! {
                            recv(orders) -> order => println!("order {order:?}"),
                            recv(told) -> _ => return baker,
                        }
                    }
                })
            })
            .collect();

        drop(stop); // the only sender is gone, so the channel closes
        for baker in bakers {
            println!("baker {} has stopped", baker.join().unwrap());
        }
    });
}
// ANCHOR_END: main
