//! A `Select` has no destructor, so its channels may be changed while it still exists, if it is not used any more.
//! Ends: finished "bread, 1 left\n".
extern crate crossbeam_channel;
use crossbeam_channel::{Select, bounded};

fn main() {
    let (tx, rx) = bounded(1);
    let (_other, idle) = bounded(1);
    let mut receivers = vec![rx, idle];
    tx.send("bread").unwrap();
    let mut select = Select::new();
    for receiver in &receivers {
        select.recv(receiver);
    }
    let chosen = select.select();
    let index = chosen.index();
    let message = chosen.recv(&receivers[index]).unwrap();
    receivers.remove(index);
    println!("{message}, {} left", receivers.len());
}
