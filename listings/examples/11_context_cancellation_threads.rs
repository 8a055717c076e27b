//! Closing one channel tells every thread that receives from it; a message would tell only one.

extern crate crossbeam_channel;

use crossbeam_channel::{bounded, never, select};
use std::thread;

// ANCHOR: main
fn main() {
    let orders = never::<u32>(); // a quiet day
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

        drop(stop); // the last sender: the channel closes
        for baker in bakers {
            println!("baker {} has stopped", baker.join().unwrap());
        }
    });
}
// ANCHOR_END: main
