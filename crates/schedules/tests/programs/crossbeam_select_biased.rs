//! Two messages are ready, and `select_biased!` takes the first one.
//! Ends: finished "a\n".
extern crate crossbeam_channel;
use crossbeam_channel::{select_biased, unbounded};

fn main() {
    let (tx_a, rx_a) = unbounded();
    let (tx_b, rx_b) = unbounded();
    tx_a.send("a").unwrap();
    tx_b.send("b").unwrap();
    select_biased! {
        recv(rx_a) -> message => println!("{}", message.unwrap()),
        recv(rx_b) -> message => println!("{}", message.unwrap()),
    }
}
