//! `Select` chooses among receivers that are known only at run time.
//! Ends: finished "0\n" | finished "1\n" | finished "2\n".
extern crate crossbeam_channel;
use crossbeam_channel::{Select, unbounded};

fn main() {
    let channels: Vec<_> = (0..3).map(|_| unbounded()).collect();
    for (number, (tx, _)) in channels.iter().enumerate() {
        tx.send(number).unwrap();
    }
    let mut select = Select::new();
    for (_, rx) in &channels {
        select.recv(rx);
    }
    let chosen = select.select();
    let index = chosen.index();
    println!("{}", chosen.recv(&channels[index].1).unwrap());
}
