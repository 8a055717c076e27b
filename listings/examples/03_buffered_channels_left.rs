//! What happens to a stored order when the receiver is dropped, in std, tokio and crossbeam.

extern crate crossbeam_channel;
extern crate tokio;

// ANCHOR: main
struct Order(&'static str);

impl Drop for Order {
    fn drop(&mut self) {
        println!("dropped the order in {}", self.0);
    }
}

fn main() {
    let (shelf, orders) = std::sync::mpsc::sync_channel(1);
    shelf.send(Order("std")).unwrap();
    drop(orders);
    println!("std: the consumer has gone");

    let (shelf, orders) = tokio::sync::mpsc::channel(1);
    shelf.try_send(Order("tokio")).unwrap();
    drop(orders);
    println!("tokio: the consumer has gone");

    let (shelf, orders) = crossbeam_channel::bounded(1);
    shelf.send(Order("crossbeam")).unwrap();
    drop(orders);
    println!("crossbeam: the consumer has gone");
    drop(shelf); // the last end of the channel
}
// ANCHOR_END: main
