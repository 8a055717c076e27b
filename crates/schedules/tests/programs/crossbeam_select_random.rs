//! Two messages are ready, and `select!` takes one of them at random.
//! Ends: finished "a\n" | finished "b\n".
extern crate crossbeam_channel;
use crossbeam_channel::{select, unbounded};

fn main() {
    let (tx_a, rx_a) = unbounded();
    let (tx_b, rx_b) = unbounded();
    tx_a.send("a").unwrap();
    tx_b.send("b").unwrap();
    select! {
        recv(rx_a) -> message => println!("{}", message.unwrap()),
        recv(rx_b) -> message => println!("{}", message.unwrap()),
    }
}
